import { createRoute, z } from '@hono/zod-openapi'
import { AddressInput, ContactEmail } from '@/server/checkout/model'
import { changeAddress } from './address-change'
import { orderAgain } from './again'
import { invoiceLink } from './invoices'
import { lookUpOrder } from './lookup'
import { InvoiceLink, OrderPage, OrderToken, OrderView } from './model'
import { orderOf, ordersOf, requestCancellation } from './orders'
import { documentLink, proofLink } from './paper-links'
import { ReturnRequest } from './return-model'
import { requestReturn } from './returns'
import { orderView } from './view'
import { api, json, principal, problems, shopper } from '@/server/platform/http/api'
import { Locale, OrderId } from '@/server/platform/schemas'

const order = z.object({ order: OrderId })
/** `token` opens the order without an account. */
const access = z.object({ locale: Locale.default('en-GB'), token: OrderToken.optional() })
const download = access.extend({ download: z.stringbool().default(false) })
const paging = z.object({
  locale: Locale.default('en-GB'),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})

/** What was bought: for its owner, and for whoever holds an order's token. To everybody else it does not exist. */
export const orders = api('/orders')
  .openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'My orders, the latest first',
      request: { query: paging },
      responses: { 200: json(OrderPage), ...problems(401, 422) },
    }),
    async (c) => {
      const { locale, ...page } = c.req.valid('query')
      const who = principal(c)
      if (who.kind === 'anonymous') return c.json({ orders: [] }, 200)
      return c.json(await ordersOf(who, locale, page), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/lookup',
      summary: "Find a guest's order by its number and e-mail address",
      request: { body: json(z.object({ number: z.string().trim().min(8).max(30), email: ContactEmail })) },
      responses: {
        200: json(z.object({ id: OrderId, number: z.string(), token: OrderToken })),
        ...problems(404, 422, 429),
      },
    }),
    async (c) => {
      const { number, email } = c.req.valid('json')
      return c.json(await lookUpOrder(number, email), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/{order}',
      summary: 'An order',
      request: { params: order, query: access },
      responses: { 200: json(OrderView), ...problems(404, 422) },
    }),
    async (c) => {
      const { locale, token } = c.req.valid('query')
      return c.json(await orderOf(principal(c), c.req.valid('param').order, locale, token), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/{order}/invoice',
      summary: 'A link to the invoice; with `download`, a redirect to it',
      request: { params: order, query: download },
      responses: {
        200: json(InvoiceLink),
        303: { description: 'To the document' },
        ...problems(404, 409, 422),
      },
    }),
    async (c) => {
      const { token, download } = c.req.valid('query')
      const link = await invoiceLink(principal(c), c.req.valid('param').order, token)
      return download ? c.redirect(link.url, 303) : c.json(link, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{order}/cancel',
      summary: 'Ask to cancel an order that is not being packed yet',
      request: { params: order, query: access },
      responses: { 200: json(OrderView), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { locale, token } = c.req.valid('query')
      return c.json(await requestCancellation(principal(c), c.req.valid('param').order, locale, token), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{order}/address',
      summary: 'Send an order that is not being packed yet elsewhere',
      request: { params: order, query: access, body: json(AddressInput) },
      responses: { 200: json(OrderView), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { locale, token } = c.req.valid('query')
      const { order: id } = c.req.valid('param')
      return c.json(orderView(await changeAddress(principal(c), id, c.req.valid('json'), token), locale), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{order}/returns',
      summary: 'Ask to send pieces back, for their money or in exchange for others',
      request: { params: order, query: access, body: json(ReturnRequest) },
      responses: { 200: json(OrderView), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { locale, token } = c.req.valid('query')
      const { order: id } = c.req.valid('param')
      return c.json(orderView(await requestReturn(principal(c), id, c.req.valid('json'), token), locale), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{order}/again',
      summary: 'Put what was ordered into the cart once more',
      request: { params: order, query: access },
      responses: {
        200: json(z.object({ added: z.int(), missing: z.array(z.string()) })),
        ...problems(401, 404, 422),
      },
    }),
    async (c) => {
      const { locale, token } = c.req.valid('query')
      const { order: id } = c.req.valid('param')
      return c.json(await orderAgain(await shopper(c), id, locale, token), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/{order}/documents/{document}',
      summary: 'A link to a credit note, packing slip or return label; with `download`, a redirect to it',
      request: {
        params: order.extend({ document: z.string().regex(/^[a-z]+(-[a-z]+)*-[A-Za-z0-9]+$/) }),
        query: download,
      },
      responses: {
        200: json(InvoiceLink),
        303: { description: 'To the document' },
        ...problems(404, 409, 422),
      },
    }),
    async (c) => {
      const { token, download: go } = c.req.valid('query')
      const { order: id, document } = c.req.valid('param')
      const link = await documentLink(principal(c), id, document, token)
      return go ? c.redirect(link.url, 303) : c.json(link, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/{order}/shipments/{shipment}/proof',
      summary: 'A link to the photograph of where a parcel was left; with `download`, a redirect to it',
      request: { params: order.extend({ shipment: z.string().max(60) }), query: download },
      responses: {
        200: json(InvoiceLink),
        303: { description: 'To the photograph' },
        ...problems(404, 422),
      },
    }),
    async (c) => {
      const { token, download: go } = c.req.valid('query')
      const { order: id, shipment } = c.req.valid('param')
      const link = await proofLink(principal(c), id, shipment, token)
      return go ? c.redirect(link.url, 303) : c.json(link, 200)
    },
  )
