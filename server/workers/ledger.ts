import { auditStock } from '@/server/inventory/audit'
import { auditOrders } from '@/server/orders/audit'
import { auditLedger } from '@/server/payments/audit'

/** `npm run ledger`: goes through all stock, orders and payments of a live store and compares each with what explains it. Prints what
 *  there is and every difference, and exits with 1 when there is one. Nothing is changed. What is under way while it looks may show
 *  as a difference: look again. */
async function main(args: readonly string[]): Promise<void> {
  if (args.length > 0) throw new Error('The ledger is always looked through as a whole: say no more.')
  const [stock, ledger, orders] = [await auditStock(), await auditLedger(), await auditOrders()]
  console.log(`stock: ${stock.levels} levels, ${stock.activeHolds} holds`)
  console.log(`orders: ${orders.orders}, with events that nobody was told: ${orders.untold.length}`)
  console.log(`payments: ${ledger.payments}`)
  for (const [currency, amount] of Object.entries(ledger.moneyIn)) {
    console.log(`money in (captured − refunded): ${amount} minor units of ${currency}`)
  }
  const wrong = [
    ...stock.differences.map((difference) => ({ stock: difference })),
    ...ledger.differences.map((difference) => ({ payment: difference })),
    ...ledger.giftDifferences.map((difference) => ({ giftCard: difference })),
    ...orders.differences.map((difference) => ({ order: difference })),
    ...orders.doubled.map((checkout) => ({ doubled: checkout })),
  ]
  for (const difference of wrong) console.log(`DIFFERENCE ${JSON.stringify(difference)}`)
  console.log(wrong.length === 0 ? 'the books balance' : `${wrong.length} differences`)
  process.exitCode = wrong.length === 0 ? 0 : 1
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
