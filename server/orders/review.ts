import type { DomainEvent } from '@/server/platform/events'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import type { TransactPart } from '@/server/platform/tables/transact'
import { orderCancelled, orderHeld, orderPlaced } from './events'
import type { Order } from './model'
import { recorded } from './progress'
import { orders } from './store'

/** What tells the others of a new order: everything that whoever packs and sends it must know, or, while it is under review, only
 *  that it is held. */
export function toldOfPlacing(order: Order): DomainEvent {
  const { id: orderId, number, customerId } = order
  if (order.review === 'pending') return orderHeld({ orderId, number, customerId })
  return orderPlaced({
    orderId,
    number,
    customerId,
    market: order.market,
    locale: order.locale,
    currency: order.currency,
    total: order.quote.total,
    lines: order.lines.map(({ sku, productId, quantity }) => ({ sku, productId, quantity })),
    shipping: order.shipping,
    delivery: order.delivery.method,
    note: order.note,
    giftMessage: order.giftMessage,
    giftPicture: order.giftPicture,
  })
}

/** The parts of a transaction that let a held order go on, as if it had just been placed.
 *  @throws Conflict `order-over` when it was cancelled meanwhile */
export function releasingOrder(order: Order): TransactPart[] {
  if (order.fulfilment === 'cancelled') throw new Conflict('order-over', 'the order was cancelled meanwhile')
  const next: Order = { ...order, review: 'approved' }
  return [orders.replacing(order, next, [toldOfPlacing(next)])]
}

/** The parts of a transaction that cancel a held order; what follows from that gives money and goods back.
 *  @param review why: somebody has decided so, or nobody did in time */
export function refusingOrder(order: Order, review: 'rejected' | 'lapsed'): TransactPart[] {
  const next: Order = { ...order, review }
  if (order.fulfilment === 'cancelled') return [orders.replacing(order, next)]
  return [orders.replacing(order, cancelled(next), [toldOfCancelling(order)])]
}

const cancelled = (order: Order): Order => ({
  ...recorded(order, 'cancelled', isoNow()),
  fulfilment: 'cancelled',
})
const toldOfCancelling = ({ id: orderId, number, customerId }: Order): DomainEvent =>
  orderCancelled({ orderId, number, customerId })

/** A held order whose owner does not want it any more: nobody else has to be asked. */
export const cancelledWhileHeld = (order: Order): { order: Order; told: DomainEvent } => ({
  order: cancelled(order),
  told: toldOfCancelling(order),
})
