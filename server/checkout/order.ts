import { marketById } from '@/lib/markets'
import type { Checkout } from './model'
import { deliveryWindow } from '@/server/delivery/rates'
import type { Order } from '@/server/orders/model'
import type { CardSummary } from '@/server/payments/model'

/** The order that a paid checkout becomes: the same however often it is asked. @param at ISO 8601 */
export function orderOfCheckout(checkout: Checkout, card: CardSummary | undefined, at: string): Order {
  const { frozen, email, shipping, delivery } = checkout
  if (!frozen || !email || !shipping || !delivery)
    throw new Error(`checkout ${checkout.id} is paid and incomplete`)
  return {
    id: checkout.orderId,
    number: checkout.orderNumber,
    version: 0,
    customerId: checkout.owner,
    checkoutId: checkout.id,
    locale: checkout.locale,
    market: checkout.market,
    currency: marketById(checkout.market).currency,
    email,
    lines: frozen.lines.map(({ sku, quantity, unit, productId, language, names, options, image }) => ({
      sku,
      quantity,
      unit,
      productId,
      language,
      names,
      options,
      image,
    })),
    quote: frozen.quote,
    promotion: frozen.promotion,
    note: frozen.note,
    giftMessage: frozen.giftMessage,
    giftPicture: frozen.giftPicture,
    shipping,
    billing: checkout.billing ?? shipping,
    delivery: {
      method: delivery,
      amount: frozen.quote.delivery,
      ...deliveryWindow(checkout.market, delivery),
    },
    card,
    giftCards: checkout.attempt?.giftCards.map(({ last4, amount }) => ({ last4, amount })) ?? [],
    paymentStatus: 'authorised',
    fulfilment: 'received',
    review: checkout.attempt?.risk?.decision === 'review' ? 'pending' : undefined,
    shipments: [],
    timeline: [{ code: 'placed', at }],
    placedAt: at,
  }
}
