import type { LedgerEntry, Payment } from './model'
import { providerBalance, statusOf, sumsOf } from './payments'
import { providerNamed } from './providers'
import { payments } from './store'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { log } from '@/server/platform/log'

/** Brings the ledger of an order's payment to what the provider did without us: money that was taken after the payment was given up
 *  goes back, refunds that somebody made at the provider are entered, and those that did not reach the card are owed again. Nothing
 *  happens where both agree.
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
  const failures = await newFailures(payment)
  if (failures.length > 0 && underWay) throw new Conflict('stale', 'a refund is still under way')
  if (failures.length > 0) {
    await noteFailed(payment, failures)
    return true
  }
  const more = atProvider.refunded - card.refunded
  if (underWay || more === 0) return true
  // Made by somebody at the provider, or failed there: whoever made it looks after it there.
  const kind = more > 0 ? 'refund' : 'refund-failed'
  const name = `elsewhere-${payment.entries.length}-${atProvider.refunded}`
  await enter(payment, [entry(kind, name, Math.abs(more))])
  return true
}

/** Refunds that are entered here and did not reach the card. */
async function newFailures(payment: Payment) {
  const keysOf = (kind: LedgerEntry['kind']) =>
    new Set(payment.entries.filter((one) => one.kind === kind && one.tender === 'card').map(({ key }) => key))
  const [entered, known] = [keysOf('refund'), keysOf('refund-failed')]
  const open = payment.refunds.filter((refund) => !refund.settled).map(({ key }) => `${payment.key}-${key}`)
  return (await providerNamed(payment.provider).refunds(payment.key)).flatMap(({ key, amount, failed }) =>
    failed !== undefined && key !== undefined && !known.has(key) && (entered.has(key) || open.includes(key))
      ? [{ key, amount, reason: failed.slice(0, 100) }]
      : [],
  )
}

/** Enters that the money came back, and puts the refund before those who can have it made again. */
async function noteFailed(
  payment: Payment,
  failures: readonly { key: string; amount: number; reason: string }[],
): Promise<void> {
  const at = isoNow()
  let { refunds } = payment
  for (const { key, amount, reason } of failures) {
    log.error({ order: payment.orderId, amount, reason }, 'a refund did not reach the card; it is still owed')
    const own = key.startsWith(`${payment.key}-`) ? key.slice(payment.key.length + 1) : key
    const failed = { at, reason, retried: false }
    const known = refunds.some((refund) => refund.key === own)
    refunds = known
      ? refunds.map((refund) => (refund.key === own ? { ...refund, failed } : refund))
      : [
          ...refunds,
          { key: own, amount, reason: own, shares: [{ tender: 'card', amount }], at, settled: true, failed },
        ]
  }
  await enter(
    { ...payment, refunds },
    failures.map(({ key, amount }) => entry('refund-failed', key, amount)),
  )
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
  await payments.replace(payment, { ...next, status: statusOf(next) })
}
