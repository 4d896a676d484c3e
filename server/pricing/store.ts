import { batchGet, batchPut } from '@/server/platform/tables/batch'
import { entity } from '@/server/platform/tables/entity'
import { PriceList, Promotion } from './model'

export const priceKey = (sku: string) => ({ pk: `sku#${sku}`, sk: 'prices' })
export const promotionKey = (code: string) => ({ pk: `promotion#${code}`, sk: 'promotion' })

export const priceLists = entity({ table: 'pricing', schema: PriceList, key: (list) => priceKey(list.sku) })
export const promotions = entity({ table: 'pricing', schema: Promotion, key: (p) => promotionKey(p.code) })

export async function priceListsOf(skus: readonly string[]): Promise<PriceList[]> {
  return (await batchGet('pricing', skus.map(priceKey))).map((item) => PriceList.parse(item))
}

export const writePriceLists = (lists: readonly PriceList[]): Promise<void> =>
  batchPut(
    'pricing',
    lists.map((list) => ({ ...list, ...priceKey(list.sku) })),
  )
