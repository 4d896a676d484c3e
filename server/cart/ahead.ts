import type { MarketId } from '@/lib/markets'
import type { FactsAhead } from './facts'
import type { Cart } from './model'
import { availability } from '@/server/inventory/inventory'
import type { Price } from '@/server/pricing/model'
import { pricesOf } from '@/server/pricing/pricing'

/** What lay in carts when this process saw them last: a guess at what must be read next, so that it can be read together with the
 *  cart itself. A wrong guess costs the read that would have been needed anyway. */
const guesses = new Map<string, readonly string[]>()
const mostGuesses = 10_000
const keyOf = (owner: string, market: MarketId) => `${owner} ${market}`

/** Remembers what lies in a cart. */
export function rememberLines({ owner, market, lines, saved }: Cart): void {
  const key = keyOf(owner, market)
  guesses.delete(key)
  guesses.set(
    key,
    [...lines, ...saved].map((line) => line.sku),
  )
  const oldest = guesses.size > mostGuesses ? guesses.keys().next() : undefined
  if (oldest && !oldest.done) guesses.delete(oldest.value)
}

/** Begins to read prices and stock of what probably lies in a cart, and of `more`, in the turn in which the cart is read. */
export function readAhead(owner: string, market: MarketId, more: readonly string[]): FactsAhead | undefined {
  const skus = new Set([...(guesses.get(keyOf(owner, market)) ?? []), ...more])
  if (skus.size === 0) return undefined
  const read = async () => {
    const list = [...skus]
    const [prices, stock] = await Promise.all([pricesOf(list, market), availability(list, market)])
    return { prices, stock }
  }
  return { skus, facts: handled(read()) }
}

/** Prices of what probably lies in a cart, by SKU, with the SKUs that they are of. */
export interface PricesAhead {
  skus: ReadonlySet<string>
  prices: Promise<ReadonlyMap<string, Price>>
}

/** Begins to read the prices of what probably lies in a cart, in the turn in which the cart is read. */
export function readPricesAhead(owner: string, market: MarketId): PricesAhead | undefined {
  const skus = guesses.get(keyOf(owner, market)) ?? []
  return skus.length === 0 ? undefined : { skus: new Set(skus), prices: handled(pricesOf(skus, market)) }
}

/** A promise that nobody may come to wait for: then its failure is nobody's. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}
