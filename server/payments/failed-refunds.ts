import type { Payment } from './model'
import { refundPayment } from './refunds'
import { paymentKey, payments } from './store'
import { Conflict, NotFound } from '@/server/platform/errors'
import { changed, unchanged } from '@/server/platform/tables/change'

/** A refund that did not reach the card, and that nobody has made again yet. */
export interface FailedRefund {
  orderId: string
  key: string
  /** Minor units. */
  amount: number
  currency: Payment['currency']
  /** In the words of the provider. */
  reason: string
  at: string
}

/** What is still owed because a refund failed, the oldest first. Whoever calls has made sure that they may. @throws Unavailable */
export async function failedRefunds(limit = 100): Promise<FailedRefund[]> {
  const by = { index: 'byState', attribute: 'openState', equals: 'refund-failed' }
  const found = await payments.query(by, { limit })
  return found.items.flatMap(({ orderId, currency, refunds }) =>
    refunds.flatMap(({ key, failed, shares }) =>
      failed && !failed.retried
        ? [{ orderId, key, amount: onCardOf(shares), currency, reason: failed.reason, at: failed.at }]
        : [],
    ),
  )
}

/** Makes a refund that failed once more, as a refund of its own: what gift cards got back of the first one they keep. Once however
 *  often it is asked.
 *  @throws NotFound `refund`; Conflict `refund-not-failed`, `over-refund` when the money has gone back in another way meanwhile
 *  @throws Unavailable, ProviderTimeout: a worker tries again */
export async function retryRefund(orderId: string, key: string): Promise<Payment> {
  const payment = await payments.require(paymentKey(orderId), 'payment')
  const refund = payment.refunds.find((one) => one.key === key)
  if (!refund) throw new NotFound('refund', 'there is no such refund')
  if (!refund.failed) throw new Conflict('refund-not-failed', 'this refund has not failed')
  const again = await refundPayment(orderId, onCardOf(refund.shares), refund.reason, `${key}-again`)
  if (refund.failed.retried) return again
  return payments.update(paymentKey(orderId), 'payment', (current) => {
    const open = current.refunds.find((one) => one.key === key)
    if (!open?.failed || open.failed.retried) return unchanged(current)
    const done = { ...open, failed: { ...open.failed, retried: true } }
    return changed({ ...current, refunds: current.refunds.map((one) => (one.key === key ? done : one)) })
  })
}

const onCardOf = (shares: Payment['refunds'][number]['shares']): number =>
  shares.filter(({ tender }) => tender === 'card').reduce((sum, { amount }) => sum + amount, 0)
