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

export const GiftCardId = Id('gft')
/** Who gave the money of an entry, or gets it: the card at the provider, or a gift card by its id. */
const Tender = z.union([z.literal('card'), GiftCardId])

const LedgerEntry = z.object({
  /** `refund-failed`: what a refund had taken out came back from the card's bank. */
  kind: z.enum(['capture', 'refund', 'refund-failed']),
  tender: Tender.default('card'),
  /** The tender knows the movement by it, once. */
  key: z.string(),
  /** Minor units, always positive. */
  amount: z.int().positive(),
  at: z.iso.datetime(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

/** What a gift card gives towards a payment. */
export const GiftTender = z.object({
  giftCard: GiftCardId,
  last4: z.string().length(4),
  /** Minor units. */
  amount: z.int().positive(),
})
export type GiftTender = z.infer<typeof GiftTender>

/** A refund is written down with its shares before any money moves, so that whoever finishes it moves the same. */
const Refund = z.object({
  key: z.string().min(1).max(200),
  amount: z.int().positive(),
  reason: z.string().max(200),
  shares: z.array(z.object({ tender: Tender, amount: z.int().positive() })).min(1),
  at: z.iso.datetime(),
  settled: z.boolean(),
  /** It did not reach the card: its bank sent it back, and the money is still owed. */
  failed: z.object({ at: z.iso.datetime(), reason: z.string().max(100), retried: z.boolean() }).optional(),
})
export type Refund = z.infer<typeof Refund>

/** Which provider moves the card's part. */
export const ProviderName = z.enum(['sandbox', 'stripe'])
export type ProviderName = z.infer<typeof ProviderName>

/** The payment of one order. Money in = its captures − its refunds, as `entries` say, which are only ever added to. */
export const Payment = z.object({
  id: Id('pay'),
  version: z.int().nonnegative(),
  orderId: OrderId,
  /** Known to the provider, from the checkout's attempt. */
  key: z.string(),
  status: z.enum(['authorised', 'captured', 'voided', 'refunded', 'partly-refunded']),
  currency: Currency,
  /** Authorised by all tenders together, in minor units. */
  amount: z.int().nonnegative(),
  provider: ProviderName.default('sandbox'),
  card: CardSummary.optional(),
  /** What gift cards give of it, in the order in which they were told; the card gives the rest. */
  giftCards: z.array(GiftTender).max(5).default([]),
  entries: z.array(LedgerEntry).max(200),
  refunds: z.array(Refund).max(60).default([]),
  createdAt: z.iso.datetime(),
})
export type Payment = z.infer<typeof Payment>
