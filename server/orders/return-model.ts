import { z } from 'zod'
import { OrderId, Sku } from '@/server/platform/schemas'

export const returnReasons = [
  'changed-mind',
  'damaged',
  'wrong-item',
  'not-as-described',
  'too-late',
  'other',
] as const
export const ReturnReason = z.enum(returnReasons)

export const ReturnLine = z.object({
  sku: Sku,
  quantity: z.int().positive(),
  reason: ReturnReason,
  /** The variant of the same product that shall come in its place. */
  exchange: Sku.optional(),
})
export type ReturnLine = z.infer<typeof ReturnLine>

/** The number of a return, unique to its order. */
export const Rma = z.string().regex(/^R\d{1,2}$/)

/** Pieces that somebody sends back; `rma` is unique to the order, `R1`, `R2` and so on. */
export const Return = z.object({
  rma: Rma,
  state: z.enum(['requested', 'received', 'settled', 'refused']),
  lines: z.array(ReturnLine).min(1),
  comment: z.string().max(500).optional(),
  requestedAt: z.iso.datetime(),
  /** Somebody of the house has looked at it and lets it come. */
  approvedAt: z.iso.datetime().optional(),
  receivedAt: z.iso.datetime().optional(),
  /** What is not paid back of its worth, because of how it came back; minor units. */
  keptBack: z.int().positive().optional(),
  /** The order that went out in exchange: its number, and its id. */
  exchangedBy: z.string().optional(),
  exchangeOrder: OrderId.optional(),
  /** What was wished for could not be had any more when it should have gone out: its money goes back instead. */
  soldOut: z.literal(true).optional(),
})
export type Return = z.infer<typeof Return>

/** One line of a form or request; forms send every line of the order, and what is not returned with a quantity of 0. */
const AskedLine = z.object({
  sku: Sku,
  quantity: z.coerce.number().int().min(0).max(99),
  reason: ReturnReason.default('other'),
  exchange: z.preprocess((value) => (value === '' ? undefined : value), Sku.optional()),
})
/** What the owner asks for. Forms send the lines as an object by their place. */
export const ReturnRequest = z.object({
  lines: z
    .union([z.array(AskedLine), z.record(z.string().regex(/^\d{1,3}$/), AskedLine)])
    .transform((lines) => Object.values(lines).filter((line) => line.quantity > 0)),
  comment: z.string().trim().max(500).optional(),
})
export type ReturnRequest = z.infer<typeof ReturnRequest>

/** What is given back of an order's money, and for which pieces. */
export const OrderRefund = z.object({
  key: z.string(),
  /** Minor units, delivery included. */
  amount: z.int().positive(),
  delivery: z.int().nonnegative(),
  lines: z.array(z.object({ sku: Sku, quantity: z.int().positive(), amount: z.int().nonnegative() })),
  /** What of these pieces' worth is not given back, now or later; minor units. */
  keptBack: z.int().positive().optional(),
  reason: z.enum(['returned', 'not-available', 'goodwill', 'cancelled']),
  at: z.iso.datetime(),
  /** Whether the money has moved. */
  settled: z.boolean(),
})
export type OrderRefund = z.infer<typeof OrderRefund>

/** A document that was written for the owner, beside the invoice. */
export const OrderDocument = z.object({
  /** In its address: `credit-note-1`. */
  name: z.string().regex(/^[a-z]+(-[a-z]+)*-[A-Za-z0-9]+$/),
  kind: z.enum(['credit-note', 'return-label', 'packing-slip']),
  number: z.string(),
  key: z.string(),
  issuedAt: z.iso.datetime(),
})
export type OrderDocument = z.infer<typeof OrderDocument>
