import { z } from 'zod'
import { event } from '@/server/platform/events'
import { ProductId } from '@/server/platform/schemas'

/** One product is new, different or gone. A reader that knows a lower version knows an old product. */
export const catalogueChanged = event(
  'CatalogueChanged',
  1,
  z.object({
    product: ProductId,
    version: z.int().nonnegative(),
    /** Nothing but this has changed; absent where anything may have. */
    only: z.enum(['pictures']).optional(),
  }),
)

/** A feed has written many products: told once a batch, not once a product. */
export const catalogueBatchChanged = event(
  'CatalogueBatchChanged',
  1,
  z.object({ source: z.string(), products: z.array(ProductId).max(500), total: z.int().nonnegative() }),
)
