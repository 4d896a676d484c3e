import type { RatingView, Review, ReviewOrder, ReviewPage } from './model'
import { noCounts, publicView, ratingView } from './rules'
import { ratingKey, ratings, ratingsByProduct, reviews } from './store'

/** Reviews on one page, and the pages that can be leafed through; whoever wants more wants another order. */
export const perPage = 8
const mostPages = 25

/** What is said of a product: its rating, and a page of its reviews. Beyond the last page there are none.
 *  @param page from 1
 *  @throws Unavailable */
export async function reviewsOf(
  product: string,
  order: ReviewOrder,
  page = 1,
  size = perPage,
): Promise<ReviewPage> {
  const known = await ratings.get(ratingKey(product))
  const rating = ratingView(known?.counts ?? noCounts)
  const pages = Math.min(mostPages, Math.ceil(rating.count / size))
  if (page > pages) return { rating, reviews: [], pages }
  const found = await firstReviews(product, order, page * size)
  return { rating, reviews: found.slice((page - 1) * size, page * size).flatMap(publicView), pages }
}

const indexes = {
  newest: { index: 'byNewest', range: 'publishedAt' },
  helpful: { index: 'byHelpful', range: 'rank' },
} as const

async function firstReviews(product: string, order: ReviewOrder, most: number): Promise<Review[]> {
  const by = { ...indexes[order], attribute: 'shelf', equals: product }
  const found: Review[] = []
  let cursor: string | undefined
  do {
    const page = await reviews.query(by, { limit: most - found.length, descending: true, cursor })
    found.push(...page.items)
    cursor = page.cursor
  } while (cursor && found.length < most)
  return found
}

/** The ratings of products that have been reviewed, by product. @throws Unavailable */
export async function ratingsOf(products: readonly string[]): Promise<Map<string, RatingView>> {
  const known = await ratingsByProduct(products)
  return new Map(
    [...known].flatMap(([product, { counts }]) => {
      const rating = ratingView(counts)
      return rating.count > 0 ? [[product, rating] as const] : []
    }),
  )
}
