import { scanTable } from '@/server/platform/tables/scan'
import { paymentOf, sumsOf } from '@/server/payments/payments'
import { Order } from './model'

export interface OrderAudit {
  orders: number
  /** Orders whose payment is not what the order says of it; minor units. */
  differences: { orderId: string; paymentStatus: string; total: number; captured: number; refunded: number }[]
  /** Checkouts that have more than one order. */
  doubled: string[]
  /** Orders that still carry events that nobody was told, with how many. */
  untold: { orderId: string; events: number }[]
}

/** Goes through every order: its payment has taken and given back what the order says, and no checkout became two.
 *  @throws NotFound `payment` for an order without one, Unavailable */
export async function auditOrders(): Promise<OrderAudit> {
  const audit: OrderAudit = { orders: 0, differences: [], doubled: [], untold: [] }
  const checkouts = new Set<string>()
  for await (const item of scanTable('orders')) {
    if (item.sk !== 'order') continue
    const order = Order.parse(item)
    const { captured, refunded } = sumsOf(await paymentOf(order.id))
    audit.orders += 1
    if (checkouts.has(order.checkoutId)) audit.doubled.push(order.checkoutId)
    checkouts.add(order.checkoutId)
    if (Array.isArray(item.outbox)) audit.untold.push({ orderId: order.id, events: item.outbox.length })
    if (!agrees(order, captured, refunded)) {
      const { id: orderId, paymentStatus, quote } = order
      audit.differences.push({ orderId, paymentStatus, total: quote.total, captured, refunded })
    }
  }
  return audit
}

function agrees({ paymentStatus, quote }: Order, captured: number, refunded: number): boolean {
  switch (paymentStatus) {
    case 'authorised':
    case 'voided':
      return captured === refunded
    case 'paid':
      return captured === quote.total && refunded === 0
    case 'partly-refunded':
      return captured <= quote.total && refunded > 0 && refunded < captured
    case 'refunded':
      return captured <= quote.total && refunded === captured
  }
}
