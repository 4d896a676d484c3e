import type { Money } from '@/lib/money'
import type { CardSummary, GiftTender, LedgerEntry, Payment } from './model'
import { type Answer, type AuthoriseRequest, type CardFacts, ProviderTimeout } from './provider'
import { chosenProvider, providerNamed } from './providers'
import { paymentKey, payments } from './store'
import { isoNow } from '@/server/platform/clock'
import { Invalid, Unavailable } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import type { TransactPart } from '@/server/platform/tables/transact'

/** Reserves an amount on a card. When the provider takes too long it is asked what became of the request, and the request is
 *  repeated under its key where it never arrived; `pending` when even that does not settle it. Where gift cards have paid all, no
 *  provider is asked. @throws Unavailable */
export async function authorise({
  token,
  ...attempt
}: Omit<AuthoriseRequest, 'token'> & { token?: string }): Promise<Answer> {
  if (attempt.amount.amount === 0) return { state: 'authorised' }
  if (token === undefined) throw new Invalid('payment-token', 'no card was chosen')
  const request = { ...attempt, token }
  const provider = providerNamed(chosenProvider())
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

/** What is known of the card behind a token; `undefined` where nothing is, or the provider does not say now. */
export async function describeCard(token: string): Promise<CardFacts | undefined> {
  try {
    return await providerNamed(chosenProvider()).describe(token)
  } catch (error) {
    if (!(error instanceof ProviderTimeout || error instanceof Unavailable)) throw error
    log.warn({ err: error }, 'the provider does not describe a card; going on without')
    return undefined
  }
}

/** Gives up an attempt, whatever has become of it or will; money that was taken all the same goes back.
 *  @throws Unavailable, ProviderTimeout: to be tried again */
export async function giveUp(key: string): Promise<void> {
  const provider = providerNamed(chosenProvider())
  const answer = await provider.void(key)
  if (answer.state !== 'captured') return
  const { captured, refunded } = await provider.balance(key)
  if (captured > refunded) await provider.refund(key, `${key}-too-late`, captured - refunded)
}

/** The part of a transaction that records what was authorised for an order. @param amount by all tenders together */
export function recordingPayment(
  orderId: string,
  key: string,
  amount: Money,
  card: CardSummary | undefined,
  giftCards: readonly GiftTender[] = [],
): TransactPart {
  return payments.creating({
    id: newId('pay'),
    version: 0,
    orderId,
    key,
    status: 'authorised',
    currency: amount.currency,
    amount: amount.amount,
    provider: chosenProvider(),
    card,
    giftCards: [...giftCards],
    entries: [],
    refunds: [],
    createdAt: isoNow(),
  })
}

/** @throws NotFound `payment` */
export const paymentOf = (orderId: string): Promise<Payment> =>
  payments.require(paymentKey(orderId), 'payment')

const taken = (entries: readonly LedgerEntry[], kind: LedgerEntry['kind']): number =>
  entries.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + entry.amount, 0)

/** Captured and refunded so far, in minor units. @param tender of this one alone: `card`, or a gift card's id */
export function sumsOf({ entries }: Payment, tender?: string) {
  const counted = entries.filter((entry) => tender === undefined || entry.tender === tender)
  const refunded = taken(counted, 'refund') - taken(counted, 'refund-failed')
  return { captured: taken(counted, 'capture'), refunded }
}

/** What the entries of a captured payment say of it. */
export function statusOf(payment: Payment): Payment['status'] {
  const { captured, refunded } = sumsOf(payment)
  if (refunded === captured) return 'refunded'
  return refunded > 0 ? 'partly-refunded' : 'captured'
}

/** What of an amount falls to the card when gift cards give theirs first, in minor units. */
export const onCard = ({ giftCards }: Pick<Payment, 'giftCards'>, amount: number): number =>
  Math.max(0, amount - giftCards.reduce((sum, gift) => sum + gift.amount, 0))

/** What the provider says it has taken and given back for a payment. @throws Unavailable */
export const providerBalance = (payment: Payment) => providerNamed(payment.provider).balance(payment.key)
