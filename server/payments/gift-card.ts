import { z } from 'zod'
import { GiftCardId } from './model'
import { Currency, OrderId } from '@/server/platform/schemas'

/** A gift card. What may still be spent is `balance` − what is reserved; `balance` is the sum of its movements. */
export const GiftCard = z.object({
  id: GiftCardId,
  version: z.int().nonnegative(),
  last4: z.string().length(4),
  currency: Currency,
  /** Minor units. */
  balance: z.int().nonnegative(),
  /** What payments under way have set aside, each under its key. */
  reserved: z.array(z.object({ key: z.string(), amount: z.int().positive() })).max(50),
  blocked: z.boolean(),
  /** The last day on which it may be spent. */
  validUntil: z.iso.date().optional(),
  issuedAt: z.iso.datetime(),
})
export type GiftCard = z.infer<typeof GiftCard>

/** Finds a card by the hash of its code; the code itself is told once and never stored. */
export const GiftCode = z.object({ hash: z.string(), giftCard: GiftCardId, version: z.int().nonnegative() })

/** One movement of a card's money, written once under its key; its figures never change. */
export const GiftMovement = z.object({
  giftCard: GiftCardId,
  key: z.string(),
  kind: z.enum(['issue', 'spend', 'refund']),
  /** Minor units, always positive. */
  amount: z.int().positive(),
  orderId: OrderId.optional(),
  /** Who issued it, and why; the reason may name somebody, and goes when they are forgotten. */
  by: z.string().max(100).optional(),
  note: z.string().max(300).optional(),
  at: z.iso.datetime(),
  version: z.int().nonnegative(),
})
export type GiftMovement = z.infer<typeof GiftMovement>
