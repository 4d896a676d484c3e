import { z } from 'zod'
import { Currency, MarketId, Sku } from '@/server/platform/schemas'

/** What a SKU costs in a market, as the market shows it (with tax in GB, DE and AE, without in US). Minor units. */
export const Price = z.object({
  sku: Sku,
  market: MarketId,
  currency: Currency,
  amount: z.int().nonnegative().max(1_000_000_000),
  /** What it cost before, where it is on offer. */
  was: z.int().positive().optional(),
  taxClass: z.enum(['standard', 'reduced', 'zero']).default('standard'),
  version: z.int().nonnegative().default(0),
})
export type Price = z.infer<typeof Price>

/** A SKU's prices in all the markets where it is sold, as they are kept. */
export const PriceList = z.object({
  sku: Sku,
  version: z.int().nonnegative(),
  taxClass: z.enum(['standard', 'reduced', 'zero']).default('standard'),
  prices: z.partialRecord(MarketId, Price.pick({ currency: true, amount: true, was: true })),
})
export type PriceList = z.infer<typeof PriceList>

export const PromotionCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9-]{3,24}$/, 'a promotion code')

/** A promotion that a shopper claims by its code. */
export const Promotion = z.object({
  code: PromotionCode,
  version: z.int().nonnegative().default(0),
  labels: z.record(z.string(), z.string().max(120)),
  /** A share of the goods in basis points (1000 = 10 %), an amount by market in minor units, or free delivery. */
  effect: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('share'), basisPoints: z.int().min(1).max(10_000) }),
    z.object({ kind: z.literal('amount'), amounts: z.partialRecord(MarketId, z.int().positive()) }),
    z.object({ kind: z.literal('free-delivery') }),
  ]),
  /** The goods must come to this much, by market, in minor units. */
  minimum: z.partialRecord(MarketId, z.int().nonnegative()).default({}),
  startsAt: z.iso.datetime().optional(),
  endsAt: z.iso.datetime().optional(),
})
export type Promotion = z.infer<typeof Promotion>
