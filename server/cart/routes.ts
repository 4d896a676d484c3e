import { createRoute, z } from '@hono/zod-openapi'
import { cartLikely } from './ahead'
import {
  addToCart,
  cartOf,
  changeQuantity,
  claimPromotion,
  dropPromotion,
  moveToCart,
  removeLine,
  saveForLater,
  undoRemoval,
  writeNotes,
} from './cart'
import { CartView, Quantity } from './model'
import { UploadId } from '@/server/assets/model'
import { api, expecting, json, principal, problems, shopper } from '@/server/platform/http/api'
import { Locale, Sku } from '@/server/platform/schemas'

const query = z.object({ locale: Locale.default('en-GB') })
const line = z.object({ sku: Sku })
const view = { 200: json(CartView) }

/** The caller's cart in the market of `?locale=`. Every answer is the whole cart, so that a page needs no second request. */
export const cart = api('/cart')
  .openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The cart; an empty one where nothing is kept for this browser',
      request: { query },
      responses: view,
    }),
    async (c) => c.json(await cartOf(principal(c), c.req.valid('query').locale), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/lines',
      summary: 'Add to the cart',
      request: { query, body: json(z.object({ sku: Sku, quantity: Quantity.default(1) })) },
      responses: { ...view, ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { sku, quantity } = c.req.valid('json')
      return c.json(await addToCart(await shopper(c), c.req.valid('query').locale, sku, quantity), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/lines/{sku}',
      summary: 'Change how many; `version` refuses the change when the cart is not the one that was shown',
      request: {
        query,
        params: line,
        body: json(
          z.object({ quantity: Quantity, version: z.coerce.number().int().nonnegative().optional() }),
        ),
      },
      responses: { ...view, ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { quantity, version } = c.req.valid('json')
      const { sku } = c.req.valid('param')
      const { locale } = c.req.valid('query')
      return c.json(await changeQuantity(await shopper(c), locale, sku, quantity, version), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/lines/{sku}',
      summary: 'Take a line out',
      request: { query, params: line },
      responses: { ...view, ...problems(422) },
    }),
    async (c) =>
      c.json(await removeLine(await shopper(c), c.req.valid('query').locale, c.req.valid('param').sku), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/undo',
      summary: 'Bring back the line that was taken out last',
      request: { query },
      responses: { ...view, ...problems(409) },
    }),
    async (c) => c.json(await undoRemoval(await shopper(c), c.req.valid('query').locale), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/lines/{sku}/save',
      summary: 'Set a line aside for later',
      request: { query, params: line },
      responses: { ...view, ...problems(404, 409, 422) },
    }),
    async (c) =>
      c.json(
        await saveForLater(await shopper(c), c.req.valid('query').locale, c.req.valid('param').sku),
        200,
      ),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/saved/{sku}/move',
      summary: 'Put back into the cart what was set aside',
      request: { query, params: line },
      responses: { ...view, ...problems(404, 409, 422) },
    }),
    async (c) =>
      c.json(await moveToCart(await shopper(c), c.req.valid('query').locale, c.req.valid('param').sku), 200),
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/promotion',
      summary: 'Claim a promotion by its code',
      request: { query, body: json(z.object({ code: z.string().trim().min(1).max(40) })) },
      responses: { ...view, ...problems(404, 422) },
    }),
    async (c) =>
      c.json(
        await claimPromotion(await shopper(c), c.req.valid('query').locale, c.req.valid('json').code),
        200,
      ),
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/promotion',
      summary: 'Give the promotion up',
      request: { query },
      responses: view,
    }),
    async (c) => c.json(await dropPromotion(await shopper(c), c.req.valid('query').locale), 200),
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/notes',
      summary: 'A note for the packer, a gift message and a picture for its card; empty texts take them away',
      request: {
        query,
        body: json(
          z.object({
            note: z.string().trim().max(500).optional(),
            giftMessage: z.string().trim().max(300).optional(),
            giftPicture: UploadId.or(z.literal('')).optional(),
          }),
        ),
      },
      responses: { ...view, ...problems(404, 409, 422) },
    }),
    async (c) =>
      c.json(await writeNotes(await shopper(c), c.req.valid('query').locale, c.req.valid('json')), 200),
  )
expecting(cart, cartLikely)
