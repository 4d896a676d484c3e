import { type Consumer, on } from '@/server/platform/events'
import {
  orderCancelled,
  orderPaid,
  orderPlaced,
  orderRefunded,
  orderShipped,
  piecesCancelled,
  returnReceived,
  returnRequested,
} from './events'
import { refundUnsent } from './exchange-money'
import { requireOrder } from './orders'
import { issueCreditNote, issuePackingSlip, issueReturnLabel } from './papers'
import { issueInvoice } from './invoicing'
import { refundPieces } from './refunds'
import { settleReturn } from './returns'
import { collectPayment, undoOrder } from './settlement'

/** What follows from an order, one step after another: the money is taken, the invoice is written; pieces that cannot be had or
 *  come back are paid back; each parcel, return and refund gets its document. */
export const consumers: readonly Consumer[] = [
  on(orderPlaced, ({ data }) => collectPayment(data.orderId)),
  on(orderPaid, async ({ data }) => void (await issueInvoice(data.orderId))),
  on(orderCancelled, async ({ data }) => {
    await undoOrder(data.orderId)
    const order = await requireOrder(data.orderId)
    await refundUnsent(order, order.lines, 'cancelled')
  }),
  on(orderShipped, ({ data }) => issuePackingSlip(data.orderId, data.shipment.id)),
  on(piecesCancelled, async ({ data }) => {
    await refundPieces(data.orderId, data.lines, 'not-available', refundKey(data.event))
    await refundUnsent(await requireOrder(data.orderId), data.lines, refundKey(data.event))
  }),
  on(returnRequested, ({ data }) => issueReturnLabel(data.orderId, data.rma)),
  on(returnReceived, ({ data }) => settleReturn(data.orderId, data.rma)),
  on(orderRefunded, ({ data }) => issueCreditNote(data.orderId, data.key)),
]

/** Reports are named with the order's id; a refund is of one order anyway. */
const refundKey = (event: string): string => event.slice(event.indexOf(':') + 1).replaceAll(':', '-')
