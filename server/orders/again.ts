import type { Locale } from '@/lib/markets'
import { addToCart } from '@/server/cart/cart'
import { DomainError } from '@/server/platform/errors'
import type { Customer, Guest } from '@/server/platform/principal'
import { ownOrder } from './orders'

/** Puts what was ordered into the caller's cart once more, at today's prices, as far as it is sold and there.
 *  @param token from a confirmation or e-mail, for guests
 *  @returns how many lines were added, and the SKUs that could not be
 *  @throws NotFound `order`, Unavailable */
export async function orderAgain(
  who: Customer | Guest,
  id: string,
  locale: Locale,
  token?: string,
): Promise<{ added: number; missing: string[] }> {
  const { lines } = await ownOrder(who, id, token)
  const missing: string[] = []
  for (const { sku, quantity } of lines) {
    try {
      await addToCart(who, locale, sku, quantity)
    } catch (error) {
      if (!(error instanceof DomainError) || error.status === 503) throw error
      missing.push(sku)
    }
  }
  return { added: lines.length - missing.length, missing }
}
