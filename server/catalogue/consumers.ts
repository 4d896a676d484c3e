import { locales } from '@/lib/markets'
import { assetPublished, assetRemoved } from '@/server/assets/events'
import { flagChanged } from '@/server/flags/events'
import { stockChanged } from '@/server/inventory/events'
import { productsOfSkus } from './catalogue'
import { catalogueBatchChanged, catalogueChanged } from './events'
import { type Consumer, on } from '@/server/platform/events'
import { invalidate } from '@/server/platform/invalidation'
import { priceChanged } from '@/server/pricing/events'

/** CloudFront takes `*` at the end of a path alone, so every locale is named; the end covers queries, React payloads too. */
const inEveryLocale = (...paths: readonly string[]) =>
  locales.flatMap((locale) => paths.map((path) => `/${locale}${path}`))

const ofProduct = (id: string) => ({
  tags: [`product:${id}`, 'search'],
  paths: [...inEveryLocale(`/p/${id}*`, '/c/*', '/search*'), '/api/catalogue/*', '/api/search*'],
})

/** Lists keep their place at the edge when a picture only comes in more sizes: what they show still holds, and they are renewed
 *  before long. */
const pageOf = (id: string) => ({ tags: [`product:${id}`], paths: inEveryLocale(`/p/${id}*`) })

async function skuChanged(sku: string): Promise<void> {
  const product = (await productsOfSkus([sku])).get(sku)
  if (product) await invalidate(ofProduct(product.id))
}

async function mediaChanged(product: string | undefined): Promise<void> {
  if (product !== undefined) await invalidate(pageOf(product))
}

/** Pages follow the catalogue: what changed is dropped from the web tier's cache and from the edge's. */
export const consumers: readonly Consumer[] = [
  on(catalogueChanged, ({ data }) =>
    invalidate(data.only === 'pictures' ? pageOf(data.product) : ofProduct(data.product)),
  ),
  on(assetPublished, ({ data }) => mediaChanged(data.sku)),
  on(assetRemoved, ({ data }) => mediaChanged(data.sku)),
  on(catalogueBatchChanged, () => invalidate({ tags: ['catalogue', 'search'], paths: ['/*'] })),
  on(priceChanged, ({ data }) => skuChanged(data.sku)),
  on(stockChanged, ({ data }) => skuChanged(data.sku)),
  on(flagChanged, () => invalidate({ tags: ['flags'], paths: ['/*'] })),
]
