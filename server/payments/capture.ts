import type { GiftTender, LedgerEntry, Payment } from './model'
import { onCard } from './payments'
import { providerNamed } from './providers'
import { refundPayment } from './refunds'
import { payments } from './store'
import { releasingTenders, spendingTenders } from './tenders'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import type { TransactPart } from '@/server/platform/tables/transact'

/** Takes the money of an authorised payment: gift cards give theirs first, the card at the provider the rest. Gives back the parts
 *  of a transaction that enter it into the ledger, none where that was done. A repetition takes nothing twice.
 *  @param amount minor units; less than was authorised where not all of it is sent, and then the rest is let go
 *  @throws Conflict `payment-voided` when it was given up, `over-capture`; Unavailable, ProviderTimeout */
export async function capture(payment: Payment, amount = payment.amount): Promise<TransactPart[]> {
  if (payment.status === 'voided') throw new Conflict('payment-voided', 'the payment was given up')
  if (payment.status !== 'authorised') return []
  if (amount > payment.amount) throw new Conflict('over-capture', 'more than was authorised')
  const card = onCard(payment, amount)
  const provider = providerNamed(payment.provider)
  if (card > 0) await provider.capture(payment.key, card)
  else if (onCard(payment, payment.amount) > 0) await provider.void(payment.key)
  const given = shared(payment.giftCards, amount)
  return [entered(payment, card, given), ...(await spendingTenders(given, payment.key, payment.orderId))]
}

/** How much each gift card gives of an amount, in order; possibly nothing. */
function shared(giftCards: readonly GiftTender[], amount: number): GiftTender[] {
  let left = amount
  return giftCards.map((gift) => {
    const given = Math.min(left, gift.amount)
    left -= given
    return { ...gift, amount: given }
  })
}

function entered(payment: Payment, card: number, given: readonly GiftTender[]): TransactPart {
  const { key } = payment
  const at = isoNow()
  const entries: LedgerEntry[] = [
    ...(card > 0 ? [{ kind: 'capture' as const, tender: 'card', key, amount: card, at }] : []),
    ...given
      .filter((gift) => gift.amount > 0)
      .map(({ giftCard, amount }) => ({ kind: 'capture' as const, tender: giftCard, key, amount, at })),
  ]
  return payments.replacing(payment, {
    ...payment,
    status: 'captured',
    entries: [...payment.entries, ...entries],
  })
}

/** Gives a payment up or its money back, as far as it has come; gives back the parts of a transaction that record it, none where
 *  that was done. @throws Unavailable, ProviderTimeout */
export async function reverse(payment: Payment): Promise<TransactPart[]> {
  if (payment.status === 'voided' || payment.status === 'refunded') return []
  if (payment.status !== 'authorised') {
    await refundPayment(payment.orderId, 'all', 'the order was cancelled', 'reversal')
    return []
  }
  const card = onCard(payment, payment.amount)
  const provider = providerNamed(payment.provider)
  if (card > 0 && (await provider.void(payment.key)).state === 'captured') return captureUndone(payment, card)
  return [
    payments.replacing(payment, { ...payment, status: 'voided' }),
    ...(await releasingTenders(payment.giftCards, payment.key)),
  ]
}

/** It was captured, but a crash kept the ledger from learning it: both movements of the card are entered, and what gift cards had
 *  set aside is let go. */
async function captureUndone(payment: Payment, authorised: number): Promise<TransactPart[]> {
  const provider = providerNamed(payment.provider)
  const key = `${payment.key}-reversal`
  const { captured: amount = authorised } = await provider.balance(payment.key)
  await provider.refund(payment.key, key, amount)
  const at = isoNow()
  const entries: LedgerEntry[] = [
    { kind: 'capture', tender: 'card', key: payment.key, amount, at },
    { kind: 'refund', tender: 'card', key, amount, at },
  ]
  return [
    payments.replacing(payment, { ...payment, status: 'refunded', entries }),
    ...(await releasingTenders(payment.giftCards, payment.key)),
  ]
}
