import type { Fulfilment, Order, Pieces, Shipment, TimelineCode } from './model'

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
    | 'out-for-delivery'
    | 'pieces-cancelled'
    | 'address-taken'
    | 'address-refused'
  shipment?: Shipment
  /** Of which pieces it speaks. */
  lines?: Pieces[]
}

const beforePacking: readonly Fulfilment[] = ['received', 'acknowledged']

/** Whether the owner may still ask to cancel: not after packing began, and not twice. */
export const canCancel = (order: Pick<Order, 'fulfilment' | 'cancellation'>): boolean =>
  beforePacking.includes(order.fulfilment) && order.cancellation === undefined

/** Whether the owner may still send it elsewhere: not after packing began, and one change at a time. */
export const canChangeAddress = (
  order: Pick<Order, 'fulfilment' | 'cancellation' | 'addressChange'>,
): boolean =>
  beforePacking.includes(order.fulfilment) &&
  order.cancellation === undefined &&
  order.addressChange?.state !== 'asked'

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
  if (report.status === 'address-taken' || report.status === 'address-refused') {
    return withAddressAnswer(order, report.status === 'address-taken', report)
  }
  const next = recorded(order, report.status, report.at, report.event, report.shipment?.id)
  switch (report.status) {
    case 'shipped':
      return settled(report.shipment ? withShipment(next, report.shipment) : next)
    case 'delivered':
      return settled(report.shipment ? withProof(withShipment(next, report.shipment), report.shipment) : next)
    case 'backordered':
      return settled({ ...next, backordered: report.lines ?? [] })
    case 'pieces-cancelled':
      return settled(withoutPieces(next, report))
    default:
      return settled(next)
  }
}

/** The order management has taken a new address over, or was too far with the old one. */
function withAddressAnswer(order: Order, taken: boolean, report: StatusReport): Order {
  const change = order.addressChange
  if (change?.state !== 'asked') return order
  const state = taken ? ('taken' as const) : ('refused' as const)
  const next = recorded(order, taken ? 'address-changed' : 'address-refused', report.at, report.event)
  return {
    ...next,
    addressChange: { ...change, state },
    shipping: taken ? order.shipping : change.previous,
  }
}

/** Pieces that cannot be had; of none more than was ordered. */
function withoutPieces(order: Order, { event, lines = [] }: StatusReport): Order {
  const possible = lines.flatMap(({ sku, quantity }) => {
    const left = Math.min(quantity, openPieces(order, sku))
    return left > 0 ? [{ sku, quantity: left, event }] : []
  })
  return { ...order, cancelled: [...(order.cancelled ?? []), ...possible] }
}

const sumOf = (pieces: readonly Pieces[] | undefined, sku: string): number =>
  (pieces ?? []).filter((one) => one.sku === sku).reduce((sum, one) => sum + one.quantity, 0)

/** Pieces of a SKU that were ordered, could be had, and have not been sent. */
export function openPieces(order: Order, sku: string): number {
  const ordered = sumOf(order.lines, sku)
  const sent = order.shipments.reduce((sum, shipment) => sum + sumOf(shipment.lines, sku), 0)
  return Math.max(0, ordered - sent - sumOf(order.cancelled, sku))
}

function withProof(order: Order, { id, proof }: Shipment): Order {
  if (!proof) return order
  const shipments = order.shipments.map((one) => (one.id === id ? { ...one, proof } : one))
  return { ...order, shipments }
}

function withShipment(order: Order, shipment: Shipment): Order {
  const known = order.shipments.some((one) => one.id === shipment.id)
  if (known) return order
  const shipments = [...order.shipments, shipment]
  return { ...order, shipments: shipments.sort((a, b) => a.id.localeCompare(b.id)) }
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
  const complete = order.lines.every((line) => openPieces(order, line.sku) === 0)
  if (complete && shipments.length === 0) return 'cancelled'
  if (complete && shipments.every((shipment) => shipment.deliveredAt)) return 'delivered'
  if (complete) return 'shipped'
  if (shipments.length > 0) return 'partly-shipped'
  if (has('picking')) return 'picking'
  return has('acknowledged') ? 'acknowledged' : order.fulfilment
}
