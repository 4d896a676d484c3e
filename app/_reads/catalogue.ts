import { unstable_cache } from 'next/cache'
import { cache } from 'react'
import { isLocale, type Locale, type MarketId, locales, marketOf } from '@/lib/markets'
import { type ProductCard, productCard } from '@/lib/product-card'
import { nearestFirst } from '@/lib/related'
import { type ProductVideo, productMedia } from '@/server/assets/product-media'
import { allCategories, attributeDefinitions, findProduct, findProducts } from '@/server/catalogue/catalogue'
import type { Category, Product } from '@/server/catalogue/model'
import { availability } from '@/server/inventory/inventory'
import type { Availability } from '@/server/inventory/model'
import type { Price } from '@/server/pricing/model'
import { pricesInAllMarkets, pricesOf } from '@/server/pricing/pricing'
import { ratingsOf } from '@/server/reviews/reading'

/** How old a cached read may grow before it is made again, in seconds; what changes is dropped by its tag at once. */
const freshness = 300
const mostTags = 100

export const productTag = (id: string) => `product:${id}`
/** On every read of the catalogue: dropped when many products change together. */
const catalogueTag = 'catalogue'

/** All categories in their order. @throws Unavailable */
export const readCategories = cache(
  (): Promise<Category[]> =>
    unstable_cache(allCategories, ['categories'], {
      tags: ['categories', catalogueTag],
      revalidate: freshness,
    })(),
)

/** How attributes are called. @throws Unavailable */
export const readDefinitions = cache(() =>
  unstable_cache(attributeDefinitions, ['definitions'], {
    tags: ['categories', catalogueTag],
    revalidate: freshness,
  })(),
)

/** A product as it is offered in one market. */
export interface Offered {
  readonly product: Product
  /** Of those of its SKUs that are sold there. */
  readonly prices: readonly Price[]
  readonly stock: Readonly<Record<string, Availability>>
}

/** A product as its page shows it: with all that there is to be seen of it. */
export interface OfferedToSee extends Offered {
  readonly videos: readonly ProductVideo[]
}

/** A product with prices, stock and media in a market; `null` where it is not sold. @throws Unavailable */
export const readOffered = cache(
  (id: string, market: MarketId): Promise<OfferedToSee | null> =>
    unstable_cache(
      async () => {
        const product = await findProduct(id)
        if (!product) return null
        const { pictures, videos } = await productMedia(id, product.media)
        const [offer] = await offered([{ ...product, media: pictures }], market)
        return offer ? { ...offer, videos } : null
      },
      ['offered', id, market],
      { tags: [productTag(id), catalogueTag], revalidate: freshness },
    )(),
)

/** What an address of the shop offers; nothing where its locale or its product is unknown. @throws Unavailable */
export async function readOfferAt(
  locale: string,
  id: string,
): Promise<(OfferedToSee & { locale: Locale }) | undefined> {
  const offer = isLocale(locale) ? await readOffered(id, marketOf(locale).id) : null
  return offer && isLocale(locale) ? { ...offer, locale } : undefined
}

/** The locales in whose markets a product is sold. @throws Unavailable */
export const readLocalesOf = cache(
  (id: string): Promise<Locale[]> =>
    unstable_cache(
      async () => {
        const product = await findProduct(id)
        const prices = await pricesInAllMarkets(product?.variants.map(({ sku }) => sku) ?? [])
        const sold = new Set(prices.map(({ market }) => market))
        return locales.filter((locale) => sold.has(marketOf(locale).id))
      },
      ['locales', id],
      { tags: [productTag(id), catalogueTag], revalidate: freshness },
    )(),
)

const related = 4

/** Of these products, those that have most in common with one. @throws Unavailable */
export const readNearest = (id: string, among: readonly string[]): Promise<string[]> =>
  unstable_cache(
    async () => {
      const [product, others] = await Promise.all([findProduct(id), findProducts(among)])
      return product
        ? nearestFirst(product, others)
            .slice(0, related)
            .map((other) => other.id)
        : []
    },
    ['nearest', id, ...among],
    { tags: [productTag(id), catalogueTag], revalidate: freshness },
  )()

/** Cards of products in the order of their ids, without those that the market does not sell. @throws Unavailable */
export function readCards(ids: readonly string[], locale: Locale): Promise<ProductCard[]> {
  if (ids.length === 0) return Promise.resolve([])
  return unstable_cache(
    async () => {
      const [products, ratings] = await Promise.all([findProducts(ids), ratingsOf(ids)])
      const offers = await offered(products, marketOf(locale).id)
      return offers.flatMap(({ product, prices, stock }) => {
        const inStock = prices.flatMap(({ sku }) => (stock[sku]?.state === 'out' ? [] : [sku]))
        const card = productCard(product, prices, new Set(inStock), locale)
        return card ? { ...card, rating: ratings.get(product.id) } : []
      })
    },
    ['cards', locale, ...ids],
    { tags: [...ids.slice(0, mostTags).map(productTag), catalogueTag], revalidate: freshness },
  )()
}

async function offered(products: readonly Product[], market: MarketId): Promise<Offered[]> {
  const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku))
  const [prices, stock] = await Promise.all([pricesOf(skus, market), availability(skus, market)])
  return products.flatMap((product) => {
    const own = product.variants.flatMap(({ sku }) => prices.get(sku) ?? [])
    const levels = own.map(
      ({ sku }) => [sku, stock.get(sku) ?? { available: 0, state: 'out' as const }] as const,
    )
    return own.length > 0 ? [{ product, prices: own, stock: Object.fromEntries(levels) }] : []
  })
}
