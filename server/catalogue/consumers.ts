import { locales } from '@/lib/markets'
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

async function skuChanged(sku: string): Promise<void> {
  const product = (await productsOfSkus([sku])).get(sku)
  if (product) await invalidate(ofProduct(product.id))
}

/** Pages follow the catalogue: what changed is dropped from the web tier's cache and from the edge's. */
export const consumers: readonly Consumer[] = [
  on(catalogueChanged, ({ data }) => invalidate(ofProduct(data.product))),
  on(catalogueBatchChanged, () => invalidate({ tags: ['catalogue', 'search'], paths: ['/*'] })),
  on(priceChanged, ({ data }) => skuChanged(data.sku)),
  on(stockChanged, ({ data }) => skuChanged(data.sku)),
  on(flagChanged, () => invalidate({ tags: ['flags'], paths: ['/*'] })),
]
