import type { Currency } from '@/lib/markets'
import { Payment } from './model'
import { providerBalance, sumsOf } from './payments'
import { scanTable } from '@/server/platform/tables/scan'

export interface LedgerAudit {
  payments: number
  /** Minor units by currency: captured − refunded. */
  moneyIn: Partial<Record<Currency, number>>
  /** Payments whose entries are not what the provider did. */
  differences: {
    orderId: string
    captured: number
    refunded: number
    atProvider: { captured: number; refunded: number }
  }[]
}

/** Goes through every payment and compares the ledger with the provider's books. @throws Unavailable */
export async function auditLedger(): Promise<LedgerAudit> {
  const audit: LedgerAudit = { payments: 0, moneyIn: {}, differences: [] }
  for await (const item of scanTable('payments')) {
    if (item.sk !== 'payment') continue
    const payment = Payment.parse(item)
    const { captured, refunded } = sumsOf(payment)
    const atProvider = await providerBalance(payment.key)
    audit.payments += 1
    audit.moneyIn[payment.currency] = (audit.moneyIn[payment.currency] ?? 0) + captured - refunded
    if (captured !== atProvider.captured || refunded !== atProvider.refunded) {
      audit.differences.push({ orderId: payment.orderId, captured, refunded, atProvider })
    }
  }
  return audit
}
