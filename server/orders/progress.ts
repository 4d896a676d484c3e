import type { Fulfilment, Order, Shipment, TimelineCode } from './model'

/** What the order management tells of an order; each message once, in whatever order they arrive. */
export interface StatusReport {
  event: string
  /** ISO 8601, when it happened there. */
  at: string
  status:
    | 'acknowledged'
    | 'picking'
    | 'shipped'
    | 'delivered'
    | 'cancelled'
    | 'cancellation-refused'
    | 'backordered'
  shipment?: Shipment
}

const beforePacking: readonly Fulfilment[] = ['received', 'acknowledged']

/** Whether the owner may still ask to cancel: not after packing began, and not twice. */
export const canCancel = (order: Pick<Order, 'fulfilment' | 'cancellation'>): boolean =>
  beforePacking.includes(order.fulfilment) && order.cancellation === undefined

/** The order with another entry in its timeline, in the order of time. */
export function recorded(
  order: Order,
  code: TimelineCode,
  at: string,
  event?: string,
  shipment?: string,
): Order {
  const entry = { code, at, ...(event ? { event } : {}), ...(shipment ? { shipment } : {}) }
  const timeline = [...order.timeline, entry].sort((a, b) => a.at.localeCompare(b.at))
  return { ...order, timeline }
}

/** The order after a report of the order management; the order itself where it knew that already or the report makes no sense
 *  any more (nothing that is cancelled is shipped, nothing that was shipped is cancelled). Reports may come in any order and any
 *  number: what is known decides, not what came last. */
export function applied(order: Order, report: StatusReport): Order {
  const known = order.timeline.some((entry) => entry.event === report.event)
  if (known || order.fulfilment === 'cancelled') return order
  if (report.status === 'cancellation-refused') {
    return order.cancellation ? { ...order, cancellation: { ...order.cancellation, refused: true } } : order
  }
  if (report.status === 'cancelled') {
    if (order.shipments.length > 0) return order
    return { ...recorded(order, 'cancelled', report.at, report.event), fulfilment: 'cancelled' }
  }
  const next = recorded(order, report.status, report.at, report.event, report.shipment?.id)
  return settled(report.status === 'shipped' && report.shipment ? withShipment(next, report.shipment) : next)
}

function withShipment(order: Order, shipment: Shipment): Order {
  const known = order.shipments.some((one) => one.id === shipment.id)
  return known ? order : { ...order, shipments: [...order.shipments, shipment] }
}

/** The order with its shipments and its fulfilment as the timeline tells them. */
function settled(order: Order): Order {
  const has = (code: TimelineCode) => order.timeline.some((entry) => entry.code === code)
  const shipments = order.shipments.map((shipment) => {
    const arrival = order.timeline.find(
      (entry) => entry.code === 'delivered' && entry.shipment === shipment.id,
    )
    return arrival ? { ...shipment, deliveredAt: arrival.at } : shipment
  })
  return { ...order, shipments, fulfilment: fulfilmentOf(order, shipments, has) }
}

function fulfilmentOf(
  order: Order,
  shipments: readonly Shipment[],
  has: (code: TimelineCode) => boolean,
): Fulfilment {
  const sent = new Map<string, number>()
  for (const { sku, quantity } of shipments.flatMap((shipment) => shipment.lines)) {
    sent.set(sku, (sent.get(sku) ?? 0) + quantity)
  }
  const complete = order.lines.every((line) => (sent.get(line.sku) ?? 0) >= line.quantity)
  if (complete && shipments.every((shipment) => shipment.deliveredAt)) return 'delivered'
  if (complete) return 'shipped'
  if (shipments.length > 0) return 'partly-shipped'
  if (has('picking')) return 'picking'
  return has('acknowledged') ? 'acknowledged' : order.fulfilment
}
