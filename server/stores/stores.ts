import type { MarketId } from '@/lib/markets'
import type { Store, StoreStock } from './model'
import { storesOfHouse } from './places'
import { stockState } from '@/server/inventory/model'
import { stockAt } from '@/server/inventory/inventory'

/** All stores of the house. */
export const allStores = (): readonly Store[] => storesOfHouse()

/** What each store of a market has of a variant now; one that was never counted there is sold out there. @throws Unavailable */
export async function storeStock(sku: string, market: MarketId): Promise<StoreStock[]> {
  const places = allStores().flatMap((store) => (store.market === market ? [store.slug] : []))
  const levels = await stockAt([sku], places)
  return places.map((store) => ({
    store,
    state: stockState(levels.find(({ location }) => location === store)?.available ?? 0),
  }))
}
