import type { Locale } from '@/lib/markets'
import type { Cart } from '@/server/cart/model'
import { ownCheckout, ownCheckoutWithCart, viewOf } from './checkout'
import { abandon, drive } from './drive'
import { type Claim, claimOf, firstUse, using } from './keys'
import { inPayment, isOver, missingDetails, moved } from './machine'
import type { Checkout, CheckoutView, PaymentRequest } from './model'
import { boughtLines, quoteFor } from './quote'
import { checkouts } from './store'
import { assessPayment, type Origin, type PaymentContext, paymentContext } from '@/server/fraud/fraud'
import { planHold, type PlannedHold, planSplitHold } from '@/server/inventory/holds'
import { marketById } from '@/lib/markets'
import { describeCard } from '@/server/payments/payments'
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

/** How often goods that somebody else took in between are looked for again. */
const mostPlans = 12

type Shopper = Guest | Customer

/** What is asked, under which key, and from where. */
interface Attempted extends PaymentRequest {
  claim?: Claim
  origin: Origin
}

/** Pays a checkout: holds the goods, reserves the money and places the order. A repetition, a second tab or a retry after a crash
 *  goes on where it stands and comes to the same one order.
 *  @param key the client's own name for this request: a repetition under it begins no other payment, whatever became of the first
 *  @throws NotFound `checkout`
 *  @throws Conflict `idempotency-key-reused`, `checkout-incomplete`, `checkout-over`, `cart-empty`, `not-sold-here`, `sold-out`, `payment-declined`, and
 *  `payment-refused` when it looks like fraud, `total-changed` when the total is not what the shopper has read: the new one has to be confirmed
 *  @throws TooMany `too-many-payments` */
export async function pay(
  who: Shopper,
  id: string,
  locale: Locale,
  request: PaymentRequest,
  key?: string,
  origin: Origin = {},
): Promise<CheckoutView> {
  const claim = claimOf(who.id, key, { pay: id, ...request })
  for (let attempt = 1; ; attempt++) {
    const [{ checkout, cart }, known] = await Promise.all([
      ownCheckoutWithCart(who, id, locale),
      firstUse(claim, id),
    ])
    try {
      return settledView(
        known === undefined
          ? await payOnce(checkout, cart, { ...request, claim, origin })
          : await drive(checkout),
      )
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

async function payOnce(checkout: Checkout, cart: Cart | undefined, request: Attempted): Promise<Checkout> {
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

async function begin(checkout: Checkout, cart: Cart | undefined, request: Attempted): Promise<Checkout> {
  if (!cart || cart.checkoutId !== checkout.id)
    throw new Conflict('cart-empty', 'there is nothing left to pay')
  if (checkout.attempts >= maxAttempts) throw new TooMany('too-many-payments', 'too many cards were tried')
  const [{ quote, prices, promotion }, context] = await Promise.all([
    quoteFor(cart, checkout),
    contextOf(checkout, request),
  ])
  const lines = boughtLines(cart, prices)
  if (quote.total !== request.expectedTotal) {
    throw new Conflict('total-changed', 'the total is not what was shown', {
      expected: request.expectedTotal,
      total: quote.total,
    })
  }
  const { currency } = marketById(checkout.market)
  const ids = checkout.giftCards.map((card) => card.id)
  const tenders = await planTenders(ids, quote.total, currency)
  const agreed = request.expectedDue ?? request.expectedTotal
  if (tenders.due !== agreed) {
    throw new Conflict('total-changed', 'what the card is to pay is not what was shown', {
      expected: agreed,
      total: tenders.due,
    })
  }
  if (tenders.due > 0 && !request.token) throw new Invalid('payment-token', 'no card was chosen')
  const number = checkout.attempts + 1
  const key = `${checkout.id}-${number}`
  const order = { total: quote.total, currency, lines, express: checkout.delivery === 'express' }
  const risk = await assessPayment(context, order, key)
  if (risk.verdict.decision === 'block') {
    throw new Conflict('payment-refused', 'it looks like fraud', { checkout: checkout.id })
  }
  const until = isoNow(holdMilliseconds)
  const paying = (plan: PlannedHold): Checkout =>
    moved(checkout, 'paying', isoNow(), `payment ${number} began`, {
      frozen: {
        lines,
        quote,
        promotion,
        note: cart.note,
        giftMessage: cart.giftMessage,
        giftPicture: cart.giftPicture?.asset,
      },
      attempt: { key, number, token: request.token, giftCards: tenders.giftCards, risk: risk.verdict },
      attempts: number,
      declined: undefined,
      holdId: plan.hold.id,
      heldUntil: until,
      dueAt: isoNow(recoveryMilliseconds),
    })
  const commit = async (plan: PlannedHold) => {
    const next = paying(plan)
    await transact([
      checkouts.replacing(checkout, next),
      ...plan.parts,
      ...reservingTenders(tenders, key),
      ...risk.parts,
      ...using(request.claim, checkout.id),
    ])
    await reached('checkout.paying')
    return drive({ ...next, version: checkout.version + 1 }, { hold: plan.hold, cart })
  }
  for (let attempt = 1; ; attempt++) {
    // The first choice without looking; then from what is there, until it is really too little.
    const plan =
      attempt === 1
        ? planHold(checkout.id, checkout.market, lines, until)
        : await planSplitHold(checkout.id, checkout.market, lines, until)
    try {
      return await commit(plan)
    } catch (error) {
      const taken = error instanceof Conflict && error.code === 'sold-out'
      if (!taken || attempt === mostPlans) throw error
    }
  }
}

/** What is known around whoever pays. */
async function contextOf(
  { owner, shipping, billing }: Checkout,
  { token, origin }: Attempted,
): Promise<PaymentContext> {
  const card = token === undefined ? undefined : await describeCard(token)
  return paymentContext({ owner, shipping, billing, card, origin })
}
