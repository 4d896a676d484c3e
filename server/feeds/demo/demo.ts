import type { AttributeDefinition, Media, Product, ProductOption } from '@/server/catalogue/model'
import { Currency } from '@/server/platform/schemas'
import type { Foundation, Offer } from '@/server/feeds/model'
import { Price } from '@/server/pricing/model'
import { AttributeValue } from '@/server/catalogue/model'
import type { DemoProduct, DemoSource } from '@/server/feeds/demo/source'
import { copyField, productTexts, words } from '@/server/feeds/demo/words'

/** A photograph as it lies in the demo folder, and where its renditions go. */
export interface Photograph {
  file: string
  key: string
}

/** Facts about a photograph that only its file can tell; `undefined` while it is not there. */
export type Measured = (file: string) => { width: number; height: number; placeholder?: string } | undefined

const photographKey = (product: DemoProduct, file: string): string =>
  `products/${product.slug}/images/${file.replace(/\.\w+$/, '')}`

/** Categories, attributes and places of the demo house. */
export function demoFoundation(source: DemoSource): Foundation {
  return {
    categories: source.categories.map((category, position) => ({
      id: category.slug,
      version: 0,
      parent: category.parent ?? undefined,
      position,
      names: copyField(category.copy, 'name'),
      descriptions: copyField(category.copy, 'description'),
      facets: facetsOf(source, category.slug),
    })),
    definitions: definitions(source),
  }
}

/** The attributes that at least two products of a category tell apart. */
function facetsOf(source: DemoSource, category: string): string[] {
  const within = new Set([category, ...childrenOf(source.categories, category)])
  const products = source.products.filter((entry) => within.has(entry.category)).map((entry) => entry.product)
  const codes = [
    'colour',
    ...source.attributes.options.map((o) => o.key),
    ...source.attributes.attributes.filter((a) => a.facet).map((a) => a.key),
  ]
  return codes.filter((code) => {
    const told = products.filter(
      (product) => code === 'colour' || code in product.attributes || product.options.includes(code),
    )
    return told.length >= 2
  })
}

const childrenOf = (categories: DemoSource['categories'], parent: string): string[] =>
  categories.filter((category) => category.parent === parent).map((category) => category.slug)

function definitions({ attributes }: DemoSource): AttributeDefinition[] {
  const named = (list: readonly { key: string; labels: Record<string, string> }[]) =>
    Object.fromEntries(list.map(({ key, labels }) => [key, words(labels)]))
  const stated = attributes.attributes
    .filter((attribute) => attribute.type !== 'option')
    .map((attribute) => ({
      code: attribute.key,
      kind: attribute.type === 'number' || attribute.type === 'boolean' ? attribute.type : ('text' as const),
      labels: words(attribute.labels),
      unit: attribute.unit,
      facet: attribute.facet,
      values: attribute.key === 'material' ? named(attributes.materials) : undefined,
      version: 0,
    }))
  const chosen = attributes.options.map((option) => ({
    code: option.key,
    kind: 'text' as const,
    labels: words(option.labels),
    facet: true,
    values: named(option.values),
    version: 0,
  }))
  const colour = {
    code: 'colour',
    kind: 'text' as const,
    labels: { en: 'Colour', de: 'Farbe', ar: 'اللون', 'en-US': 'Color' },
    facet: true,
    values: named(attributes.colours),
    version: 0,
  }
  return [colour, ...chosen, ...stated]
}

/** The products of the demo house with prices and stock.
 *  @param measured what is known of a photograph's file; products go without those that are not there */
export function demoOffers(source: DemoSource, measured: Measured, now: string): Offer[] {
  return source.products.map(({ category, product }) => ({
    product: toProduct(source, category, product, measured, now),
    prices: product.variants.flatMap((variant) =>
      Object.entries(variant.prices).map(([market, price]) => toPrice(variant.sku, market, price)),
    ),
    stock: product.variants.flatMap((variant) =>
      Object.entries(variant.stock).map(([location, onHand]) => ({ sku: variant.sku, location, onHand })),
    ),
  }))
}

function toProduct(
  source: DemoSource,
  leaf: string,
  product: DemoProduct,
  measured: Measured,
  now: string,
): Product {
  const parent = source.categories.find((category) => category.slug === leaf)?.parent
  const brand = source.brands.find((candidate) => candidate.slug === product.brand)
  const care = source.attributes.care.find((text) => text.key === product.care)?.texts ?? {}
  return {
    id: product.slug,
    version: 0,
    status: 'active',
    source: { name: 'demo', id: product.id },
    language: 'en',
    brand: brand?.copy['en-GB']?.name,
    categories: parent ? [parent, leaf] : [leaf],
    texts: productTexts(product.copy, care),
    options: product.options.map((code) => toOption(source, product, code)),
    attributes: attributesOf(product.attributes),
    media: mediaOf(source, product, measured),
    variants: product.variants.map((variant) => ({
      sku: variant.sku,
      options: variant.options,
      attributes: {
        ...attributesOf(variant.attributes ?? {}),
        weightG: variant.weightG,
        ...colourOf(source, variant.options),
      },
    })),
    popularity: 0,
    taxClass: 'standard',
    releasedAt: `${product.released}T00:00:00.000Z`,
    updatedAt: now,
  }
}

const attributesOf = (facts: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, AttributeValue.parse(value)]))

/** The family of colours that a variant's glaze, wood or metal belongs to. */
function colourOf(source: DemoSource, options: Readonly<Record<string, string>>): { colour?: string } {
  for (const [code, value] of Object.entries(options)) {
    const colour = valueOf(source, code, value)?.colour
    if (colour) return { colour }
  }
  return {}
}

const valueOf = (source: DemoSource, option: string, value: string) =>
  source.attributes.options.find((o) => o.key === option)?.values.find((v) => v.key === value)

/** An option with the values that variants really have, in the order of the file. */
function toOption(source: DemoSource, product: DemoProduct, code: string): ProductOption {
  const option = source.attributes.options.find((candidate) => candidate.key === code)
  if (!option) throw new Error(`${product.slug} has an option that attributes.yaml does not know: ${code}`)
  const used = new Set(product.variants.map((variant) => variant.options[code]))
  return {
    code,
    labels: words(option.labels),
    values: option.values
      .filter((value) => used.has(value.key))
      .map((value) => ({ code: value.key, labels: words(value.labels), swatch: value.hex })),
  }
}

function mediaOf(source: DemoSource, product: DemoProduct, measured: Measured): Media[] {
  return product.photographs.flatMap((photograph) => {
    const known = measured(photograph.file)
    if (!known) return []
    const view = source.attributes.photographViews.find((candidate) => candidate.key === photograph.view)
    return [
      {
        key: photographKey(product, photograph.file),
        widths: [known.width],
        formats: ['webp' as const],
        ...known,
        alt: alternative(source, product, photograph.option ?? {}, view?.alt ?? {}),
        options: photograph.view === 'front' ? photograph.option : undefined,
      },
    ]
  })
}

/** What a photograph shows, in words, for those who do not see it. */
function alternative(
  source: DemoSource,
  product: DemoProduct,
  options: Readonly<Record<string, string>>,
  patterns: Readonly<Record<string, string>>,
): Record<string, string> {
  const texts = Object.entries(patterns).map(([locale, pattern]) => {
    const name = (product.copy[locale] ?? product.copy['en-GB'])?.name ?? product.slug
    const labels = Object.entries(options).map(([code, value]) => {
      const names = valueOf(source, code, value)?.labels ?? {}
      return names[locale] ?? names['en-GB'] ?? value
    })
    return [locale, pattern.replace('{name}', name).replace('{option}', labels.join(', '))]
  })
  return words(Object.fromEntries(texts))
}

/** The photographs that a product shows, each with the key under which it is served. */
export const photographsOf = (source: DemoSource): Photograph[] =>
  source.products.flatMap(({ product }) =>
    product.photographs.map(({ file }) => ({ file, key: photographKey(product, file) })),
  )

function toPrice(
  sku: string,
  market: string,
  price: { amount: number; currency: string; was?: number },
): Price {
  return Price.parse({ sku, market, ...price, currency: Currency.parse(price.currency) })
}
