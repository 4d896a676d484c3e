import { createRoute, z } from '@hono/zod-openapi'
import { OrderToken } from '@/server/orders/model'
import { api, json, principal, problems } from '@/server/platform/http/api'
import { OrderId } from '@/server/platform/schemas'
import { watchTracking } from './live'
import { Tracking, trackingOf } from './tracking'

const params = z.object({ order: OrderId })
const query = z.object({ token: OrderToken.optional() })

/** Where parcels are: for the owner of their order, and for whoever holds its token. */
export const deliveries = api('/deliveries')
  .openapi(
    createRoute({
      method: 'get',
      path: '/{order}',
      summary: 'Where the parcels of an order are',
      request: { params, query },
      responses: { 200: json(Tracking), ...problems(404, 422) },
    }),
    async (c) => {
      const { order } = c.req.valid('param')
      return c.json(await trackingOf(principal(c), order, c.req.valid('query').token), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/{order}/live',
      summary: 'The same as server-sent events, whenever something changes',
      request: { params, query },
      responses: {
        200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } },
        ...problems(404, 422, 429),
      },
    }),
    async (c) => {
      const { order } = c.req.valid('param')
      return watchTracking(principal(c), order, c.req.raw.signal, c.req.valid('query').token)
    },
  )
