import { marketById, type MarketId } from '@/lib/markets'
import { Cart } from './model'
import { epochSeconds, isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { entity } from '@/server/platform/tables/entity'

const day = 86_400
const lifetimeDays = { guest: 60, customer: 400 }

export const cartKey = (owner: string, market: MarketId) => ({ pk: owner, sk: `cart#${market}` })

export const carts = entity({
  table: 'carts',
  schema: Cart,
  key: (cart) => cartKey(cart.owner, cart.market),
  attributes: ({ owner }) => ({
    expiresAt: epochSeconds(day * (owner.startsWith('gst_') ? lifetimeDays.guest : lifetimeDays.customer)),
  }),
})

/** A cart that nothing was put into yet; it is not stored. */
export const emptyCart = (owner: string, market: MarketId): Cart => ({
  id: newId('crt'),
  owner,
  market: marketById(market).id,
  version: 0,
  lines: [],
  saved: [],
  updatedAt: isoNow(),
})

/** Reads the cart, decides and writes; again with the newer cart when another tab was quicker. `decide` gives the next cart
 *  with whatever it wants to hand back. @throws Conflict `stale` when it cannot win in eight attempts */
export async function changeCart<R>(
  owner: string,
  market: MarketId,
  decide: (current: Cart) => Promise<{ next: Cart; result: R }>,
): Promise<{ cart: Cart; result: R }> {
  for (let attempt = 1; ; attempt++) {
    const stored = await carts.get(cartKey(owner, market))
    const current = stored ?? emptyCart(owner, market)
    const { next, result } = await decide(current)
    if (next === current) return { cart: current, result }
    const stamped = { ...next, updatedAt: isoNow() }
    try {
      const cart = stored ? await carts.replace(stored, stamped) : await carts.create(stamped)
      return { cart, result }
    } catch (error) {
      const lost = error instanceof Conflict && (error.code === 'stale' || error.code === 'exists')
      if (!lost || attempt === 8) throw error
    }
  }
}
