import { type Locale as LocaleId, type MarketId, marketOf } from '@/lib/markets'
import type { Cart } from './model'
import { cartKey } from './store'
import { readAvailabilityEarly } from '@/server/inventory/inventory'
import { Recent } from '@/server/platform/recent'
import { readEarly } from '@/server/platform/tables/reads'
import { Locale } from '@/server/platform/schemas'
import { readPricesEarly } from '@/server/pricing/pricing'

/** What lay in carts when this process saw them last: a guess at what must be read next, so that it can be read together with the
 *  cart itself. A wrong guess costs the read that would have been needed anyway. */
const guesses = new Recent<readonly string[]>(10_000)
const keyOf = (owner: string, market: MarketId) => `${owner} ${market}`

/** Remembers what lies in a cart. */
export function rememberLines({ owner, market, lines, saved }: Cart): void {
  const skus = [...lines, ...saved].map((line) => line.sku)
  guesses.set(keyOf(owner, market), skus)
}

/** Begins to read a cart with the prices of what probably lies in it. */
export function readCartEarly(owner: string, market: MarketId): void {
  readEarly('carts', [cartKey(owner, market)])
  readPricesEarly(guesses.get(keyOf(owner, market)) ?? [])
}

/** Begins to read a cart with prices and stock of what probably lies in it, and of `more`. */
export function readFactsEarly(owner: string, market: MarketId, more: readonly string[] = []): void {
  readCartEarly(owner, market)
  readPricesEarly(more)
  readAvailabilityEarly([...(guesses.get(keyOf(owner, market)) ?? []), ...more], market)
}

/** The market that a request is about, by its `?locale=`. */
export function likelyMarket(request: Request): MarketId {
  const locale: LocaleId = Locale.catch('en-GB').parse(new URL(request.url).searchParams.get('locale'))
  return marketOf(locale).id
}

/** Begins to read what a request about the cart probably wants. */
export const cartLikely = (owner: string, request: Request): void =>
  readFactsEarly(owner, likelyMarket(request))
