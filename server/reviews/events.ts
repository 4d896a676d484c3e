import { z } from 'zod'
import { event } from '@/server/platform/events'
import { ProductId } from '@/server/platform/schemas'

/** What everybody reads about a product has changed: a review came, went or says something else. */
export const reviewsChanged = event(
  'ReviewsChanged',
  1,
  z.object({
    product: ProductId,
    /** How many reviews are shown now, and the sum of their stars. */
    count: z.int().nonnegative(),
    sum: z.int().nonnegative(),
  }),
)
