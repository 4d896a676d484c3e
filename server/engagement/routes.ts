import { createRoute, z } from '@hono/zod-openapi'
import { wishForRestock } from './restock'
import { api, json, problems } from '@/server/platform/http/api'
import { Locale, Sku } from '@/server/platform/schemas'

const Wish = z.object({ sku: Sku, email: z.string().trim().toLowerCase().pipe(z.email().max(254)) })

/** Wishes to be told of something. */
export const restock = api('/restock').openapi(
  createRoute({
    method: 'post',
    path: '/',
    summary: 'Be told by e-mail, once, when a sold-out variant can be had again',
    request: { query: z.object({ locale: Locale.default('en-GB') }), body: json(Wish) },
    responses: { 200: json(z.object({ sku: Sku })), ...problems(404, 409, 422, 429, 503) },
  }),
  async (c) => {
    const { sku, email } = c.req.valid('json')
    await wishForRestock(sku, c.req.valid('query').locale, email)
    return c.json({ sku }, 200)
  },
)
