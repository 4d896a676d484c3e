import { marketById } from '@/lib/markets'
import { totalsView } from '@/server/cart/view'
import { inPayment, missingDetails } from './machine'
import type { Checkout, CheckoutView } from './model'
import { DeliveryMethodId } from '@/server/delivery/model'
import { deliveryAmount, deliveryWindow } from '@/server/delivery/rates'
import { orderToken } from '@/server/orders/access'
import type { GiftTender } from '@/server/payments/model'
import type { Quote } from '@/server/pricing/quote'

/** A checkout as its owner sees it. */
export function checkoutView(
  checkout: Checkout,
  quoted: Quote,
  lines: readonly { quantity: number }[],
  tenders: readonly GiftTender[] = [],
): CheckoutView {
  const { market, state } = checkout
  const { currency } = marketById(market)
  const given = (id: string) => tenders.find((tender) => tender.giftCard === id)?.amount ?? 0
  const due = quoted.total - tenders.reduce((sum, tender) => sum + tender.amount, 0)
  const missing: CheckoutView['missing'] = missingDetails(checkout)
  if (lines.length === 0) missing.push('lines')
  return {
    id: checkout.id,
    version: checkout.version,
    state,
    missing,
    email: checkout.email,
    shipping: checkout.shipping,
    billing: checkout.billing,
    deliveryOptions: DeliveryMethodId.options.map((id) => ({
      id,
      amount: { amount: deliveryAmount(market, id, quoted.goods - quoted.discount), currency },
      ...deliveryWindow(market, id),
      selected: checkout.delivery === id,
    })),
    totals: totalsView(quoted, market),
    giftCards: checkout.giftCards.map(({ id, last4 }) => ({
      id,
      last4,
      amount: { amount: given(id), currency },
    })),
    due: { amount: due, currency },
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
    challenge:
      state === 'challenge' && checkout.attempt?.challengeUrl
        ? { url: checkout.attempt.challengeUrl }
        : undefined,
    declined: checkout.declined,
    heldUntil: inPayment(state) ? checkout.heldUntil : undefined,
    order:
      state === 'completed'
        ? { id: checkout.orderId, number: checkout.orderNumber, token: orderToken(checkout.orderId) }
        : undefined,
  }
}
