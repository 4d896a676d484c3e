import { cartInPayment, closeCart } from '@/server/cart/cart'
import type { Cart } from '@/server/cart/model'
import { inPayment, moved, noted } from './machine'
import type { Checkout, CheckoutState } from './model'
import { orderOfCheckout } from './order'
import { checkoutKey, checkouts } from './store'
import { commitHold, planSplitHold, releasing, requireHold } from '@/server/inventory/holds'
import { openingReview } from '@/server/fraud/reviews'
import type { Hold } from '@/server/inventory/model'
import { marketById } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { placingOrder } from '@/server/orders/orders'
import type { CardSummary } from '@/server/payments/model'
import { authorise, giveUp, onCard, recordingPayment } from '@/server/payments/payments'
import type { Answer } from '@/server/payments/provider'
import { releasingTenders } from '@/server/payments/tenders'
import { isoNow, now } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { reached } from '@/server/platform/steps'
import { type TransactPart, transact } from '@/server/platform/tables/transact'

/** What whoever drives has at hand already; read where it is not. */
interface Known {
  hold?: Hold
  cart?: Cart
}
type Decline = NonNullable<Checkout['declined']>

const lookAgainMilliseconds = 5_000
const attempts = 12

/** Takes a checkout whose payment is under way as far as it goes. Anybody may: each step is committed on the version that it was
 *  decided on, keys make the provider's part repeatable, and whoever comes second goes on from where the first one is.
 *  @returns the checkout: completed, declined, expired, or still waiting for the shopper (`challenge`) or the bank (`paying`) */
export async function drive(first: Checkout, known: Known = {}): Promise<Checkout> {
  let checkout = first
  let at: Known = known
  for (let attempt = 1; ; attempt++) {
    if (checkout.state !== 'paying' && checkout.state !== 'challenge' && checkout.state !== 'authorised')
      return checkout
    try {
      return await step(checkout, at)
    } catch (error) {
      if (!(error instanceof Conflict) || !retried.has(error.code) || attempt === attempts) throw error
      at = {}
      checkout = await checkouts.require(checkoutKey(checkout.id), 'checkout')
    }
  }
}

/** Somebody else was quicker somewhere: look again and go on. */
const retried = new Set(['stale', 'cart-changed', 'hold-gone', 'order-exists', 'exists', 'busy'])

async function step(checkout: Checkout, known: Known): Promise<Checkout> {
  const answer = await authorise(requestOf(checkout))
  await reached('checkout.answered')
  switch (answer.state) {
    case 'authorised':
    case 'captured':
      return place(checkout, answer.card, known)
    case 'challenge':
      return awaitShopper(checkout, answer)
    case 'declined':
      return end(
        checkout,
        'declined',
        checkout.state === 'challenge' ? 'challenge-failed' : 'card-declined',
        known,
      )
    case 'voided':
      return end(checkout, 'expired', 'abandoned', known)
    case 'pending':
      return isDue(checkout.heldUntil) ? abandon(checkout, 'expired', 'abandoned') : checkout
  }
}

function requestOf({ attempt, frozen, market, locale, id }: Checkout) {
  if (!attempt || !frozen) throw new Error(`checkout ${id} is in payment without an attempt`)
  return {
    key: attempt.key,
    token: attempt.token,
    amount: { amount: onCard(attempt, frozen.quote.total), currency: marketById(market).currency },
    returnPath: paths(locale).checkoutReturn(id),
  }
}

const isDue = (at: string | undefined): boolean => at !== undefined && Date.parse(at) <= now()

/** Commits order, stock, cart, payment and checkout, or nothing. */
async function place(checkout: Checkout, card: CardSummary | undefined, known: Known): Promise<Checkout> {
  const hold = known.hold ?? (await requireHold(checkout.holdId ?? ''))
  if (hold.state !== 'active') return holdAgain(checkout, card, known)
  const cart = known.cart ?? (await cartInPayment(checkout.owner, checkout.market))
  const at = isoNow()
  const authorised =
    checkout.state === 'authorised' ? checkout : moved(checkout, 'authorised', at, 'the money is reserved')
  const completed = moved(authorised, 'completed', at, 'the order is placed', {
    card,
    dueAt: dueOnceOver(checkout),
    declined: undefined,
  })
  const { frozen, attempt } = checkout
  if (!frozen || !attempt) throw new Error(`checkout ${checkout.id} is paid without an attempt`)
  const amount = { amount: frozen.quote.total, currency: marketById(checkout.market).currency }
  const close = closeCart(cart, checkout.id, frozen.lines)
  const order = orderOfCheckout(checkout, card, at)
  await transact([
    checkouts.replacing(checkout, completed),
    placingOrder(order),
    ...(order.review && attempt.risk ? [openingReview(order, attempt.risk)] : []),
    ...commitHold(hold),
    recordingPayment(checkout.orderId, attempt.key, amount, card, attempt.giftCards),
    ...(close ? [close] : []),
  ])
  await reached('checkout.completed')
  return { ...completed, version: checkout.version + 1 }
}

/** The hold has run out before the money came: the goods are held afresh, or the payment is given up when they are gone. */
async function holdAgain(checkout: Checkout, card: CardSummary | undefined, known: Known): Promise<Checkout> {
  const until = isoNow(10 * 60_000)
  try {
    const plan = await planSplitHold(checkout.id, checkout.market, checkout.frozen?.lines ?? [], until)
    const again = { ...checkout, holdId: plan.hold.id, heldUntil: until }
    const next = noted(again, isoNow(), 'the goods are held again')
    await transact([checkouts.replacing(checkout, next), ...plan.parts])
    return place({ ...next, version: checkout.version + 1 }, card, { ...known, hold: plan.hold })
  } catch (error) {
    if (!(error instanceof Conflict && error.code === 'sold-out')) throw error
  }
  return abandon(checkout, 'declined', 'sold-out')
}

async function awaitShopper(
  checkout: Checkout,
  { url }: Extract<Answer, { state: 'challenge' }>,
): Promise<Checkout> {
  if (isDue(checkout.heldUntil)) return abandon(checkout, 'expired', 'abandoned')
  if (checkout.state !== 'paying' || !checkout.attempt) return checkout
  const attempt = { ...checkout.attempt, challengeUrl: url }
  const next = moved(checkout, 'challenge', isoNow(), 'the bank asks the shopper', {
    attempt,
    dueAt: checkout.heldUntil,
  })
  return checkouts.replace(checkout, next)
}

/** Gives up a payment that may still come through: first the checkout is over for it and the goods go back, so that nothing can be
 *  placed any more, then the provider is told. A crash in between is made good by the recovery. */
export async function abandon(
  checkout: Checkout,
  state: CheckoutState,
  declined: Decline,
): Promise<Checkout> {
  const key = checkout.attempt?.key
  const toGiveUp = key ? [...new Set([...checkout.toGiveUp, key])] : checkout.toGiveUp
  const over = await end(checkout, state, declined, {}, { toGiveUp, dueAt: isoNow() })
  await reached('checkout.abandoned')
  return tellProvider(over)
}

/** Gives up at the provider what a checkout has given up. */
export async function tellProvider(checkout: Checkout): Promise<Checkout> {
  for (const key of checkout.toGiveUp) await giveUp(key)
  const dueAt = inPayment(checkout.state) ? checkout.dueAt : undefined
  const told = { ...checkout, toGiveUp: [], dueAt }
  return checkouts.replace(checkout, noted(told, isoNow(), 'the provider has given up what was reserved'))
}

/** When a worker has to come although the payment is over: there are attempts that the provider has not given up yet. */
const dueOnceOver = ({ toGiveUp }: Checkout): string | undefined =>
  toGiveUp.length > 0 ? isoNow() : undefined

async function end(
  checkout: Checkout,
  state: CheckoutState,
  declined: Decline,
  known: Known,
  patch: Partial<Checkout> = {},
): Promise<Checkout> {
  const hold = known.hold ?? (checkout.holdId ? await requireHold(checkout.holdId) : undefined)
  const next = moved(checkout, state, isoNow(), `not paid: ${declined}`, {
    declined,
    dueAt: dueOnceOver(checkout),
    holdId: undefined,
    ...patch,
  })
  const reason = state === 'expired' ? 'expired' : state === 'cancelled' ? 'cancelled' : 'declined'
  const release: TransactPart[] = hold?.state === 'active' ? releasing(hold, reason) : []
  const { attempt } = checkout
  const gifts = attempt ? await releasingTenders(attempt.giftCards, attempt.key) : []
  await transact([checkouts.replacing(checkout, next), ...release, ...gifts])
  return { ...next, version: checkout.version + 1 }
}

/** A worker's turn at a checkout that is due: goes on with it, or makes good what was left undone. Looks again later where
 *  nothing could be settled. */
export async function recover(checkout: Checkout): Promise<void> {
  const after = await drive(checkout.toGiveUp.length > 0 ? await tellProvider(checkout) : checkout)
  if (after.dueAt && after.state === 'paying' && isDue(after.dueAt)) {
    await checkouts.replace(after, { ...after, dueAt: isoNow(lookAgainMilliseconds) })
  }
}
