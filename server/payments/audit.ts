import type { Currency } from '@/lib/markets'
import { readOrNote, type Unreadable } from '@/server/platform/tables/reading'
import { scanTable } from '@/server/platform/tables/scan'
import { GiftCard, GiftMovement } from './gift-card'
import { Payment } from './model'
import { providerBalance, sumsOf } from './payments'

export interface LedgerAudit {
  payments: number
  /** Whose payments they are. */
  orderIds: string[]
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
  unreadable: Unreadable[]
}

/** Goes through every payment and gift card, and compares the ledger with the provider's books and with the cards' movements; a gift
 *  card that is not there has a balance of 0.
 *  @throws Unavailable */
export async function auditLedger(): Promise<LedgerAudit> {
  const audit: LedgerAudit = {
    payments: 0,
    orderIds: [],
    moneyIn: {},
    differences: [],
    giftDifferences: [],
    unreadable: [],
  }
  const balances = new Map<string, number>()
  const movements: GiftMovement[] = []
  const entered = new Map<string, number>()
  for await (const item of scanTable('payments')) {
    if (item.sk === 'gift-card') {
      const card = readOrNote(GiftCard, item, audit.unreadable)
      if (card) balances.set(card.id, card.balance)
    } else if (String(item.sk).startsWith('movement#')) {
      const movement = readOrNote(GiftMovement, item, audit.unreadable)
      if (movement) movements.push(movement)
    } else if (item.sk === 'payment') {
      const payment = readOrNote(Payment, item, audit.unreadable)
      if (payment) await addPayment(payment, audit, entered)
    }
  }
  const moved = movements.map(({ giftCard }) => giftCard)
  for (const giftCard of new Set([...balances.keys(), ...moved, ...entered.keys()])) {
    const own = movements.filter((movement) => movement.giftCard === giftCard)
    const total = (kind: GiftMovement['kind']) =>
      own.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.amount, 0)
    const spent = total('spend') - total('refund')
    const difference = {
      giftCard,
      balance: balances.get(giftCard) ?? 0,
      movements: total('issue') - spent,
      spent,
      entered: entered.get(giftCard) ?? 0,
    }
    if (difference.balance !== difference.movements || spent !== difference.entered) {
      audit.giftDifferences.push(difference)
    }
  }
  return audit
}

async function addPayment(payment: Payment, audit: LedgerAudit, entered: Map<string, number>): Promise<void> {
  const all = sumsOf(payment)
  audit.payments += 1
  audit.orderIds.push(payment.orderId)
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
