import { everyOrderOf } from './held'
import type { Order } from './model'

/** A piece that has reached its buyer. */
export interface Received {
  readonly orderId: string
  readonly line: Order['lines'][number]
  readonly deliveredAt: string
}

/** Of so many orders, the newest: whoever has bought more is asked about the latest things. */
const mostOrders = 200

/** What a customer has received, the latest first; of several variants of a product the latest alone. @throws Unavailable */
export async function receivedBy(customerId: string): Promise<Received[]> {
  const found: Received[] = []
  let seen = 0
  for await (const order of everyOrderOf(customerId)) {
    found.push(...deliveredIn(order))
    if ((seen += 1) === mostOrders) break
  }
  const latest = new Map<string, Received>()
  for (const piece of found.toSorted((one, other) => other.deliveredAt.localeCompare(one.deliveredAt))) {
    if (!latest.has(piece.line.productId)) latest.set(piece.line.productId, piece)
  }
  return [...latest.values()]
}

function deliveredIn(order: Order): Received[] {
  return order.lines.flatMap((line) => {
    const shipment = order.shipments.find(
      ({ deliveredAt, lines }) => deliveredAt !== undefined && lines.some(({ sku }) => sku === line.sku),
    )
    const deliveredAt = shipment?.deliveredAt
    return deliveredAt === undefined ? [] : [{ orderId: order.id, line, deliveredAt }]
  })
}
