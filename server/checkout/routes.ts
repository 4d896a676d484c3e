import { createRoute, z } from '@hono/zod-openapi'
import { checkoutLikely } from './ahead'
import { changeDetails, checkoutOf, startCheckout } from './checkout'
import { dropGiftCard, useGiftCard } from './gift-cards'
import { IdempotencyKey } from './keys'
import { estimateDelivery } from './estimate'
import { CheckoutDetails, CheckoutView, DeliveryEstimate, PaymentRequest, Place } from './model'
import { GiftCardId } from '@/server/payments/model'
import { cancelPayment, pay, resumeCheckout } from './pay'
import type { Context } from 'hono'
import { newDeviceCookie, originOf } from '@/server/fraud/device'
import { NotFound } from '@/server/platform/errors'
import {
  type ApiEnvironment,
  api,
  expecting,
  json,
  principal,
  problems,
  shopper,
} from '@/server/platform/http/api'
import type { Customer, Guest } from '@/server/platform/principal'
import { CheckoutId, Locale } from '@/server/platform/schemas'

const query = z.object({ locale: Locale.default('en-GB') })
const params = z.object({ checkout: CheckoutId })
const headers = z.object({ 'idempotency-key': IdempotencyKey.optional() })
const view = { 200: json(CheckoutView) }

/** Who asks about a checkout that exists: somebody of whom nothing is kept has none. @throws NotFound `checkout` */
function owner(c: Context<ApiEnvironment>): Guest | Customer {
  const who = principal(c)
  if (who.kind === 'anonymous') throw new NotFound('checkout')
  return who
}

/** From the cart to the order. A second click, a second tab and a repetition find the same checkout and come to the same order. */
export const checkout = api('/checkout')
  .openapi(
    createRoute({
      method: 'post',
      path: '/',
      summary: 'Begin to check out, or go on; contact, addresses and delivery may come along',
      request: { query, headers, body: json(CheckoutDetails) },
      responses: { ...view, ...problems(409, 422) },
    }),
    async (c) => {
      const device = newDeviceCookie(c.req)
      if (device) c.header('set-cookie', device, { append: true })
      return c.json(
        await startCheckout(
          await shopper(c),
          c.req.valid('query').locale,
          c.req.valid('json'),
          c.req.valid('header')['idempotency-key'],
        ),
        200,
      )
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/estimate',
      summary: 'What the cart would cost sent to a place, by each way of delivery; nothing is kept',
      request: { query: query.extend(Place.shape) },
      responses: { 200: json(DeliveryEstimate), ...problems(422) },
    }),
    async (c) => {
      const { locale, ...place } = c.req.valid('query')
      return c.json(await estimateDelivery(principal(c), locale, place), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/{checkout}',
      summary: 'How far the checkout is',
      request: { params },
      responses: { ...view, ...problems(404, 422) },
    }),
    async (c) => c.json(await checkoutOf(principal(c), c.req.valid('param').checkout), 200),
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/{checkout}',
      summary: 'Tell or change contact, addresses and delivery',
      request: { params, body: json(CheckoutDetails) },
      responses: { ...view, ...problems(404, 409, 422) },
    }),
    async (c) =>
      c.json(await changeDetails(owner(c), c.req.valid('param').checkout, c.req.valid('json')), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{checkout}/gift-cards',
      summary: 'Let a gift card pay, as far as it goes',
      request: { params, body: json(z.object({ code: z.string().trim().min(1).max(60) })) },
      responses: { ...view, ...problems(404, 409, 422, 429) },
    }),
    async (c) =>
      c.json(await useGiftCard(owner(c), c.req.valid('param').checkout, c.req.valid('json').code), 200),
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/{checkout}/gift-cards/{card}',
      summary: 'Leave a gift card out again',
      request: { params: params.extend({ card: GiftCardId }) },
      responses: { ...view, ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { checkout: id, card } = c.req.valid('param')
      return c.json(await dropGiftCard(owner(c), id, card), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{checkout}/pay',
      summary: 'Pay the total that was shown; a repetition charges nothing twice',
      request: { params, query, headers, body: json(PaymentRequest) },
      responses: { ...view, ...problems(404, 409, 422, 429, 503) },
    }),
    async (c) => {
      const { locale } = c.req.valid('query')
      const key = c.req.valid('header')['idempotency-key']
      const { checkout: id } = c.req.valid('param')
      return c.json(await pay(owner(c), id, locale, c.req.valid('json'), key, originOf(c.req)), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{checkout}/resume',
      summary: "Go on after the bank's page, or see whether a slow payment has come through",
      request: { params },
      responses: { ...view, ...problems(404, 409, 422, 503) },
    }),
    async (c) => c.json(await resumeCheckout(owner(c), c.req.valid('param').checkout), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{checkout}/cancel-payment',
      summary: 'Give up a payment that the bank still wants something for',
      request: { params },
      responses: { ...view, ...problems(404, 409, 422, 503) },
    }),
    async (c) => c.json(await cancelPayment(owner(c), c.req.valid('param').checkout), 200),
  )
expecting(checkout, checkoutLikely)
