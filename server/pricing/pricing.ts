import { type MarketId, marketIds } from '@/lib/markets'
import { Conflict, NotFound } from '@/server/platform/errors'
import { readEarly } from '@/server/platform/tables/reads'
import { changed, unchanged } from '@/server/platform/tables/change'
import { priceChanged } from './events'
import { type Price, type PriceList, Promotion, PromotionCode } from './model'
import * as store from './store'

/** The price of a list in one market, where it is sold there. */
function priceIn({ sku, version, taxClass, prices }: PriceList, market: MarketId): Price | undefined {
  const price = prices[market]
  return price && { sku, version, taxClass, market, ...price }
}

const skuAndPrice = (list: PriceList, market: MarketId): [string, Price][] => {
  const price = priceIn(list, market)
  return price ? [[list.sku, price]] : []
}

/** What SKUs cost in a market now, by SKU; one without a price there is not sold there. @throws Unavailable */
export async function pricesOf(skus: readonly string[], market: MarketId): Promise<Map<string, Price>> {
  const lists = await store.priceListsOf([...new Set(skus)])
  return new Map(lists.flatMap((list) => skuAndPrice(list, market)))
}

/** Begins to read what SKUs cost. */
export const readPricesEarly = (skus: readonly string[]): void =>
  readEarly('pricing', skus.map(store.priceKey))

/** What SKUs cost in every market where they are sold. @throws Unavailable */
export async function pricesInAllMarkets(skus: readonly string[]): Promise<Price[]> {
  const lists = await store.priceListsOf([...new Set(skus)])
  return lists.flatMap((list) => marketIds.flatMap((market) => priceIn(list, market) ?? []))
}

/** Sets what a SKU costs in a market from now on, minor units.
 *  @throws NotFound `price` where it is not sold, Unavailable */
export function changePrice(sku: string, market: MarketId, amount: number, was?: number): Promise<PriceList> {
  return store.priceLists.update(store.priceKey(sku), 'price', (current) => {
    const price = current.prices[market]
    if (!price) throw new NotFound('price')
    if (price.amount === amount && price.was === was) return unchanged(current)
    return changed(
      { ...current, prices: { ...current.prices, [market]: { ...price, amount, was } } },
      priceChanged({ sku, market, version: current.version + 1 }),
    )
  })
}

/** The promotion that a shopper means by a code, however they wrote it; `undefined` where there is none.
 *  Whether it applies to a cart is for the cart to find out. @throws Unavailable */
export async function findPromotion(written: string): Promise<Promotion | undefined> {
  const code = PromotionCode.safeParse(written)
  return code.success ? store.promotions.get(store.promotionKey(code.data)) : undefined
}

/** Writes what a feed or seed brings, without events: the caller tells of its batches. @throws Unavailable */
export const importPrices = (lists: readonly PriceList[]): Promise<void> => store.writePriceLists(lists)

/** Writes a promotion where there is none by its code yet. @throws Unavailable */
export async function ensurePromotion(promotion: Promotion): Promise<void> {
  try {
    await store.promotions.create(Promotion.parse(promotion))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
}
