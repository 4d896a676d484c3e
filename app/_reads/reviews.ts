import { unstable_cache } from 'next/cache'
import { cache } from 'react'
import { productTag } from '@/app/_reads/catalogue'
import type { ReviewOrder, ReviewPage } from '@/server/reviews/model'
import { reviewsOf } from '@/server/reviews/reading'

/** As old as a page of reviews may grow by itself, in seconds; what is published or goes drops it at once. */
const freshness = 300

/** What is said of a product: its rating and a page of its reviews. @throws Unavailable */
export const readReviews = cache(
  (product: string, order: ReviewOrder, page: number, size?: number, stars?: number): Promise<ReviewPage> =>
    unstable_cache(
      () => reviewsOf(product, order, page, { size, stars }),
      ['reviews', product, order, String(page), String(size ?? ''), String(stars ?? '')],
      { tags: [productTag(product)], revalidate: freshness },
    )(),
)
