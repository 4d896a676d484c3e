import { Conflict } from '@/server/platform/errors'
import type { DomainEvent } from '@/server/platform/events'
import { batchGet } from '@/server/platform/tables/batch'
import { entity } from '@/server/platform/tables/entity'
import { type TransactPart, transact } from '@/server/platform/tables/transact'
import { Authorship, Rating, Review, Vote } from './model'
import { counted, noCounts, rank } from './rules'

export const reviewKey = (product: string, id: string) => ({ pk: `product#${product}`, sk: `review#${id}` })
export const reviews = entity({
  table: 'reviews',
  schema: Review,
  key: ({ product, id }) => reviewKey(product, id),
  attributes: (review) => ({
    ...(review.shown ? { shelf: review.product, rank: rank(review) } : {}),
    deskState: review.state,
    deskAt: review.written.at,
  }),
})

export const ratingKey = (product: string) => ({ pk: `product#${product}`, sk: 'rating' })
export const ratings = entity({ table: 'reviews', schema: Rating, key: ({ product }) => ratingKey(product) })

export const authorshipKey = (author: string, product: string) => ({
  pk: `author#${author}`,
  sk: `product#${product}`,
})
export const authorships = entity({
  table: 'reviews',
  schema: Authorship,
  key: ({ author, product }) => authorshipKey(author, product),
})

export const voteKey = (voter: string, review: string) => ({ pk: `author#${voter}`, sk: `vote#${review}` })
export const votes = entity({
  table: 'reviews',
  schema: Vote,
  key: ({ voter, review }) => voteKey(voter, review),
})

/** Ratings of several products, by product. @throws Unavailable */
export async function ratingsByProduct(products: readonly string[]): Promise<Map<string, Rating>> {
  const items = await batchGet('reviews', [...new Set(products)].map(ratingKey))
  return new Map(items.map((item) => Rating.parse(item)).map((rating) => [rating.product, rating]))
}

/** What becomes of a review: its next state, or nothing where it goes, with whatever else must change in the same commit. */
interface ReviewChange {
  next: Review | undefined
  parts?: readonly TransactPart[]
  /** Told where what is shown changes. */
  told?: (rating: Rating) => DomainEvent
}

/** Reads a review and its product's rating, decides, and writes both in one commit; again when somebody else was quicker.
 *  @throws NotFound `review`, Conflict `stale` when it cannot win in eight attempts */
export async function changeReview(
  product: string,
  id: string,
  decide: (current: Review) => ReviewChange | Promise<ReviewChange>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const current = await reviews.require(reviewKey(product, id), 'review')
    const { next, parts = [], told } = await decide(current)
    if (next === current) return
    const change = next ? reviews.replacing(current, next) : reviews.removing(current)
    const rating = current.shown || next?.shown ? await ratingChange(current, next, told) : []
    try {
      return await transact([change, ...rating, ...parts])
    } catch (error) {
      if (!lostRace(error) || attempt === 8) throw error
    }
  }
}

async function ratingChange(
  before: Review,
  after: Review | undefined,
  told: ReviewChange['told'],
): Promise<TransactPart[]> {
  const { product } = before
  const known = await ratings.get(ratingKey(product))
  const current = known ?? { product, counts: noCounts, version: 0 }
  const next = { ...current, counts: counted(current.counts, before.shown?.stars, after?.shown?.stars) }
  const events = told ? [told(next)] : []
  return [known ? ratings.replacing(known, next, events) : ratings.creating(next, events)]
}

/** Whether a commit failed because somebody else was quicker. */
export const lostRace = (error: unknown): boolean =>
  error instanceof Conflict && (error.code === 'stale' || error.code === 'exists')
