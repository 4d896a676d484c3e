import { marketIds } from '@/lib/markets'
import { cartKey, carts } from './store'

/** Forgets somebody's carts in all markets. @throws Unavailable */
export async function forgetCarts(owner: string): Promise<void> {
  await Promise.all(marketIds.map((market) => carts.remove(cartKey(owner, market))))
}
