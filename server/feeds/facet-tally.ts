import type { Category, Product } from '@/server/catalogue/model'

/** A fact that fewer products of a category tell is no use as a facet there: choosing it would hide the rest. */
const leastShare = 0.2
const mostFacets = 12

interface Counts {
  products: number
  facts: Map<string, number>
}

/** Finds out, while a feed is read, which facts tell the products of each category apart. */
export class FacetTally {
  readonly #categories = new Map<string, Counts>()

  add(product: Product): void {
    const codes = new Set(
      [product.attributes, ...product.variants.map((v) => v.attributes)].flatMap(Object.keys),
    )
    if (product.brand) codes.add('brand')
    for (const id of product.categories) {
      const counts = this.#categories.get(id) ?? { products: 0, facts: new Map() }
      counts.products++
      for (const code of codes) counts.facts.set(code, (counts.facts.get(code) ?? 0) + 1)
      this.#categories.set(id, counts)
    }
  }

  /** The category with its facets: those that most of its products tell, first. */
  withFacets(category: Category): Category {
    const counts = this.#categories.get(category.id)
    if (!counts) return category
    const facets = [...counts.facts]
      .filter(([, told]) => told >= counts.products * leastShare)
      .sort(([a, left], [b, right]) => right - left || a.localeCompare(b))
      .slice(0, mostFacets)
      .map(([code]) => code)
    return { ...category, facets }
  }
}
