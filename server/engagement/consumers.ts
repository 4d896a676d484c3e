import { stockChanged } from '@/server/inventory/events'
import {
  addressChangeRefused,
  documentIssued,
  exchangeSoldOut,
  invoiceIssued,
  orderBackordered,
  orderCancelled,
  orderDelivered,
  orderHeld,
  orderPlaced,
  orderShipped,
  piecesCancelled,
  returnRefused,
} from '@/server/orders/events'
import { requireOrder } from '@/server/orders/orders'
import { type Consumer, on } from '@/server/platform/events'
import { tellOfRestock } from './restock'
import { amountIn, namesOf, writeAboutOrder } from './order-mail'

/** The letters that follow from an order, one for each step that its owner should know of, and from goods that are back. */
export const consumers: readonly Consumer[] = [
  on(stockChanged, async ({ data }) => {
    if (data.previous === 'out' && data.state !== 'out') await tellOfRestock(data.sku)
  }),
  on(orderPlaced, async ({ id, data }) =>
    writeAboutOrder('order-placed', id, await requireOrder(data.orderId)),
  ),
  on(orderHeld, async ({ id, data }) => writeAboutOrder('order-held', id, await requireOrder(data.orderId))),
  on(orderShipped, async ({ id, data }) => {
    const { carrier, tracking, lines } = data.shipment
    const order = await requireOrder(data.orderId)
    await writeAboutOrder('order-shipped', id, order, { carrier, tracking, pieces: namesOf(order, lines) })
  }),
  on(orderDelivered, async ({ id, data }) =>
    writeAboutOrder('order-delivered', id, await requireOrder(data.orderId)),
  ),
  on(orderCancelled, async ({ id, data }) => {
    const order = await requireOrder(data.orderId)
    await writeAboutOrder(order.review === 'lapsed' ? 'order-lapsed' : 'order-cancelled', id, order)
  }),
  on(piecesCancelled, async ({ id, data }) => {
    const order = await requireOrder(data.orderId)
    await writeAboutOrder('pieces-cancelled', id, order, { pieces: namesOf(order, data.lines) })
  }),
  on(orderBackordered, async ({ id, data }) => {
    const order = await requireOrder(data.orderId)
    await writeAboutOrder('order-backordered', id, order, { pieces: namesOf(order, data.lines) })
  }),
  on(addressChangeRefused, async ({ id, data }) =>
    writeAboutOrder('address-refused', id, await requireOrder(data.orderId)),
  ),
  on(invoiceIssued, async ({ id, data }) =>
    writeAboutOrder('invoice-issued', id, await requireOrder(data.orderId)),
  ),
  on(documentIssued, async ({ id, data }) => {
    if (data.kind === 'packing-slip') return
    const order = await requireOrder(data.orderId)
    const place = data.name.slice(data.name.lastIndexOf('-') + 1)
    if (data.kind === 'return-label') {
      const back = order.returns?.find((one) => one.rma === place)
      const more = { return: `${order.number}-${place}`, pieces: namesOf(order, back?.lines ?? []) }
      return writeAboutOrder('return-accepted', id, order, more)
    }
    const refund = order.refunds?.[Number(place) - 1]
    await writeAboutOrder('refund-issued', id, order, { amount: amountIn(order, refund?.amount ?? 0) })
  }),
  on(exchangeSoldOut, async ({ id, data }) => {
    const order = await requireOrder(data.orderId)
    const back = order.returns?.find((one) => one.rma === data.rma)
    const pieces = namesOf(order, back?.lines.filter((line) => line.exchange) ?? [])
    await writeAboutOrder('exchange-sold-out', id, order, { return: `${data.number}-${data.rma}`, pieces })
  }),
  on(returnRefused, async ({ id, data }) =>
    writeAboutOrder('return-refused', id, await requireOrder(data.orderId), {
      return: `${data.number}-${data.rma}`,
    }),
  ),
]
