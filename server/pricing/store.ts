import type { MarketId } from '@/lib/markets'
import { batchGet, batchPut } from '@/server/platform/tables/batch'
import { entity } from '@/server/platform/tables/entity'
import { Price, Promotion } from '@/server/pricing/model'

const priceKey = (sku: string, market: MarketId) => ({ pk: `sku#${sku}`, sk: `price#${market}` })

export const prices = entity({ table: 'pricing', schema: Price, key: (p) => priceKey(p.sku, p.market) })
export const promotions = entity({
  table: 'pricing',
  schema: Promotion,
  key: (p) => ({ pk: `promotion#${p.code}`, sk: 'promotion' }),
})
export const promotionKey = (code: string) => ({ pk: `promotion#${code}`, sk: 'promotion' })
export { priceKey }

export async function pricesOf(skus: readonly string[], markets: readonly MarketId[]): Promise<Price[]> {
  const keys = skus.flatMap((sku) => markets.map((market) => priceKey(sku, market)))
  return (await batchGet('pricing', keys)).map((item) => Price.parse(item))
}

export const writePrices = (list: readonly Price[]): Promise<void> =>
  batchPut(
    'pricing',
    list.map((price) => ({ ...price, ...priceKey(price.sku, price.market) })),
  )
