import { z } from 'zod'
import { OrderId } from '@/server/platform/schemas'
import { changed, unchanged } from '@/server/platform/tables/change'
import type { DomainEvent } from '@/server/platform/events'
import {
  addressChangeRefused,
  orderBackordered,
  orderCancelled,
  orderDelivered,
  orderShipped,
  piecesCancelled,
} from './events'
import { type Order, Pieces, Shipment } from './model'
import { applied } from './progress'
import { answerReturn } from './returns'
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
    'out-for-delivery',
    'pieces-cancelled',
    'address-taken',
    'address-refused',
    'return-received',
    'return-refused',
  ]),
  shipment: Shipment.optional(),
  lines: z.array(Pieces).optional(),
  /** Of which return it speaks. */
  rma: z.string().max(10).optional(),
})
export type StatusRecord = z.infer<typeof StatusRecord>

/** Takes over what the order management tells; twice and in any order.
 *  @throws NotFound `order`, Conflict `stale`, ZodError when it is no status record */
export async function applyStatus(value: unknown): Promise<Order> {
  const { status, ...record } = StatusRecord.parse(value)
  if (status === 'return-received' || status === 'return-refused') {
    return answerReturn(record.orderId, record.rma ?? '', status, record)
  }
  return orders.update(orderKey(record.orderId), 'order', (current) => {
    const next = applied(current, { ...record, status })
    return next === current ? unchanged(current) : changed(next, ...told(current, next))
  })
}

/** Notes that a parcel is near where it goes. Parcels are named after the number of their order.
 *  @throws NotFound `order`, Conflict `stale` */
export async function noteNearby(shipmentId: string, at: string): Promise<void> {
  const number = shipmentId.slice(0, shipmentId.lastIndexOf('-'))
  const found = await orders.query({ index: 'byNumber', attribute: 'number', equals: number }, { limit: 1 })
  const [order] = found.items
  const shipment = order?.shipments.find((one) => one.id === shipmentId)
  if (!order || !shipment || shipment.deliveredAt) return
  const event = `${order.id}:near-${shipmentId}`
  await applyStatus({ event, orderId: order.id, at, status: 'out-for-delivery', shipment })
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
    ...cancelledNow(before, after).map(({ event, lines }) => piecesCancelled({ ...ref, event, lines })),
    ...(after.backordered?.length && after.backordered !== before.backordered
      ? [orderBackordered({ ...ref, lines: after.backordered })]
      : []),
    ...(after.addressChange?.state === 'refused' && before.addressChange?.state !== 'refused'
      ? [addressChangeRefused(ref)]
      : []),
  ]
}

/** Pieces that have just been cancelled, by the report that told of them. Of an order that is over altogether nothing is told by
 *  the piece. */
function cancelledNow(before: Order, after: Order): { event: string; lines: Pieces[] }[] {
  if (after.fulfilment === 'cancelled') return []
  const known = new Set(before.cancelled?.map(({ event }) => event))
  const fresh = (after.cancelled ?? []).filter(({ event }) => !known.has(event))
  return [...new Set(fresh.map(({ event }) => event))].map((event) => ({
    event,
    lines: fresh.filter((one) => one.event === event).map(({ sku, quantity }) => ({ sku, quantity })),
  }))
}
