import { checkoutKey } from './store'
import { likelyMarket, readCartEarly } from '@/server/cart/ahead'
import { readEarly } from '@/server/platform/tables/reads'

const paying = /^\/api\/checkout\/(chk_\w{26})\/pay$/

/** Begins to read what beginning to check out, or paying, probably wants. */
export function checkoutLikely(owner: string, request: Request): void {
  if (request.method !== 'POST') return
  const { pathname } = new URL(request.url)
  const id = paying.exec(pathname)?.[1]
  if (id !== undefined) readEarly('checkouts', [checkoutKey(id)])
  if (id !== undefined || pathname === '/api/checkout') readCartEarly(owner, likelyMarket(request))
}
