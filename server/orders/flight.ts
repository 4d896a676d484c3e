import type { Order } from './model'
import { flightShards, hasOpenReturn, orders, returning } from './store'

/** Orders that are neither delivered nor cancelled, the latest first. @throws Unavailable */
export async function ordersInFlight(limit: number): Promise<Order[]> {
  const pages = await Promise.all(
    flightShards.map((equals) =>
      orders.query({ index: 'byFlight', attribute: 'flight', equals }, { limit, descending: true }),
    ),
  )
  return pages
    .flatMap(({ items }) => items)
    .sort((a, b) => b.placedAt.localeCompare(a.placedAt))
    .slice(0, limit)
}

/** Orders with pieces on their way back, the latest first; of those `inFlight` that have some, and those that are over otherwise.
 *  @throws Unavailable */
export async function ordersComingBack(inFlight: readonly Order[], limit: number): Promise<Order[]> {
  const by = { index: 'byFlight', attribute: 'flight', equals: returning }
  const { items } = await orders.query(by, { limit, descending: true })
  return [...inFlight.filter(hasOpenReturn), ...items]
    .sort((a, b) => b.placedAt.localeCompare(a.placedAt))
    .slice(0, limit)
}
