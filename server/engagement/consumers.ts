import { invoiceIssued, orderCancelled, orderPlaced, orderShipped } from '@/server/orders/events'
import { requireOrder } from '@/server/orders/orders'
import { type Consumer, on } from '@/server/platform/events'
import { writeAboutOrder } from './order-mail'

/** The letters that follow from an order. */
export const consumers: readonly Consumer[] = [
  on(orderPlaced, async ({ id, data }) =>
    writeAboutOrder('order-placed', id, await requireOrder(data.orderId)),
  ),
  on(orderShipped, async ({ id, data }) =>
    writeAboutOrder('order-shipped', id, await requireOrder(data.orderId), data.shipment),
  ),
  on(orderCancelled, async ({ id, data }) =>
    writeAboutOrder('order-cancelled', id, await requireOrder(data.orderId)),
  ),
  on(invoiceIssued, async ({ id, data }) =>
    writeAboutOrder('invoice-issued', id, await requireOrder(data.orderId)),
  ),
]
