import { Checkout } from './model'
import { isOver } from './machine'
import { epochSeconds } from '@/server/platform/clock'
import { entity } from '@/server/platform/tables/entity'

export const checkoutKey = (id: string) => ({ pk: `checkout#${id}`, sk: 'checkout' })

const day = 86_400
/** Finished checkouts explain an order for a while; abandoned ones are forgotten sooner. */
const keepDays = { over: 400, open: 60 }

export const checkouts = entity({
  table: 'checkouts',
  schema: Checkout,
  key: (checkout) => checkoutKey(checkout.id),
  attributes: (checkout) => ({
    ...(checkout.dueAt ? { openState: 'unfinished' } : {}),
    expiresAt: epochSeconds(day * (isOver(checkout.state) ? keepDays.over : keepDays.open)),
  }),
})
