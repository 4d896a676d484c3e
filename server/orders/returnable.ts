import { now } from '@/server/platform/clock'
import type { Order, Pieces } from './model'

const returnDays = 30
const day = 86_400_000

/** Pieces that have arrived no longer than thirty days ago and are not on their way back. */
export function returnablePieces(order: Order): Pieces[] {
  const arrived = order.shipments.filter(
    ({ deliveredAt }) => deliveredAt !== undefined && Date.parse(deliveredAt) + returnDays * day > now(),
  )
  return order.lines.flatMap(({ sku }) => {
    const here = arrived
      .flatMap((shipment) => shipment.lines)
      .filter((line) => line.sku === sku)
      .reduce((sum, line) => sum + line.quantity, 0)
    const back = (order.returns ?? [])
      .filter((one) => one.state !== 'refused')
      .flatMap((one) => one.lines)
      .filter((line) => line.sku === sku)
      .reduce((sum, line) => sum + line.quantity, 0)
    return here > back ? [{ sku, quantity: here - back }] : []
  })
}

/** The last day on which something of an order may be sent back (ISO date). */
export function returnUntil(order: Order): string | undefined {
  const last = order.shipments
    .flatMap(({ deliveredAt }) => deliveredAt ?? [])
    .sort()
    .at(-1)
  return last && new Date(Date.parse(last) + returnDays * day).toISOString().slice(0, 10)
}
