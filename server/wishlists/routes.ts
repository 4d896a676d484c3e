import { createRoute, z } from '@hono/zod-openapi'
import { api, customer, json, principal, problems, shopper } from '@/server/platform/http/api'
import { Locale, ProductId, Sku } from '@/server/platform/schemas'
import { SharedWishlistView, ShareToken, WishedView, WishesView, WishlistId, WishlistName } from './model'
import { sharedWishlist, shareWishlist, unshareWishlist } from './sharing'
import {
  addToWishlist,
  createWishlist,
  deleteWishlist,
  movePiece,
  moveToCart,
  removeFromWishlist,
  removeFromWishlists,
  renameWishlist,
  wishesOf,
} from './wishlists'

const query = z.object({ locale: Locale.default('en-GB') })
const list = z.object({ list: WishlistId })
const piece = list.extend({ sku: Sku })
const wished = { 200: json(WishedView) }
const named = json(z.object({ name: WishlistName }))

/** What shoppers would like to have: one list for a guest, several for a customer. A list is its owner's alone until it is shared. */
export const wishlists = api('/wishlists')
  .openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'My lists, with prices and stock of now',
      request: { query },
      responses: { 200: json(WishesView) },
    }),
    async (c) => c.json(await wishesOf(principal(c), c.req.valid('query').locale), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/pieces',
      summary: 'Put something on a list; on the first where none is named',
      request: { query, body: json(z.object({ sku: Sku, list: WishlistId.optional() })) },
      responses: { ...wished, ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { sku, list: named } = c.req.valid('json')
      return c.json(await addToWishlist(await shopper(c), c.req.valid('query').locale, sku, named), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/products/{product}',
      summary: 'Take a product, in all its variants, off all my lists',
      request: { params: z.object({ product: ProductId }) },
      responses: { ...wished, ...problems(422) },
    }),
    async (c) => c.json(await removeFromWishlists(await shopper(c), c.req.valid('param').product), 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/shared/{token}',
      summary: 'A list that somebody has shared; it says nothing of whose it is',
      request: { query, params: z.object({ token: ShareToken }) },
      responses: { 200: json(SharedWishlistView), ...problems(404, 422) },
    }),
    async (c) => c.json(await sharedWishlist(c.req.valid('param').token, c.req.valid('query').locale), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/',
      summary: 'Begin another list',
      request: { body: named },
      responses: { ...wished, ...problems(401, 409, 422) },
    }),
    async (c) => c.json(await createWishlist(customer(c), c.req.valid('json').name), 200),
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/{list}',
      summary: 'Give a list another name',
      request: { params: list, body: named },
      responses: { ...wished, ...problems(404, 422) },
    }),
    async (c) =>
      c.json(
        await renameWishlist(await shopper(c), c.req.valid('param').list, c.req.valid('json').name),
        200,
      ),
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/{list}',
      summary: 'Remove a list with all that is on it',
      request: { params: list },
      responses: { ...wished, ...problems(404, 422) },
    }),
    async (c) => c.json(await deleteWishlist(await shopper(c), c.req.valid('param').list), 200),
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/{list}/share',
      summary: 'Open a list to whoever has its link',
      request: { params: list },
      responses: { 200: json(z.object({ token: ShareToken })), ...problems(404, 422) },
    }),
    async (c) => c.json(await shareWishlist(await shopper(c), c.req.valid('param').list), 200),
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/{list}/share',
      summary: 'Close a list again: its link opens nothing any more',
      request: { params: list },
      responses: { 204: { description: 'Closed' }, ...problems(404, 422) },
    }),
    async (c) => {
      await unshareWishlist(await shopper(c), c.req.valid('param').list)
      return c.body(null, 204)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/{list}/pieces/{sku}',
      summary: 'Take something off a list',
      request: { params: piece },
      responses: { ...wished, ...problems(404, 422) },
    }),
    async (c) => {
      const { list: from, sku } = c.req.valid('param')
      return c.json(await removeFromWishlist(await shopper(c), from, sku), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{list}/pieces/{sku}/cart',
      summary: 'Put a piece into the cart and take it off the list',
      request: { query, params: piece },
      responses: { ...wished, ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { list: from, sku } = c.req.valid('param')
      return c.json(await moveToCart(await shopper(c), c.req.valid('query').locale, from, sku), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{list}/pieces/{sku}/list',
      summary: 'Move a piece to another of my lists',
      request: { params: piece, body: json(z.object({ list: WishlistId })) },
      responses: { ...wished, ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { list: from, sku } = c.req.valid('param')
      return c.json(await movePiece(await shopper(c), from, sku, c.req.valid('json').list), 200)
    },
  )
