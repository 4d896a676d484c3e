import { findProduct } from '@/server/catalogue/catalogue'
import { importPrices } from '@/server/pricing/pricing'
import { priceListsOf } from '@/server/pricing/store'

/** Gives a product another price in the United Kingdom, and tells nobody: `reprice.ts PRODUCT MINOR_UNITS`. */
const [id = '', amount = ''] = process.argv.slice(2)
const product = await findProduct(id)
if (!product) throw new Error(`there is no ${id}`)
const lists = await priceListsOf(product.variants.map(({ sku }) => sku))
await importPrices(
  lists.map((list) => ({
    ...list,
    version: list.version + 1,
    prices: { ...list.prices, GB: { currency: 'GBP', amount: Number(amount) } },
  })),
)
