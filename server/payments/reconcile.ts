import type { LedgerEntry, Payment } from './model'
import { providerBalance, sumsOf } from './payments'
import { providerNamed } from './providers'
import { payments } from './store'
import { isoNow } from '@/server/platform/clock'
import { log } from '@/server/platform/log'

/** Brings the ledger of an order's payment to what the provider did without us: money that was taken after the payment was given up
 *  goes back, and refunds that somebody made at the provider are entered. Nothing happens where both agree.
 *  @param key of the payment at the provider
 *  @returns whether there is a payment with this key
 *  @throws Unavailable, ProviderTimeout, Conflict `stale`: to be tried again */
export async function reconcilePayment(key: string): Promise<boolean> {
  const found = await payments.query({ index: 'byReference', attribute: 'reference', equals: key })
  const payment = found.items[0]
  if (!payment) return false
  const atProvider = await providerBalance(payment)
  const card = sumsOf(payment, 'card')
  if (payment.status === 'voided' && atProvider.captured > card.captured) {
    await giveBack(payment, atProvider)
    return true
  }
  const underWay = payment.refunds.some((refund) => !refund.settled)
  const more = atProvider.refunded - card.refunded
  if (more > 0 && !underWay) await enter(payment, [entry('refund', `elsewhere-${atProvider.refunded}`, more)])
  return true
}

/** The order was cancelled, and the money came all the same. */
async function giveBack(payment: Payment, at: { captured: number; refunded: number }): Promise<void> {
  log.warn({ order: payment.orderId }, 'a payment that was given up was taken; it goes back')
  const key = `${payment.key}-too-late`
  const left = at.captured - at.refunded
  if (left > 0) await providerNamed(payment.provider).refund(payment.key, key, left)
  await enter(payment, [entry('capture', payment.key, at.captured), entry('refund', key, at.captured)])
}

const entry = (kind: LedgerEntry['kind'], key: string, amount: number): LedgerEntry => ({
  kind,
  tender: 'card',
  key,
  amount,
  at: isoNow(),
})

async function enter(payment: Payment, entries: LedgerEntry[]): Promise<void> {
  const next = { ...payment, entries: [...payment.entries, ...entries] }
  const { captured, refunded } = sumsOf(next)
  await payments.replace(payment, {
    ...next,
    status: refunded === captured ? 'refunded' : 'partly-refunded',
  })
}
