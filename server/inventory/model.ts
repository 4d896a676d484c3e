import { z } from 'zod'
import { Sku } from '@/server/platform/schemas'

export const LocationId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a location id')

/** Where goods lie: a warehouse that sends, or a store that also hands over. */
export const Location = z.object({
  id: LocationId,
  kind: z.enum(['warehouse', 'store']),
  name: z.string().max(120),
  country: z.string().length(2),
  version: z.int().nonnegative().default(0),
})
export type Location = z.infer<typeof Location>

/** How much of a SKU there is at one place; `held` is promised to checkouts and not yet gone. */
export const StockLevel = z.object({
  sku: Sku,
  location: LocationId,
  onHand: z.int().nonnegative(),
  held: z.int().nonnegative(),
  version: z.int().nonnegative(),
})
export type StockLevel = z.infer<typeof StockLevel>
