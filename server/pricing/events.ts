import { z } from 'zod'
import { event } from '@/server/platform/events'
import { MarketId, Sku } from '@/server/platform/schemas'

/** A SKU costs something else in a market now. */
export const priceChanged = event(
  'PriceChanged',
  1,
  z.object({ sku: Sku, market: MarketId, version: z.int().nonnegative() }),
)
