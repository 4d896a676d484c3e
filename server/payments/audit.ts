import type { Currency } from '@/lib/markets'
import { GiftCard, GiftMovement } from './gift-card'
import { Payment } from './model'
import { providerBalance, sumsOf } from './payments'
import { scanTable } from '@/server/platform/tables/scan'

export interface LedgerAudit {
  payments: number
  /** Minor units by currency: captured − refunded, by cards and gift cards together. */
  moneyIn: Partial<Record<Currency, number>>
  /** Payments whose entries are not what the provider did. */
  differences: {
    orderId: string
    captured: number
    refunded: number
    atProvider: { captured: number; refunded: number }
  }[]
  /** Gift cards whose balance is not the sum of their movements, or that gave other sums than payments say. */
  giftDifferences: { giftCard: string; balance: number; movements: number; spent: number; entered: number }[]
}

/** Goes through every payment and gift card, and compares the ledger with the provider's books and with the cards' movements.
 *  @throws Unavailable */
export async function auditLedger(): Promise<LedgerAudit> {
  const audit: LedgerAudit = { payments: 0, moneyIn: {}, differences: [], giftDifferences: [] }
  const cards: GiftCard[] = []
  const movements: GiftMovement[] = []
  const entered = new Map<string, number>()
  for await (const item of scanTable('payments')) {
    if (item.sk === 'gift-card') cards.push(GiftCard.parse(item))
    else if (String(item.sk).startsWith('movement#')) movements.push(GiftMovement.parse(item))
    else if (item.sk === 'payment') await addPayment(Payment.parse(item), audit, entered)
  }
  for (const { id, balance } of cards) {
    const own = movements.filter((movement) => movement.giftCard === id)
    const total = (kind: GiftMovement['kind']) =>
      own.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.amount, 0)
    const spent = total('spend') - total('refund')
    const difference = {
      giftCard: id,
      balance,
      movements: total('issue') - spent,
      spent,
      entered: entered.get(id) ?? 0,
    }
    if (balance !== difference.movements || spent !== difference.entered) {
      audit.giftDifferences.push(difference)
    }
  }
  return audit
}

async function addPayment(payment: Payment, audit: LedgerAudit, entered: Map<string, number>): Promise<void> {
  const all = sumsOf(payment)
  audit.payments += 1
  audit.moneyIn[payment.currency] = (audit.moneyIn[payment.currency] ?? 0) + all.captured - all.refunded
  const { captured, refunded } = sumsOf(payment, 'card')
  const atProvider = await providerBalance(payment)
  if (captured !== atProvider.captured || refunded !== atProvider.refunded) {
    audit.differences.push({ orderId: payment.orderId, captured, refunded, atProvider })
  }
  for (const { giftCard } of payment.giftCards) {
    const sums = sumsOf(payment, giftCard)
    entered.set(giftCard, (entered.get(giftCard) ?? 0) + sums.captured - sums.refunded)
  }
}
