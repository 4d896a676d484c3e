import type { MarketId } from '@/lib/markets'
import type { Cart } from './model'
import { availability } from '@/server/inventory/inventory'
import type { Availability } from '@/server/inventory/model'
import { now } from '@/server/platform/clock'
import type { Price, Promotion } from '@/server/pricing/model'
import { findPromotion, pricesOf } from '@/server/pricing/pricing'
import { promotionRefusal, type PromotionRefusal } from '@/server/pricing/quote'

/** What other rooms say of a cart's lines now. */
export interface CartFacts {
  prices: ReadonlyMap<string, Price>
  stock: ReadonlyMap<string, Availability>
  promotion?: Promotion
}

/** Reads prices, stock and promotion afresh, at the same time.
 *  @param more SKUs that are about to be added */
export async function factsFor(cart: Cart, more: readonly string[] = []): Promise<CartFacts> {
  const skus = [...new Set([...cart.lines, ...cart.saved].map((line) => line.sku).concat(more))]
  if (skus.length === 0) return { prices: new Map(), stock: new Map() }
  const [prices, stock, promotion] = await Promise.all([
    pricesOf(skus, cart.market),
    availability(skus, cart.market),
    cart.promotion === undefined ? undefined : findPromotion(cart.promotion),
  ])
  return { prices, stock, promotion }
}

/** A line that can be bought, at its price of now. */
export interface PricedLine {
  sku: string
  quantity: number
  unit: number
  taxClass: Price['taxClass']
}

/** The lines that are sold in the cart's market, at their prices of now. */
export const pricedLines = (cart: Cart, prices: ReadonlyMap<string, Price>): PricedLine[] =>
  cart.lines.flatMap(({ sku, quantity }) => {
    const price = prices.get(sku)
    return price ? [{ sku, quantity, unit: price.amount, taxClass: price.taxClass }] : []
  })

export const worth = (lines: readonly PricedLine[]): number =>
  lines.reduce((sum, line) => sum + line.unit * line.quantity, 0)

/** The cart's promotion where it applies, or why it does not. */
export function promotionFor(
  { promotion: code, market }: { promotion?: string; market: MarketId },
  promotion: Promotion | undefined,
  goods: number,
): { applied?: Promotion; refusal?: PromotionRefusal | 'unknown' } {
  if (code === undefined) return {}
  if (!promotion) return { refusal: 'unknown' }
  const refusal = promotionRefusal(promotion, { market, goods, at: now() })
  return refusal ? { refusal } : { applied: promotion }
}
