import { z } from 'zod'
import { Order } from './model'
import { entity } from '@/server/platform/tables/entity'

export const orderKey = (id: string) => ({ pk: `order#${id}`, sk: 'order' })
export const orders = entity({
  table: 'orders',
  schema: Order,
  key: (order) => orderKey(order.id),
  attributes: (order) =>
    isOver(order) ? (hasOpenReturn(order) ? { flight: returning } : {}) : { flight: flightShard(order.id) },
})

const isOver = ({ fulfilment }: Order): boolean => fulfilment === 'delivered' || fulfilment === 'cancelled'

/** Where orders stand that are over but for pieces on their way back. */
export const returning = 'returning'

/** Whether pieces are on their way back, or have come and are not settled. */
export const hasOpenReturn = ({ returns = [] }: Order): boolean =>
  returns.some(({ state }) => state === 'requested' || state === 'received')

/** Orders in flight share one index; by their ids they are spread over several partitions of it. */
export const flightShards = ['flight#0', 'flight#1', 'flight#2', 'flight#3'] as const
const flightShard = (id: string): string => flightShards[id.charCodeAt(id.length - 1) % 4] ?? flightShards[0]

/** How often somebody has tried to open orders by a number or an e-mail address in one stretch of time. */
const Tries = z.object({
  subject: z.string(),
  window: z.int(),
  count: z.int(),
  version: z.int().nonnegative(),
})
export const triesKey = (subject: string, window: number) => ({ pk: `tries#${subject}`, sk: String(window) })
export const tries = entity({
  table: 'orders',
  schema: Tries,
  key: ({ subject, window }) => triesKey(subject, window),
  attributes: ({ window }) => ({ expiresAt: window + 7200 }),
})
