import { z } from 'zod'
import { Id } from '@/server/platform/ids'
import { Sku } from '@/server/platform/schemas'

export const LocationId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a location id')

/** A place, or one of the shelves among which a hot SKU is spread there: `tilbury`, `tilbury~1`. */
export const ShelfId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}(~[1-9]\d?)?$/, 'a shelf id')
export const mostShelves = 40

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
  location: ShelfId,
  onHand: z.int().nonnegative(),
  held: z.int().nonnegative(),
  /** `onHand − held`, kept so that a hold can be conditional on it. Negative while fewer were counted than are promised. */
  available: z.int(),
  /** What was there when counting began: the first movement. */
  opening: z.int().nonnegative(),
  /** What was counted last, and the version of the record that told of it. */
  counted: z.object({ onHand: z.int().nonnegative(), version: z.int().nonnegative() }),
  /** On the place itself: among how many shelves its pieces are spread, so that many may be sold at the same moment. */
  shelves: z.int().min(1).max(mostShelves).optional(),
  /** Among how many they have ever been spread: what is promised stays on its shelf when the rest is gathered. */
  everShelves: z.int().min(1).max(mostShelves).optional(),
  version: z.int().nonnegative(),
})
export type StockLevel = z.infer<typeof StockLevel>

/** Goods that came, went missing or were found; sales are told by committed holds. */
export const Movement = z.object({
  id: z.string(),
  sku: Sku,
  location: ShelfId,
  /** Pieces; negative when they left. */
  change: z.int(),
  reason: z.enum(['received', 'counted', 'returned', 'moved']),
  at: z.iso.datetime(),
})
export type Movement = z.infer<typeof Movement>

export const HoldId = Id('hld')
const HeldLine = z.object({ sku: Sku, location: ShelfId, quantity: z.int().positive() })
export type HeldLine = z.infer<typeof HeldLine>

/** Goods promised to one checkout until `until`. */
export const Hold = z.object({
  id: HoldId,
  checkoutId: z.string(),
  state: z.enum(['active', 'committed', 'released']),
  reason: z.enum(['payment', 'sold', 'expired', 'declined', 'cancelled']),
  lines: z.array(HeldLine).min(1),
  until: z.iso.datetime(),
  at: z.iso.datetime(),
  version: z.int().nonnegative(),
})
export type Hold = z.infer<typeof Hold>

/** `low`: so few that a shopper should know how many. */
export const StockState = z.enum(['in', 'low', 'out'])
export type StockState = z.infer<typeof StockState>

export interface Availability {
  /** Pieces that can be sold now, never negative. */
  available: number
  state: StockState
}

export const lowStock = 5
export const stockState = (available: number): StockState =>
  available <= 0 ? 'out' : available <= lowStock ? 'low' : 'in'

/** How much was counted at a place; `version` is the record's own, where its source has one. */
export interface Count {
  sku: string
  location: string
  onHand: number
  version?: number
}
