import { createRoute, z } from '@hono/zod-openapi'
import { marketOf } from '@/lib/markets'
import { Store, StoreStock } from './model'
import { allStores, storeStock } from './stores'
import { api, json, problems } from '@/server/platform/http/api'
import { Locale, Sku } from '@/server/platform/schemas'

/** The house's stores and what they have: the same for everybody, so the edge may keep it, stock for half a minute. */
export const stores = api('/stores')
  .openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'All stores: where they are and when they are open',
      responses: { 200: json(z.array(Store)) },
    }),
    (c) => {
      c.header('cache-control', 'public, max-age=300, s-maxage=3600')
      return c.json([...allStores()], 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/stock/{sku}',
      summary: 'What each store of a market has of a variant',
      request: { params: z.object({ sku: Sku }), query: z.object({ locale: Locale }) },
      responses: { 200: json(z.array(StoreStock)), ...problems(422, 503) },
    }),
    async (c) => {
      const { locale } = c.req.valid('query')
      const found = await storeStock(c.req.valid('param').sku, marketOf(locale).id)
      c.header('cache-control', 'public, max-age=15, s-maxage=30, stale-while-revalidate=30')
      return c.json(found, 200)
    },
  )
