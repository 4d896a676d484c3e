import type { LedgerEntry, Payment, Refund } from './model'
import { statusOf, sumsOf } from './payments'
import { providerNamed } from './providers'
import { paymentKey, payments } from './store'
import { refundingTenders } from './tenders'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import { reached } from '@/server/platform/steps'
import { changed, unchanged } from '@/server/platform/tables/change'
import { transact } from '@/server/platform/tables/transact'

/** Gives money of an order back. The card gets its part first, up to what it paid; then the gift cards get theirs, the one that was
 *  used last first. What goes where is written down before anything moves, so a repetition, whoever makes it, moves the same once.
 *  @param amount minor units, or `all` that has not been refunded yet
 *  @param reason for the books
 *  @param key names this refund of this order: repeating it refunds nothing twice
 *  @returns the payment with the refund in its ledger
 *  @throws NotFound `payment`
 *  @throws Conflict `over-refund` beyond what was captured, `refund-key-reused` when the key stands for another amount
 *  @throws Unavailable, ProviderTimeout: to be tried again with the same key; a worker tries, too */
export async function refundPayment(
  orderId: string,
  amount: number | 'all',
  reason: string,
  key: string,
): Promise<Payment> {
  const planned = await payments.update(paymentKey(orderId), 'payment', (payment) => {
    const known = payment.refunds.find((refund) => refund.key === key)
    if (!known) return changedBy(payment, amount, reason, key)
    if (amount !== 'all' && known.amount !== amount) {
      throw new Conflict('refund-key-reused', 'the key stands for another refund', {
        key,
        refunded: known.amount,
        asked: amount,
      })
    }
    return unchanged(payment)
  })
  await reached('payment.refund-planned')
  return settled(planned, key)
}

function changedBy(payment: Payment, asked: number | 'all', reason: string, key: string) {
  const left = refundable(payment)
  const most = left.reduce((sum, share) => sum + share.amount, 0)
  const amount = asked === 'all' ? most : asked
  if (asked === 'all' && most === 0) return unchanged(payment)
  if (amount > most || amount <= 0) {
    const { captured } = sumsOf(payment)
    throw new Conflict('over-refund', 'more than was captured', { captured, refunded: captured - most })
  }
  let rest = amount
  const shares = left.flatMap(({ tender, amount: there }) => {
    const share = Math.min(rest, there)
    rest -= share
    return share > 0 ? [{ tender, amount: share }] : []
  })
  const refund: Refund = { key, amount, reason, shares, at: isoNow(), settled: false }
  return changed({ ...payment, refunds: [...payment.refunds, refund] })
}

/** What each tender may still get back, in the order in which they get it; refunds that are under way count as made. */
function refundable(payment: Payment): { tender: string; amount: number }[] {
  const tenders = ['card', ...payment.giftCards.map((gift) => gift.giftCard).reverse()]
  return tenders.map((tender) => {
    const { captured, refunded } = sumsOf(payment, tender)
    const underWay = payment.refunds
      .filter((refund) => !refund.settled)
      .flatMap((refund) => refund.shares)
      .filter((share) => share.tender === tender)
      .reduce((sum, share) => sum + share.amount, 0)
    return { tender, amount: captured - refunded - underWay }
  })
}

/** Moves the money of a refund that was written down, and enters it. */
async function settled(planned: Payment, key: string): Promise<Payment> {
  let payment = planned
  for (let attempt = 1; ; attempt++) {
    const refund = payment.refunds.find((one) => one.key === key)
    if (!refund || refund.settled) return payment
    const name = `${payment.key}-${key}`
    const card = refund.shares.find((share) => share.tender === 'card')
    if (card) await providerNamed(payment.provider).refund(payment.key, name, card.amount)
    await reached('payment.refunded')
    const gifts = refund.shares
      .filter((share) => share.tender !== 'card')
      .map(({ tender, amount }) => ({ giftCard: tender, amount }))
    const next = withEntries(payment, refund, name)
    try {
      const back = await refundingTenders(gifts, name, payment.orderId)
      await transact([payments.replacing(payment, next), ...back])
      return { ...next, version: payment.version + 1 }
    } catch (error) {
      const lost = error instanceof Conflict && error.code === 'stale'
      if (!lost || attempt === 8) throw error
      payment = await payments.require(paymentKey(payment.orderId), 'payment')
    }
  }
}

function withEntries(payment: Payment, refund: Refund, key: string): Payment {
  const at = isoNow()
  const added = refund.shares.map(
    ({ tender, amount }): LedgerEntry => ({ kind: 'refund', tender, key, amount, at }),
  )
  const next = { ...payment, entries: [...payment.entries, ...added] }
  return {
    ...next,
    status: statusOf(next),
    refunds: payment.refunds.map((one) => (one.key === refund.key ? { ...one, settled: true } : one)),
  }
}

/** Finishes refunds that were begun and not entered: a process died, or the provider did not answer. @returns how many */
export async function recoverRefunds(): Promise<number> {
  const by = { index: 'byState', attribute: 'openState', range: 'dueAt', equals: 'unfinished' }
  const due = await payments.query(by, { upTo: isoNow(), limit: 25 })
  let done = 0
  for (const payment of due.items) {
    const open = payment.refunds.filter((refund) => !refund.settled)
    try {
      for (const { key } of open) {
        await settled(await payments.require(paymentKey(payment.orderId), 'payment'), key)
      }
      done += open.length > 0 ? 1 : 0
    } catch (error) {
      log.error({ err: error, order: payment.orderId }, 'a refund could not be finished; trying again')
    }
  }
  return done
}
