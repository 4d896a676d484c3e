import { type MarketId, marketIds } from '@/lib/markets'
import type { Category, Product } from '@/server/catalogue/model'
import type { Price } from '@/server/pricing/model'
import type { SearchDocument } from './model'

/** A product with what the index has to know beside it. */
export interface Indexed {
  product: Product
  prices: readonly Price[]
  /** Whether a SKU can be had in a market now. */
  inStock: (sku: string, market: MarketId) => boolean
  /** Grows with every change of the product, its prices or its stock. */
  revision: number
}

type Fact = string | number | boolean | string[]

/** A number that grows with every change of a product, of a price or of a count of its stock. */
export const revisionOf = (
  product: Product,
  prices: readonly { sku: string; version: number }[],
  levels: readonly { version: number }[],
): number => {
  const bySku = new Map(prices.map(({ sku, version }) => [sku, version]))
  return [...bySku.values(), ...levels.map(({ version }) => version)].reduce((a, b) => a + b, product.version)
}

/** What the index knows of a product: its words in every language, its facts and options, its lowest price in each market.
 *  @param categories by id */
export function searchDocument(
  { product, prices, inStock, revision }: Indexed,
  categories: ReadonlyMap<string, Category>,
): SearchDocument {
  const markets = marketIds.flatMap((market) => {
    const offers = prices.filter((price) => price.market === market)
    const cheapest = offers.toSorted((a, b) => a.amount - b.amount)[0]
    return cheapest ? [{ market, cheapest, available: offers.some(({ sku }) => inStock(sku, market)) }] : []
  })
  return {
    id: product.id,
    version: revision,
    language: product.language,
    texts: textsOf(product, categories),
    brand: product.brand,
    categories: product.categories,
    attributes: factsOf(product),
    codes: product.variants
      .flatMap(({ sku, gtin, mpn }) => [sku, gtin, mpn].filter((code) => code !== undefined))
      .slice(0, 60),
    prices: Object.fromEntries(
      markets.map(({ market, cheapest: { amount, currency } }) => [market, { amount, currency }]),
    ),
    available: markets.filter((market) => market.available).map(({ market }) => market),
    popularity: product.popularity,
    releasedAt: product.releasedAt,
    image: thumbnail(product),
  }
}

/** A few pixels of its first photograph, in the format that is made first; nothing before there are any. */
function thumbnail({ media: [first] }: Product): string | undefined {
  // Nothing is smaller than a thumbnail, and a page that shows one of 96 pixels takes one of 192 on a finer screen.
  const width = first && Math.min(...first.widths.filter((one) => one > 96 || first.widths.includes(192)))
  return first?.formats?.includes('webp') ? `/assets/${first.key}/${width}.webp` : undefined
}

function textsOf(product: Product, categories: ReadonlyMap<string, Category>) {
  const texts = Object.entries(product.texts).filter(([language]) => language.length === 2)
  return Object.fromEntries(
    texts.map(([language, text]) => {
      const names = product.categories.map((id) => categories.get(id)?.names)
      return [
        language,
        {
          title: text.name,
          description:
            [text.summary, text.description].filter(Boolean).join('\n').slice(0, 8000) || undefined,
          categories: names.flatMap((name) => name?.[language] ?? name?.en ?? []),
          keywords: optionWords(product, language),
        },
      ]
    }),
  )
}

/** The names of what can be chosen: somebody looks for a green vase. */
function optionWords(product: Product, language: string): string | undefined {
  const words = product.options.flatMap((option) =>
    option.values.map((value) => value.labels[language] ?? value.labels[product.language]),
  )
  return words.filter(Boolean).join(' ').slice(0, 2000) || undefined
}

/** Facts of the product and of all its variants: one number, one truth, or every word that is said of any variant. */
function factsOf(product: Product): Record<string, Fact> {
  const facts = new Map<string, Fact>()
  const sources = [product.attributes, ...product.variants.flatMap((v) => [v.attributes, v.options])]
  for (const source of sources) {
    for (const [code, value] of Object.entries(source)) facts.set(code, merged(facts.get(code), value))
  }
  return Object.fromEntries(facts)
}

function merged(known: Fact | undefined, value: Fact): Fact {
  if (typeof value === 'number' || typeof value === 'boolean') return known ?? value
  const words = [known ?? [], value].flat().filter((word) => typeof word === 'string')
  return [...new Set(words)].slice(0, 40)
}
