import { type Consumer, on } from '@/server/platform/events'
import { orderCancelled, orderPaid, orderPlaced } from './events'
import { issueInvoice } from './invoicing'
import { collectPayment, undoOrder } from './settlement'

/** What follows from an order, one step after another: the money is taken, the invoice is written. */
export const consumers: readonly Consumer[] = [
  on(orderPlaced, ({ data }) => collectPayment(data.orderId)),
  on(orderPaid, async ({ data }) => void (await issueInvoice(data.orderId))),
  on(orderCancelled, ({ data }) => undoOrder(data.orderId)),
]
