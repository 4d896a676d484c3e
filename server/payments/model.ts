import { z } from 'zod'
import { Id } from '@/server/platform/ids'
import { Currency, OrderId } from '@/server/platform/schemas'

/** Stands for a card that only the provider knows. Card numbers do not fit: nothing that looks like one is accepted. */
export const PaymentToken = z
  .string()
  .regex(/^[a-z]+_[A-Za-z0-9_]{3,80}$/, 'a payment token')
  .refine((token) => !/\d{12,}/.test(token), 'a token, not a card number')

export const CardSummary = z.object({ brand: z.string().max(20), last4: z.string().regex(/^\d{4}$/) })
export type CardSummary = z.infer<typeof CardSummary>

const LedgerEntry = z.object({
  kind: z.enum(['capture', 'refund']),
  /** The provider knows the movement by it, once. */
  key: z.string(),
  /** Minor units, always positive. */
  amount: z.int().positive(),
  at: z.iso.datetime(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

/** The payment of one order. Money in = its captures − its refunds, as `entries` say, which are only ever added to. */
export const Payment = z.object({
  id: Id('pay'),
  version: z.int().nonnegative(),
  orderId: OrderId,
  /** Known to the provider, from the checkout's attempt. */
  key: z.string(),
  status: z.enum(['authorised', 'captured', 'voided', 'refunded', 'partly-refunded']),
  currency: Currency,
  /** Authorised, in minor units. */
  amount: z.int().nonnegative(),
  card: CardSummary.optional(),
  entries: z.array(LedgerEntry).max(60),
  createdAt: z.iso.datetime(),
})
export type Payment = z.infer<typeof Payment>
