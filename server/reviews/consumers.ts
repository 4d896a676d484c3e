import { locales } from '@/lib/markets'
import { erasureRequested } from '@/server/customers/events'
import { type Consumer, on } from '@/server/platform/events'
import { invalidate } from '@/server/platform/invalidation'
import { reviewsChanged } from './events'
import { forgetReviewer } from './forget'

/** Where a product's stars stand: its own pages, its photographs' addresses, and lists. */
const pathsOf = (product: string) => [
  ...locales.flatMap((locale) => [`/${locale}/p/${product}*`, `/${locale}/c/*`, `/${locale}/search*`]),
  `/assets/products/${product}/reviews/*`,
]

/** Pages follow what is published; whoever wishes to be forgotten leaves no opinion behind. */
export const consumers: readonly Consumer[] = [
  on(reviewsChanged, ({ data }) =>
    invalidate({ tags: [`product:${data.product}`], paths: pathsOf(data.product) }),
  ),
  on(erasureRequested, ({ data }) => forgetReviewer(data.customerId)),
]
