import type { Money } from '@/lib/money'
import type { CardSummary, LedgerEntry, Payment } from './model'
import { type Answer, type AuthoriseRequest, type PaymentProvider, ProviderTimeout } from './provider'
import { sandbox } from './sandbox'
import { paymentKey, payments } from './store'
import { isoNow } from '@/server/platform/clock'
import { Conflict, Unavailable } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import type { TransactPart } from '@/server/platform/tables/transact'

const provider: PaymentProvider = sandbox

/** Reserves an amount. When the provider takes too long it is asked what became of the request, and the request is repeated under
 *  its key where it never arrived; `pending` when even that does not settle it. @throws Unavailable */
export async function authorise(request: AuthoriseRequest): Promise<Answer> {
  try {
    return await provider.authorise(request)
  } catch (error) {
    if (!(error instanceof ProviderTimeout)) throw error
    log.warn({ payment: request.key }, 'the provider took too long; asking what became of it')
  }
  try {
    return (await provider.find(request.key)) ?? (await provider.authorise(request))
  } catch (error) {
    if (error instanceof ProviderTimeout || error instanceof Unavailable) return { state: 'pending' }
    throw error
  }
}

/** Gives up an attempt, whatever has become of it or will. @throws Unavailable, ProviderTimeout: to be tried again */
export const giveUp = (key: string): Promise<Answer> => provider.void(key)

/** The part of a transaction that records what was authorised for an order. */
export function recordingPayment(
  orderId: string,
  key: string,
  amount: Money,
  card: CardSummary,
): TransactPart {
  return payments.creating({
    id: newId('pay'),
    version: 0,
    orderId,
    key,
    status: 'authorised',
    currency: amount.currency,
    amount: amount.amount,
    card,
    entries: [],
    createdAt: isoNow(),
  })
}

/** @throws NotFound `payment` */
export const paymentOf = (orderId: string): Promise<Payment> =>
  payments.require(paymentKey(orderId), 'payment')

const taken = (entries: readonly LedgerEntry[], kind: LedgerEntry['kind']): number =>
  entries.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + entry.amount, 0)

/** Captured and refunded so far, in minor units. */
export const sumsOf = ({ entries }: Payment) => ({
  captured: taken(entries, 'capture'),
  refunded: taken(entries, 'refund'),
})

/** Takes the money of an authorised payment at the provider; gives back the part of a transaction that enters it into the ledger,
 *  or nothing where that was done. A repetition takes nothing twice.
 *  @throws Conflict `payment-voided` when it was given up, Unavailable, ProviderTimeout */
export async function capture(payment: Payment): Promise<TransactPart | undefined> {
  if (payment.status === 'voided') throw new Conflict('payment-voided', 'the payment was given up')
  if (payment.status !== 'authorised') return undefined
  const entry: LedgerEntry = { kind: 'capture', key: payment.key, amount: payment.amount, at: isoNow() }
  if (payment.amount > 0) await provider.capture(payment.key, payment.amount)
  const entries = payment.amount > 0 ? [...payment.entries, entry] : payment.entries
  return payments.replacing(payment, { ...payment, status: 'captured', entries })
}

/** Gives a payment up or its money back, as far as it has come; gives back the part of a transaction that records it, or
 *  nothing where that was done. @throws Unavailable, ProviderTimeout */
export async function reverse(payment: Payment): Promise<TransactPart | undefined> {
  if (payment.status === 'voided' || payment.status === 'refunded') return undefined
  if (payment.status === 'authorised') {
    const answer = await provider.void(payment.key)
    if (answer.state !== 'captured') return payments.replacing(payment, { ...payment, status: 'voided' })
    return reverseCaptured(payment)
  }
  const { captured, refunded } = sumsOf(payment)
  return refund(payment, `${payment.key}-reversal`, captured - refunded)
}

/** It was captured, but a crash kept the ledger from learning it: both movements are entered. */
async function reverseCaptured(payment: Payment): Promise<TransactPart> {
  const key = `${payment.key}-reversal`
  await provider.refund(payment.key, key, payment.amount)
  const at = isoNow()
  const entries: LedgerEntry[] = [
    { kind: 'capture', key: payment.key, amount: payment.amount, at },
    { kind: 'refund', key, amount: payment.amount, at },
  ]
  return payments.replacing(payment, { ...payment, status: 'refunded', entries })
}

/** Gives a part of the money back. @param key makes a repetition harmless
 *  @throws Conflict `over-refund` beyond what was captured, Unavailable, ProviderTimeout */
export async function refund(
  payment: Payment,
  key: string,
  amount: number,
): Promise<TransactPart | undefined> {
  if (payment.entries.some((entry) => entry.key === key)) return undefined
  const { captured, refunded } = sumsOf(payment)
  if (refunded + amount > captured) {
    throw new Conflict('over-refund', 'more than was captured', { captured, refunded })
  }
  await provider.refund(payment.key, key, amount)
  const status = refunded + amount === captured ? 'refunded' : 'partly-refunded'
  const entry: LedgerEntry = { kind: 'refund', key, amount, at: isoNow() }
  return payments.replacing(payment, { ...payment, status, entries: [...payment.entries, entry] })
}

/** What the provider says it has taken and given back for a payment. @throws Unavailable */
export const providerBalance = (key: string) => provider.balance(key)
