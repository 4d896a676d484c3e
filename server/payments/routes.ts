import { createRoute, z } from '@hono/zod-openapi'
import { formatMoney } from '@/lib/money'
import { answerChallenge, IntentKey, sandboxChallenge } from './sandbox'
import { challengePage } from './sandbox-page'
import { receiveStripeEvent } from './webhooks'
import { api, json, problems } from '@/server/platform/http/api'

const params = z.object({ key: IntentKey })

/** The bank of the sandbox provider: the page on which a shopper proves who they are. A real provider's stands elsewhere. */
export const payments = api('/payments')
  .openapi(
    createRoute({
      method: 'get',
      path: '/sandbox/challenges/{key}',
      summary: "The sandbox bank's page",
      request: { params },
      responses: {
        200: { description: 'A page', content: { 'text/html': { schema: z.string() } } },
        ...problems(404),
      },
    }),
    async (c) => {
      const { key } = c.req.valid('param')
      const challenge = await sandboxChallenge(key)
      c.header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
      )
      return c.html(challengePage({ key, ...challenge, amount: formatMoney(challenge.amount, 'en-GB') }), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/sandbox/challenges/{key}',
      summary: 'Answer the challenge at the sandbox bank',
      request: { params, body: json(z.object({ outcome: z.enum(['approve', 'decline']) })) },
      responses: { 200: json(z.object({ returnPath: z.string() })), ...problems(404, 422) },
    }),
    async (c) => c.json(await answerChallenge(c.req.valid('param').key, c.req.valid('json').outcome), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/stripe/webhooks',
      summary: 'What Stripe tells; signed, and worth nothing without its signature',
      request: { headers: z.object({ 'stripe-signature': z.string().max(2000).optional() }) },
      responses: { 200: json(z.object({ received: z.literal(true) })), ...problems(403, 404, 503) },
    }),
    async (c) => {
      await receiveStripeEvent(await c.req.text(), c.req.valid('header')['stripe-signature'])
      return c.json({ received: true } as const, 200)
    },
  )
