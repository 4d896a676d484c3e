import { z } from 'zod'
import { type QueueName, queues } from '@/infra/resources'
import { FlagName } from '@/server/flags/model'
import { Review } from '@/server/fraud/model'
import { Fulfilment, PaymentStatus } from '@/server/orders/model'
import { ReturnReason } from '@/server/orders/return-model'
import { Flag as OpinionFlag } from '@/server/reviews/model'
import { Id } from '@/server/platform/ids'
import { Currency, MarketId, OrderId } from '@/server/platform/schemas'

const queueNames = Object.keys(queues).filter((name): name is QueueName => name in queues)
export const QueueNames = z.enum(queueNames)

const OrderInFlight = z.object({
  id: OrderId,
  number: z.string(),
  placedAt: z.iso.datetime(),
  market: MarketId,
  pieces: z.int(),
  /** Minor units. */
  total: z.int(),
  currency: Currency,
  fulfilment: Fulfilment,
  payment: PaymentStatus,
  /** The newest entry of its timeline, and when it was written. */
  last: z.string(),
  lastAt: z.iso.datetime(),
})
const ReturnRow = z.object({
  orderId: OrderId,
  number: z.string(),
  rma: z.string(),
  state: z.enum(['requested', 'approved', 'received']),
  market: MarketId,
  pieces: z.int(),
  reasons: z.array(ReturnReason),
  at: z.iso.datetime(),
})
export type ReturnRow = z.infer<typeof ReturnRow>

const QueueRow = z.object({
  name: QueueNames,
  fifo: z.boolean(),
  waiting: z.int(),
  working: z.int(),
  delayed: z.int(),
  dead: z.int(),
})

/** An event that the bus refused for good, until an operator has it published again. */
export const ParkedEvent = z.object({
  id: Id('evt'),
  name: z.string(),
  /** The room whose event it is. */
  source: z.string(),
  /** When the event happened. */
  at: z.iso.datetime(),
  state: z.enum(['parked', 'published']),
  event: z.unknown(),
  version: z.int().nonnegative(),
})
export type ParkedEvent = z.infer<typeof ParkedEvent>
const ParkedRow = ParkedEvent.pick({ id: true, name: true, source: true, at: true })

const HoldRow = z.object({
  id: z.string(),
  checkoutId: z.string(),
  until: z.iso.datetime(),
  lines: z.array(z.object({ sku: z.string(), location: z.string(), quantity: z.int() })),
})
export const ReviewRow = Review.pick({
  id: true,
  orderId: true,
  number: true,
  score: true,
  reasons: true,
  amount: true,
  currency: true,
  openedAt: true,
})
/** A refund that its card's bank has sent back: the money is still owed. */
const RefundRow = z.object({
  orderId: OrderId,
  number: z.string(),
  key: z.string(),
  /** Minor units. */
  amount: z.int(),
  currency: Currency,
  reason: z.string(),
  at: z.iso.datetime(),
})
/** What somebody has written about a product, until it is decided whether it is shown. */
const OpinionRow = z.object({
  id: z.string(),
  product: z.string(),
  stars: z.int(),
  title: z.string(),
  flags: z.array(OpinionFlag.shape.code),
  at: z.iso.datetime(),
})
const FlagRow = z.object({ name: FlagName, description: z.string(), on: z.boolean() })

export const AuditAction = z.enum([
  'flag-switched',
  'event-published-again',
  'queue-redriven',
  'hold-released',
  'review-decided',
  'opinion-published',
  'opinion-rejected',
  'order-refunded',
  'refund-retried',
  'return-approved',
  'return-received',
  'return-refused',
  'record-requested',
  'record-linked',
  'content-saved',
  'content-published',
  'content-withdrawn',
  'picture-brought',
  'picture-described',
])
export type AuditAction = z.infer<typeof AuditAction>

/** Who did what, and when; written before it is done, `done` when it was. */
export const AuditEntry = z.object({
  id: Id('aud'),
  at: z.iso.datetime(),
  /** The operator's e-mail address. */
  who: z.string(),
  action: AuditAction,
  /** What it was done to, e.g. the name of a flag. */
  subject: z.string().max(200),
  detail: z.string().max(500).optional(),
  outcome: z.enum(['begun', 'done', 'refused']),
  version: z.int().nonnegative(),
})
export type AuditEntry = z.infer<typeof AuditEntry>
export const AuditRow = AuditEntry.omit({ version: true })

/** A part of the board: its rows, or that they cannot be had at the moment. */
const part = <T extends z.ZodType>(row: T) =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('ready'), rows: z.array(row) }),
    z.object({ state: z.literal('unavailable') }),
  ])

export const Board = z.object({
  orders: part(OrderInFlight),
  returns: part(ReturnRow),
  queues: part(QueueRow),
  parked: part(ParkedRow),
  refunds: part(RefundRow),
  reviews: part(ReviewRow),
  opinions: part(OpinionRow),
  holds: part(HoldRow),
  flags: part(FlagRow),
  audit: part(AuditRow),
})
export type Board = z.infer<typeof Board>
export type BoardPart = keyof Board
