import { type Consumer, on } from '@/server/platform/events'
import { orderCancelled, orderPaid, orderPlaced } from './events'
import { issueInvoice } from './invoices'
import { requireOrder } from './orders'
import { collectPayment, undoOrder } from './settlement'

/** What follows from an order, one step after another: the money is taken, the invoice is written. */
export const consumers: readonly Consumer[] = [
  on(orderPlaced, ({ data }) => collectPayment(data.orderId)),
  on(orderPaid, async ({ data }) => {
    await issueInvoice(await requireOrder(data.orderId))
  }),
  on(orderCancelled, ({ data }) => undoOrder(data.orderId)),
]
