import type { Locale } from '@/lib/markets'
import type { Cart } from '@/server/cart/model'
import { ownCheckout, ownCheckoutWithCart, viewOf } from './checkout'
import { abandon, drive } from './drive'
import { inPayment, isOver, missingDetails, moved } from './machine'
import type { Checkout, CheckoutView, PaymentRequest } from './model'
import { boughtLines, quoteFor } from './quote'
import { checkouts } from './store'
import { planHold, type PlannedHold, planSplitHold } from '@/server/inventory/holds'
import { marketById } from '@/lib/markets'
import { planTenders, reservingTenders } from '@/server/payments/tenders'
import { isoNow } from '@/server/platform/clock'
import { Conflict, Invalid, TooMany } from '@/server/platform/errors'
import type { Customer, Guest } from '@/server/platform/principal'
import { reached } from '@/server/platform/steps'
import { transact } from '@/server/platform/tables/transact'

/** How long goods are kept for somebody who is paying. */
const holdMilliseconds = 10 * 60_000
/** After this long without news, a worker looks what became of a payment. */
const recoveryMilliseconds = 15_000

/** Cards that may be tried for one checkout: whoever tries more is trying out stolen ones. */
const maxAttempts = 10

type Shopper = Guest | Customer

/** Pays a checkout: holds the goods, reserves the money and places the order. A repetition, a second tab or a retry after a crash
 *  goes on where it stands and comes to the same one order.
 *  @throws NotFound `checkout`
 *  @throws Conflict `checkout-incomplete`, `checkout-over`, `cart-empty`, `not-sold-here`, `sold-out`, `payment-declined`, and
 *  `total-changed` when the total is not what the shopper has read: the new one has to be confirmed
 *  @throws TooMany `too-many-payments` */
export async function pay(
  who: Shopper,
  id: string,
  locale: Locale,
  request: PaymentRequest,
): Promise<CheckoutView> {
  for (let attempt = 1; ; attempt++) {
    const { checkout, cart } = await ownCheckoutWithCart(who, id, locale)
    try {
      return settledView(await payOnce(checkout, cart, request))
    } catch (error) {
      const lost = error instanceof Conflict && error.code === 'stale'
      if (!lost || attempt === 8) throw error
    }
  }
}

/** Goes on with a payment that is under way: after the bank's page, or to see whether a slow one has come through.
 *  @throws NotFound `checkout`, Conflict `payment-declined` */
export async function resumeCheckout(who: Shopper, id: string): Promise<CheckoutView> {
  return settledView(await drive(await ownCheckout(who, id)))
}

/** Gives up a payment that the bank still wants something for; the checkout can be paid another way, and the goods go back.
 *  @throws NotFound `checkout` */
export async function cancelPayment(who: Shopper, id: string): Promise<CheckoutView> {
  const checkout = await ownCheckout(who, id)
  return viewOf(checkout.state === 'challenge' ? await abandon(checkout, 'declined', 'abandoned') : checkout)
}

async function settledView(checkout: Checkout): Promise<CheckoutView> {
  if (checkout.state === 'declined') {
    throw new Conflict(
      checkout.declined === 'sold-out' ? 'sold-out' : 'payment-declined',
      'it was not paid',
      {
        reason: checkout.declined ?? 'card-declined',
        checkout: checkout.id,
      },
    )
  }
  return viewOf(checkout)
}

async function payOnce(
  checkout: Checkout,
  cart: Cart | undefined,
  request: PaymentRequest,
): Promise<Checkout> {
  if (checkout.state === 'completed') return checkout
  if (isOver(checkout.state))
    throw new Conflict('checkout-over', `it is ${checkout.state}`, { state: checkout.state })
  if (checkout.state === 'challenge' && checkout.attempt?.token !== request.token) {
    return payOnce(await abandon(checkout, 'declined', 'abandoned'), cart, request)
  }
  if (inPayment(checkout.state)) return drive(checkout)
  const missing = missingDetails(checkout)
  if (missing.length > 0) throw new Conflict('checkout-incomplete', 'something is missing', { missing })
  return begin(checkout, cart, request)
}

async function begin(checkout: Checkout, cart: Cart | undefined, request: PaymentRequest): Promise<Checkout> {
  if (!cart || cart.checkoutId !== checkout.id)
    throw new Conflict('cart-empty', 'there is nothing left to pay')
  if (checkout.attempts >= maxAttempts) throw new TooMany('too-many-payments', 'too many cards were tried')
  const { quote, prices, promotion } = await quoteFor(cart, checkout)
  const lines = boughtLines(cart, prices)
  if (quote.total !== request.expectedTotal) {
    throw new Conflict('total-changed', 'the total is not what was shown', {
      expected: request.expectedTotal,
      total: quote.total,
    })
  }
  const ids = checkout.giftCards.map((card) => card.id)
  const tenders = await planTenders(ids, quote.total, marketById(checkout.market).currency)
  const agreed = request.expectedDue ?? request.expectedTotal
  if (tenders.due !== agreed) {
    throw new Conflict('total-changed', 'what the card is to pay is not what was shown', {
      expected: agreed,
      total: tenders.due,
    })
  }
  if (tenders.due > 0 && !request.token) throw new Invalid('payment-token', 'no card was chosen')
  const until = isoNow(holdMilliseconds)
  const number = checkout.attempts + 1
  const key = `${checkout.id}-${number}`
  const paying = (plan: PlannedHold): Checkout =>
    moved(checkout, 'paying', isoNow(), {
      frozen: { lines, quote, promotion, note: cart.note, giftMessage: cart.giftMessage },
      attempt: { key, number, token: request.token, giftCards: tenders.giftCards },
      attempts: number,
      declined: undefined,
      holdId: plan.hold.id,
      heldUntil: until,
      dueAt: isoNow(recoveryMilliseconds),
    })
  const commit = async (plan: PlannedHold) => {
    const next = paying(plan)
    await transact([checkouts.replacing(checkout, next), ...plan.parts, ...reservingTenders(tenders, key)])
    await reached('checkout.paying')
    return drive({ ...next, version: checkout.version + 1 }, { hold: plan.hold, cart })
  }
  try {
    return await commit(planHold(checkout.id, checkout.market, lines, until))
  } catch (error) {
    if (!(error instanceof Conflict && error.code === 'sold-out')) throw error
  }
  return commit(await planSplitHold(checkout.id, checkout.market, lines, until))
}
