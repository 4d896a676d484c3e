import { type MarketId, marketIds } from '@/lib/markets'
import { changed, unchanged } from '@/server/platform/tables/change'
import { priceChanged } from '@/server/pricing/events'
import { type Price, Promotion, PromotionCode } from '@/server/pricing/model'
import * as store from '@/server/pricing/store'

/** What SKUs cost in a market now, by SKU; one without a price there is not sold there. @throws Unavailable */
export async function pricesOf(skus: readonly string[], market: MarketId): Promise<Map<string, Price>> {
  const prices = await store.pricesOf([...new Set(skus)], [market])
  return new Map(prices.map((price) => [price.sku, price]))
}

/** What SKUs cost in every market. @throws Unavailable */
export const pricesInAllMarkets = (skus: readonly string[]): Promise<Price[]> =>
  store.pricesOf([...new Set(skus)], marketIds)

/** Sets what a SKU costs in a market from now on.
 *  @throws NotFound `price` where it is not sold, Unavailable */
export function changePrice(sku: string, market: MarketId, amount: number, was?: number): Promise<Price> {
  return store.prices.update(store.priceKey(sku, market), 'price', (current) =>
    current.amount === amount && current.was === was
      ? unchanged(current)
      : changed({ ...current, amount, was }, priceChanged({ sku, market, version: current.version + 1 })),
  )
}

/** The promotion that a shopper means by a code, however they wrote it; `undefined` where there is none.
 *  Whether it applies to a cart is for the cart to find out. @throws Unavailable */
export async function findPromotion(written: string): Promise<Promotion | undefined> {
  const code = PromotionCode.safeParse(written)
  return code.success ? store.promotions.get(store.promotionKey(code.data)) : undefined
}

/** Writes what a feed or seed brings, without events: the caller tells of its batches. @throws Unavailable */
export const importPrices = (prices: readonly Price[]): Promise<void> => store.writePrices(prices)

/** Writes a promotion where there is none by its code yet. @throws Conflict `exists`, Unavailable */
export const createPromotion = (promotion: Promotion): Promise<Promotion> =>
  store.promotions.create(Promotion.parse(promotion))
