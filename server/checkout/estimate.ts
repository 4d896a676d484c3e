import { type Locale, marketById, marketOf } from '@/lib/markets'
import { deliverableAddress } from './address'
import type { DeliveryEstimate, Place } from './model'
import { quoteFor } from './quote'
import { findCart } from '@/server/cart/cart'
import { totalsView } from '@/server/cart/view'
import { DeliveryMethodId } from '@/server/delivery/model'
import { deliveryWindow } from '@/server/delivery/rates'
import type { Principal } from '@/server/platform/principal'

/** What the caller's cart would cost sent to a place, by each way of delivery, before anything is told about oneself. Nothing is kept.
 *  @throws Invalid `address-not-delivered`, `address-postcode`, `address-region`, Unavailable */
export async function estimateDelivery(
  who: Principal,
  locale: Locale,
  written: Place,
): Promise<DeliveryEstimate> {
  const market = marketOf(locale).id
  const place = deliverableAddress(written, market)
  const cart = await findCart(who, market)
  const shipping = { ...place, name: '', line1: '', city: '' }
  const options = await Promise.all(
    DeliveryMethodId.options.map(async (id) => {
      const { quote } = await quoteFor(cart, { market, delivery: id, shipping })
      return {
        id,
        amount: { amount: quote.delivery, currency: marketById(market).currency },
        ...deliveryWindow(market, id),
        totals: totalsView(quote, market),
      }
    }),
  )
  return { place, options }
}
