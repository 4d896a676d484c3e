import type { Review, Verdict } from './model'
import { reviewKey, reviews } from './store'
import { refusingOrder, releasingOrder } from '@/server/orders/review'
import { requireOrder } from '@/server/orders/orders'
import type { Order } from '@/server/orders/model'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { type TransactPart, transact } from '@/server/platform/tables/transact'

const mostReviews = 200

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
export async function decideReview(
  id: string,
  decision: 'approve' | 'reject',
  by: string,
  note?: string,
): Promise<Review> {
  const state = decision === 'approve' ? 'approved' : 'rejected'
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
        ...(decision === 'approve' ? releasingOrder(order) : refusingOrder(order)),
      ])
      return { ...next, version: review.version + 1 }
    } catch (error) {
      const lost = error instanceof Conflict && error.code === 'stale'
      if (!lost || attempt === 8) throw error
    }
  }
}
