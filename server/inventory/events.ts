import { z } from 'zod'
import { LocationId, StockLevel, StockState, stockState } from './model'
import { placeOf } from './shelves'
import { type DomainEvent, event } from '@/server/platform/events'
import { Sku } from '@/server/platform/schemas'

/** A SKU at a place, or at one of its shelves there, has become sold out, scarce or plentiful. Sales in between are not told. */
export const stockChanged = event(
  'StockChanged',
  1,
  z.object({
    sku: Sku,
    location: LocationId,
    state: StockState,
    previous: StockState,
    version: z.int().nonnegative(),
  }),
)

const levelIn = (image: Record<string, unknown> | undefined): StockLevel | undefined =>
  image && String(image.sk).startsWith('level#') ? StockLevel.parse(image) : undefined

/** The event that a change of an item of the inventory's table tells, from its images in the table's stream: counters change
 *  without reading them, so only the stream knows when a threshold was crossed. */
export function stockEvents(
  before: Record<string, unknown> | undefined,
  after: Record<string, unknown> | undefined,
): DomainEvent[] {
  const level = levelIn(after)
  if (!level) return []
  const previous = stockState(levelIn(before)?.available ?? 0)
  const state = stockState(level.available)
  if (state === previous) return []
  const location = placeOf(level.location)
  return [stockChanged({ sku: level.sku, location, state, previous, version: level.version })]
}
