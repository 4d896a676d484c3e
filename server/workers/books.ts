import { auditStock } from '@/server/inventory/audit'
import { auditOrders } from '@/server/orders/audit'
import { auditLedger } from '@/server/payments/audit'

/** All books of a store, each compared with what explains it: what there is, in words, and every difference under the name of its
 *  book. Nothing is changed. What is under way meanwhile may show as a difference.
 *  @throws Unavailable */
export async function auditBooks(): Promise<{ there: string[]; differences: Record<string, unknown>[] }> {
  const [stock, ledger, orders] = [await auditStock(), await auditLedger(), await auditOrders()]
  return {
    there: [
      `stock: ${stock.levels} levels, ${stock.activeHolds} holds`,
      `orders: ${orders.orders}, with events that nobody was told: ${orders.untold.length}`,
      `payments: ${ledger.payments}`,
      ...Object.entries(ledger.moneyIn).map(
        ([currency, amount]) => `money in (captured − refunded): ${amount} minor units of ${currency}`,
      ),
    ],
    differences: [
      ...stock.differences.map((difference) => ({ stock: difference })),
      ...ledger.differences.map((difference) => ({ payment: difference })),
      ...ledger.giftDifferences.map((difference) => ({ giftCard: difference })),
      ...orders.differences.map((difference) => ({ order: difference })),
      ...orders.doubled.map((cause) => ({ doubled: cause })),
      ...ledger.orderIds.filter((id) => !orders.seen.has(id)).map((id) => ({ paymentWithoutOrder: id })),
      ...[stock, ledger, orders].flatMap(({ unreadable }) =>
        unreadable.map((item) => ({ unreadable: item })),
      ),
    ],
  }
}
