import { paymentOf, sumsOf } from '@/server/payments/payments'
import { NotFound } from '@/server/platform/errors'
import { readOrNote, type Unreadable } from '@/server/platform/tables/reading'
import { scanTable } from '@/server/platform/tables/scan'
import { Order } from './model'

export interface OrderAudit {
  orders: number
  /** Their ids. */
  seen: Set<string>
  /** Orders whose payment is not what the order says of it, or is not there at all; minor units. */
  differences: {
    orderId: string
    paymentStatus: string
    total: number
    payment: { captured: number; refunded: number } | 'missing'
  }[]
  /** Checkouts, and returns with an exchange, that have more than one order. */
  doubled: string[]
  /** Orders that still carry events that nobody was told, with how many. */
  untold: { orderId: string; events: number }[]
  unreadable: Unreadable[]
}

/** Goes through every order: its payment has taken and given back what the order says, and neither a checkout nor an exchange became
 *  two. @throws Unavailable */
export async function auditOrders(): Promise<OrderAudit> {
  const seen = new Set<string>()
  const audit: OrderAudit = { orders: 0, seen, differences: [], doubled: [], untold: [], unreadable: [] }
  const causes = new Set<string>()
  for await (const item of scanTable('orders')) {
    if (item.sk !== 'order') continue
    audit.orders += 1
    seen.add(String(item.id))
    const order = readOrNote(Order, item, audit.unreadable)
    if (!order) continue
    const cause = causeOf(order)
    if (causes.has(cause)) audit.doubled.push(cause)
    causes.add(cause)
    if (Array.isArray(item.outbox)) audit.untold.push({ orderId: order.id, events: item.outbox.length })
    const payment = await paidFor(order.id)
    if (payment === 'missing' || !agrees(order, payment.captured, payment.refunded)) {
      const { id: orderId, paymentStatus, quote } = order
      audit.differences.push({ orderId, paymentStatus, total: quote.total, payment })
    }
  }
  return audit
}

/** An exchange belongs to the checkout of what came back, and to one return of it. */
const causeOf = ({ checkoutId, exchangeFor }: Order): string =>
  exchangeFor ? `${exchangeFor.orderId} ${exchangeFor.rma}` : checkoutId

async function paidFor(orderId: string) {
  try {
    return sumsOf(await paymentOf(orderId))
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    return 'missing'
  }
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
