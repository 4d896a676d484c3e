import type { Order } from './model'
import { flightShards, orders } from './store'

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
