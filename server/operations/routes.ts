import { createRoute, z } from '@hono/zod-openapi'
import { switchFlag } from '@/server/flags/flags'
import { FlagName } from '@/server/flags/model'
import { releaseHold } from '@/server/inventory/holds'
import { decideReview } from '@/server/fraud/reviews'
import { HoldId } from '@/server/inventory/model'
import { refundAmount } from '@/server/orders/refunds'
import { retryRefund } from '@/server/payments/failed-refunds'
import { api, json, principal, problems } from '@/server/platform/http/api'
import { Id } from '@/server/platform/ids'
import { OrderId } from '@/server/platform/schemas'
import { redrive } from '@/server/platform/queue-depths'
import { decideReturn } from '@/server/orders/return-desk'
import { Rma } from '@/server/orders/return-model'
import { audited } from './audit'
import { board } from './board'
import { watchBoard } from './live'
import { Board, QueueNames } from './model'
import { publishParked } from './parked'
import { requireStaff } from './staff'
import { watchOrder } from './order-live'
import { WrittenMoney } from './written-money'

/** An amount in minor units, or as a person writes it. */
const Goodwill = z
  .object({
    amount: z.coerce.number().int().positive().optional(),
    money: WrittenMoney.optional(),
    key: z.string().regex(/^[A-Za-z0-9-]{8,60}$/),
  })
  .refine(({ amount, money }) => (amount === undefined) !== (money === undefined), {
    path: ['money'],
    error: 'either `amount` or `money`',
  })
const Decision = z.object({
  answer: z.enum(['approve', 'receive', 'refuse']),
  /** What is paid back for what has come; all of its worth where it is left out. */
  money: WrittenMoney.optional(),
})
const decided = {
  approve: 'return-approved',
  receive: 'return-received',
  refuse: 'return-refused',
} as const

const Done = z.object({ done: z.literal(true) })
const done = { done: true as const }

/** The console of those who run the shop. To everybody but the staff it does not exist. */
export const operations = api('/operations')
  .openapi(
    createRoute({
      method: 'get',
      path: '/board',
      summary: 'What is going on in the shop',
      responses: { 200: json(Board), ...problems(404) },
    }),
    async (c) => {
      requireStaff(principal(c))
      return c.json(await board(), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/live',
      summary: 'The board, and each of its parts when it changes, as server-sent events',
      responses: {
        200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } },
        ...problems(404, 429),
      },
    }),
    async (c) => {
      requireStaff(principal(c))
      return watchBoard(c.req.raw.signal)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/flags/{flag}',
      summary: 'Throw a switch',
      request: {
        params: z.object({ flag: FlagName }),
        body: json(z.object({ on: z.union([z.boolean(), z.stringbool()]) })),
      },
      responses: { 200: json(Done), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { flag } = c.req.valid('param')
      const { on } = c.req.valid('json')
      const entry = { action: 'flag-switched', subject: flag, detail: on ? 'on' : 'off' } as const
      await audited(principal(c), entry, () => switchFlag(flag, on))
      return c.json(done, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/parked/{event}/publish',
      summary: 'Publish a parked event again',
      request: { params: z.object({ event: Id('evt') }) },
      responses: { 200: json(Done), ...problems(404, 503) },
    }),
    async (c) => {
      const { event } = c.req.valid('param')
      await audited(principal(c), { action: 'event-published-again', subject: event }, () =>
        publishParked(event),
      )
      return c.json(done, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/queues/{queue}/redrive',
      summary: 'Bring back the messages of a dead-letter queue',
      request: { params: z.object({ queue: QueueNames }) },
      responses: { 200: json(Done), ...problems(404, 422, 503) },
    }),
    async (c) => {
      const { queue } = c.req.valid('param')
      await audited(principal(c), { action: 'queue-redriven', subject: queue }, () => redrive(queue))
      return c.json(done, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/reviews/{review}',
      summary: 'Decide about an order that waits: it goes on, or it is cancelled and its money let go',
      request: {
        params: z.object({ review: Id('rev') }),
        body: json(
          z.object({ decision: z.enum(['approve', 'reject']), note: z.string().trim().max(500).optional() }),
        ),
      },
      responses: { 200: json(Done), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { review } = c.req.valid('param')
      const { decision, note } = c.req.valid('json')
      const who = principal(c)
      const entry = { action: 'review-decided', subject: review, detail: decision } as const
      await audited(who, entry, () => decideReview(review, decision, requireStaff(who).email, note))
      return c.json(done, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/holds/{hold}/release',
      summary: 'Give back what is promised to a checkout',
      request: { params: z.object({ hold: HoldId }) },
      responses: { 200: json(Done), ...problems(404, 409) },
    }),
    async (c) => {
      const { hold } = c.req.valid('param')
      await audited(principal(c), { action: 'hold-released', subject: hold }, () =>
        releaseHold(hold, 'cancelled'),
      )
      return c.json(done, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/orders/{order}/refunds',
      summary: 'Give back an amount that no piece stands for; `key` makes a repetition harmless',
      request: { params: z.object({ order: OrderId }), body: json(Goodwill) },
      responses: { 200: json(Done), ...problems(404, 409, 422, 503) },
    }),
    async (c) => {
      const { order } = c.req.valid('param')
      const { amount, money, key } = c.req.valid('json')
      const given = amount ?? money ?? 0
      const entry = { action: 'order-refunded', subject: order, detail: `${given} (${key})` } as const
      await audited(principal(c), entry, () => refundAmount(order, given, `goodwill-${key}`))
      return c.json(done, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/orders/{order}/refunds/{refund}/retry',
      summary: 'Make a refund once more that its card’s bank has sent back',
      request: { params: z.object({ order: OrderId, refund: z.string().min(1).max(200) }) },
      responses: { 200: json(Done), ...problems(404, 409, 422, 503) },
    }),
    async (c) => {
      const { order, refund } = c.req.valid('param')
      const entry = { action: 'refund-retried', subject: order, detail: refund } as const
      await audited(principal(c), entry, () => retryRefund(order, refund))
      return c.json(done, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/orders/{order}/returns/{rma}',
      summary: 'Decide about a return: let it come, note that it has come and pay back, or do not take it',
      request: { params: z.object({ order: OrderId, rma: Rma }), body: json(Decision) },
      responses: { 200: json(Done), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { order, rma } = c.req.valid('param')
      const { answer, money } = c.req.valid('json')
      const detail = money === undefined ? rma : `${rma} (${money})`
      const entry = { action: decided[answer], subject: order, detail } as const
      await audited(principal(c), entry, () => decideReturn(order, rma, { answer, payBack: money }))
      return c.json(done, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/orders/{order}/live',
      summary: 'That something about an order has changed, as server-sent events',
      request: { params: z.object({ order: OrderId }) },
      responses: {
        200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } },
        ...problems(404, 422, 429),
      },
    }),
    async (c) => {
      requireStaff(principal(c))
      return watchOrder(c.req.valid('param').order, c.req.raw.signal)
    },
  )
