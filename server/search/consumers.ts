import { marketIds } from '@/lib/markets'
import { allCategories, findProduct, productsOfSkus } from '@/server/catalogue/catalogue'
import { catalogueChanged } from '@/server/catalogue/events'
import type { Product } from '@/server/catalogue/model'
import { stockChanged } from '@/server/inventory/events'
import { stockAt } from '@/server/inventory/inventory'
import { fulfilmentLocations } from '@/server/inventory/locations'
import { type Consumer, on } from '@/server/platform/events'
import { priceChanged } from '@/server/pricing/events'
import { pricesInAllMarkets } from '@/server/pricing/pricing'
import { revisionOf } from './document'
import { indexProducts, unindexProduct } from './search'

const locations = [...new Set(marketIds.flatMap((market) => fulfilmentLocations[market]))]

/** Writes to the index what a product is now, whatever the event said: late and repeated events do no harm. */
async function reindex(product: Product): Promise<void> {
  const skus = product.variants.map(({ sku }) => sku)
  const [prices, levels, categories] = await Promise.all([
    pricesInAllMarkets(skus),
    stockAt(skus, locations),
    allCategories(),
  ])
  const inStock = (sku: string, market: (typeof marketIds)[number]) =>
    levels.some(
      (level) =>
        level.sku === sku && level.available > 0 && fulfilmentLocations[market].includes(level.location),
    )
  const revision = revisionOf(product, prices, levels)
  const byId = new Map(categories.map((category) => [category.id, category]))
  await indexProducts([{ product, prices, inStock, revision }], byId)
}

async function reindexSku(sku: string): Promise<void> {
  const product = (await productsOfSkus([sku])).get(sku)
  if (product) await reindex(product)
}

/** The index follows the catalogue, the prices and the stock. Bulk feeds write to it themselves. */
export const consumers: readonly Consumer[] = [
  on(catalogueChanged, async ({ data }) => {
    // Nobody searches for sizes of pictures.
    if (data.only === 'pictures') return
    const product = await findProduct(data.product)
    if (product) await reindex(product)
    else await unindexProduct(data.product, Number.MAX_SAFE_INTEGER)
  }),
  on(priceChanged, ({ data }) => reindexSku(data.sku)),
  on(stockChanged, ({ data }) => reindexSku(data.sku)),
]
