import { z } from 'zod'
import { LocationId, StockState } from '@/server/inventory/model'
import { MarketId, PostalAddress } from '@/server/platform/schemas'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30')

/** When a store is open on some days, in its own time. */
export const OpeningHours = z.object({
  days: z.array(z.enum(weekdays)).min(1),
  opens: TimeOfDay,
  closes: TimeOfDay,
})
export type OpeningHours = z.infer<typeof OpeningHours>

/** A store that people can walk into. */
export const Store = z.object({
  /** The place's id in the inventory. */
  slug: LocationId,
  market: MarketId,
  names: z.record(z.string(), z.string().max(120)),
  address: PostalAddress.pick({
    line1: true,
    line2: true,
    city: true,
    region: true,
    postcode: true,
    country: true,
  }),
  timeZone: z.string(),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  phone: z.string().max(30).optional(),
  hours: z.array(OpeningHours),
})
export type Store = z.infer<typeof Store>

/** The file in which the house's places stand; a warehouse is nobody's to walk into. */
export const PlacesFile = z.object({
  locations: z.array(
    z.discriminatedUnion('kind', [
      Store.extend({ kind: z.literal('store') }),
      z.object({ kind: z.literal('warehouse'), slug: LocationId }),
    ]),
  ),
})

/** What a store has of one variant. */
export const StoreStock = z.object({ store: LocationId, state: StockState })
export type StoreStock = z.infer<typeof StoreStock>
