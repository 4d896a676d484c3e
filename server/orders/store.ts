import { z } from 'zod'
import { Order } from './model'
import { entity } from '@/server/platform/tables/entity'

export const orderKey = (id: string) => ({ pk: `order#${id}`, sk: 'order' })
export const orders = entity({
  table: 'orders',
  schema: Order,
  key: (order) => orderKey(order.id),
})

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
