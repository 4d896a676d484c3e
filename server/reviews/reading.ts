import type { RatingView, Review, ReviewOrder, ReviewPage } from './model'
import { noCounts, publicView, ratingView } from './rules'
import { ratingKey, ratings, ratingsByProduct, reviews } from './store'

/** Reviews on one page, and the pages that can be leafed through; whoever wants more wants another order. */
export const perPage = 8
const mostPages = 25

/** Reviews that are read to find those of some stars; whoever wants older ones looks at all of them. */
const mostRead = 2_000
const readAtOnce = 100

/** What is said of a product: its rating, and a page of its reviews. Beyond the last page there are none.
 *  @param page from 1
 *  @param only `stars` leaves out reviews that give others
 *  @throws Unavailable */
export async function reviewsOf(
  product: string,
  order: ReviewOrder,
  page = 1,
  { size = perPage, stars }: { size?: number; stars?: number } = {},
): Promise<ReviewPage> {
  const known = await ratings.get(ratingKey(product))
  const rating = ratingView(known?.counts ?? noCounts)
  const count = stars === undefined ? rating.count : (rating.counts[stars - 1] ?? 0)
  const pages = Math.min(mostPages, Math.ceil(count / size))
  if (page > pages) return { rating, reviews: [], pages }
  const found = await firstReviews(product, order, page * size, stars)
  return { rating, reviews: found.slice((page - 1) * size, page * size).flatMap(publicView), pages }
}

const indexes = {
  newest: { index: 'byNewest', range: 'publishedAt' },
  helpful: { index: 'byHelpful', range: 'rank' },
} as const

async function firstReviews(
  product: string,
  order: ReviewOrder,
  most: number,
  stars: number | undefined,
): Promise<Review[]> {
  const by = { ...indexes[order], attribute: 'shelf', equals: product }
  const found: Review[] = []
  let cursor: string | undefined
  let read = 0
  do {
    const limit = stars === undefined ? most - found.length : readAtOnce
    const page = await reviews.query(by, { limit, descending: true, cursor })
    found.push(...page.items.filter(({ shown }) => stars === undefined || shown?.stars === stars))
    read += page.items.length
    cursor = page.cursor
  } while (cursor && found.length < most && read < mostRead)
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
