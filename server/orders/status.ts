import { z } from 'zod'
import { OrderId } from '@/server/platform/schemas'
import { changed, unchanged } from '@/server/platform/tables/change'
import type { DomainEvent } from '@/server/platform/events'
import { orderCancelled, orderDelivered, orderShipped } from './events'
import { type Order, Shipment } from './model'
import { applied } from './progress'
import { orderKey, orders } from './store'

/** A record of the `order-status` stream. */
export const StatusRecord = z.object({
  /** Unique to what happened: a repetition carries the same. */
  event: z.string().min(1).max(200),
  orderId: OrderId,
  at: z.iso.datetime(),
  status: z.enum([
    'acknowledged',
    'picking',
    'shipped',
    'delivered',
    'cancelled',
    'cancellation-refused',
    'backordered',
  ]),
  shipment: Shipment.optional(),
})
export type StatusRecord = z.infer<typeof StatusRecord>

/** Takes over what the order management tells; twice and in any order.
 *  @throws NotFound `order`, Conflict `stale`, ZodError when it is no status record */
export async function applyStatus(value: unknown): Promise<Order> {
  const record = StatusRecord.parse(value)
  return orders.update(orderKey(record.orderId), 'order', (current) => {
    const next = applied(current, record)
    return next === current ? unchanged(current) : changed(next, ...told(current, next))
  })
}

/** The events that tell of the difference between two states of an order. */
function told(before: Order, after: Order): DomainEvent[] {
  const ref = { orderId: after.id, number: after.number, customerId: after.customerId }
  const known = new Set(before.shipments.map((shipment) => shipment.id))
  const became = (fulfilment: Order['fulfilment']) =>
    after.fulfilment === fulfilment && before.fulfilment !== fulfilment
  return [
    ...after.shipments
      .filter((shipment) => !known.has(shipment.id))
      .map((shipment) => orderShipped({ ...ref, shipment })),
    ...(became('delivered') ? [orderDelivered(ref)] : []),
    ...(became('cancelled') ? [orderCancelled(ref)] : []),
  ]
}
