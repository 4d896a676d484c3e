import type { Review, Verdict } from './model'
import { reviewKey, reviews } from './store'
import { refusingOrder, releasingOrder } from '@/server/orders/review'
import { requireOrder } from '@/server/orders/orders'
import type { Order } from '@/server/orders/model'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import { type TransactPart, transact } from '@/server/platform/tables/transact'

const mostReviews = 200
/** Whoever waits was promised a day at most (the letter `order-held`). */
const lapseMilliseconds = 24 * 3_600_000

/** The part of a transaction that puts an order into the queue of reviews; the same transaction places the order, held. */
export const openingReview = (order: Order, verdict: Verdict): TransactPart =>
  reviews.creating({
    id: newId('rev'),
    version: 0,
    state: 'pending',
    orderId: order.id,
    number: order.number,
    checkoutId: order.checkoutId,
    amount: order.quote.total,
    currency: order.currency,
    score: verdict.score,
    reasons: verdict.reasons,
    openedAt: order.placedAt,
  })

/** The orders that wait for a decision, the oldest first. Whoever calls has made sure that they may. @throws Unavailable */
export async function reviewQueue(limit = mostReviews): Promise<Review[]> {
  const by = { index: 'byState', attribute: 'reviewState', equals: 'pending' }
  return (await reviews.query(by, { limit })).items
}

/** Decides a review: an approved order goes on to the order management and is paid; a rejected one is cancelled, its money let go,
 *  its goods put back, and its owner written to. Deciding the same again changes nothing.
 *  @param by the operator, for the books
 *  @throws NotFound `review`
 *  @throws Conflict `review-decided` when it was decided otherwise, `order-over` when the order was cancelled meanwhile */
export const decideReview = (
  id: string,
  decision: 'approve' | 'reject',
  by: string,
  note?: string,
): Promise<Review> => settle(id, decision === 'approve' ? 'approved' : 'rejected', by, note)

/** Cancels the orders that nobody has decided about within a day: their money is let go, their goods are put back, their owners are
 *  written to. Selling what looks like fraud because nobody looked would be worse, and so would holding money for longer than was said.
 *  @returns how many */
export async function lapseReviews(): Promise<number> {
  const by = { index: 'byState', attribute: 'reviewState', range: 'openedAt', equals: 'pending' }
  const due = await reviews.query(by, { upTo: isoNow(-lapseMilliseconds), limit: 25 })
  let lapsed = 0
  for (const { id, number } of due.items) {
    try {
      await settle(id, 'lapsed', 'the shop')
      lapsed += 1
      log.warn({ order: number }, 'nobody has decided about an order in time; it is cancelled')
    } catch (error) {
      const decided = error instanceof Conflict && error.code === 'review-decided'
      if (!decided) log.error({ err: error, order: number }, 'a review could not lapse; trying again')
    }
  }
  return lapsed
}

async function settle(
  id: string,
  state: Exclude<Review['state'], 'pending'>,
  by: string,
  note?: string,
): Promise<Review> {
  for (let attempt = 1; ; attempt++) {
    const review = await reviews.require(reviewKey(id), 'review')
    if (review.state === state) return review
    if (review.state !== 'pending') {
      throw new Conflict('review-decided', `it was ${review.state} by somebody else`, { state: review.state })
    }
    const order = await requireOrder(review.orderId)
    const next: Review = { ...review, state, decidedAt: isoNow(), by, note: note?.slice(0, 500) }
    try {
      await transact([
        reviews.replacing(review, next),
        ...(state === 'approved' ? releasingOrder(order) : refusingOrder(order, state)),
      ])
      return { ...next, version: review.version + 1 }
    } catch (error) {
      const lost = error instanceof Conflict && error.code === 'stale'
      if (!lost || attempt === 8) throw error
    }
  }
}
