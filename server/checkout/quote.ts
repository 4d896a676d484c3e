import { pricedLines, promotionFor, worth } from '@/server/cart/facts'
import type { Cart } from '@/server/cart/model'
import type { Checkout } from './model'
import { deliveryAmount } from '@/server/delivery/rates'
import { Conflict } from '@/server/platform/errors'
import type { Price, Promotion } from '@/server/pricing/model'
import { findPromotion, pricesOf } from '@/server/pricing/pricing'
import { type Quote, quote } from '@/server/pricing/quote'

export interface Priced {
  prices: ReadonlyMap<string, Price>
  quote: Quote
  /** The promotion's code, where it applies. */
  promotion?: string
}

/** What the cart comes to with this delivery and destination, at the prices of now.
 *  @throws Unavailable */
export async function quoteFor(
  cart: Cart,
  checkout: Pick<Checkout, 'market' | 'delivery' | 'shipping'>,
): Promise<Priced> {
  const skus = cart.lines.map((line) => line.sku)
  const [prices, promotion] = await Promise.all([
    skus.length === 0 ? new Map<string, Price>() : pricesOf(skus, cart.market),
    cart.promotion === undefined ? undefined : findPromotion(cart.promotion),
  ])
  return priced(cart, checkout, prices, promotion)
}

function priced(
  cart: Cart,
  { market, delivery, shipping }: Pick<Checkout, 'market' | 'delivery' | 'shipping'>,
  prices: ReadonlyMap<string, Price>,
  promotion: Promotion | undefined,
): Priced {
  const lines = pricedLines(cart, prices)
  const goods = worth(lines)
  const { applied } = promotionFor(cart, promotion, goods)
  const request = { market, lines, promotion: applied, destination: shipping }
  const discounted = quote({ ...request, delivery: 0 })
  const amount = goods === 0 ? 0 : deliveryAmount(market, delivery ?? 'standard', goods - discounted.discount)
  return { prices, quote: quote({ ...request, delivery: amount }), promotion: applied?.code }
}

/** The lines as they are bought: with their prices of now.
 *  @throws Conflict `not-sold-here` with the SKUs that have no price (any more), `cart-empty` */
export function boughtLines(cart: Cart, prices: ReadonlyMap<string, Price>) {
  if (cart.lines.length === 0) throw new Conflict('cart-empty', 'there is nothing in the cart')
  const unsold = cart.lines.filter((line) => !prices.has(line.sku)).map((line) => line.sku)
  if (unsold.length > 0) throw new Conflict('not-sold-here', 'some of it is not sold here', { skus: unsold })
  return cart.lines.map((line) => ({ ...line, unit: prices.get(line.sku)?.amount ?? 0 }))
}
