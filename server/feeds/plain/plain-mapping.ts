import { z } from 'zod'
import { marketIds } from '@/lib/markets'
import { Currency } from '@/server/platform/schemas'

const Column = z.string().min(1)

/** A mapping file for a source that names its categories itself: `docs/feeds.md` shows one in ten lines. */
export const PlainMapping = z.object({
  source: z.string().regex(/^[a-z][a-z0-9]{0,19}$/, 'lower-case letters and digits, 20 at most'),
  language: z.string().length(2),
  fields: z.object({
    id: Column,
    title: Column,
    price: Column,
    category: Column,
    description: Column.optional(),
    brand: Column.optional(),
    gtin: Column.optional(),
    stock: Column.optional(),
  }),
  /** `major` when the price column says 12.50, `minor` when it says 1250. */
  price: z.enum(['major', 'minor']).default('major'),
  markets: z.partialRecord(
    z.enum(marketIds),
    z.object({
      currency: Currency,
      rate: z.number().positive().default(1),
      tax: z.number().min(0).default(0),
    }),
  ),
  /** Facts: the code of each, its column, what it is called, and its unit where it is a number. */
  attributes: z
    .record(
      z.string().regex(/^[a-z][A-Za-z0-9_-]{0,63}$/),
      z.object({
        from: Column,
        label: z.string(),
        unit: z.string().optional(),
        kind: z.enum(['text', 'number', 'boolean']).default('text'),
      }),
    )
    .default({}),
  /** How many of each lie in the warehouse where the feed does not say. */
  onHand: z.int().nonnegative().default(0),
})
export type PlainMapping = z.infer<typeof PlainMapping>
