import type { Locale } from '@/lib/markets'
import { pictureAt } from '@/server/assets/view'
import { lineWords } from '@/server/cart/view'
import { receivedBy } from '@/server/orders/received'
import { isoNow } from '@/server/platform/clock'
import { Conflict, NotFound } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { Customer } from '@/server/platform/principal'
import { batchGet } from '@/server/platform/tables/batch'
import { everyItem } from '@/server/platform/tables/query'
import { transact } from '@/server/platform/tables/transact'
import { reviewsChanged } from './events'
import { type Authorship, type OwnReview, type Rating, Review, type ReviewWish } from './model'
import { photosFor, removePhotos } from './photos'
import { flagsOf, ratingView } from './rules'
import { authorshipKey, authorships, changeReview, reviewKey, reviews } from './store'

/** Writes a review of something that the caller has received, or writes theirs anew; it is shown once somebody has looked at it. A
 *  version that is shown already stays until then.
 *  @throws Conflict `not-received` when nothing of it has been delivered to the caller; `upload-not-ready`, `stale`
 *  @throws Invalid `too-many-photos`, NotFound `upload` */
export async function writeReview(who: Customer, product: string, wish: ReviewWish): Promise<OwnReview> {
  const known = await authorships.get(authorshipKey(who.id, product))
  if (known) {
    await changeReview(product, known.review, async (current) => ({
      next: { ...current, ...(await writtenBy(who, wish, current)) },
    }))
    return ownReview(await reviews.require(reviewKey(product, known.review), 'review'))
  }
  const received = (await receivedBy(who.id)).find(({ line }) => line.productId === product)
  if (!received) throw new Conflict('not-received', 'it has not been delivered to this customer')
  const review: Review = {
    id: newId('rvw'),
    product,
    author: who.id,
    order: received.orderId,
    ...(await writtenBy(who, wish)),
    helpful: 0,
    version: 0,
  }
  const authorship = { author: who.id, product, review: review.id, version: 0 as const }
  await transact([
    reviews.creating(review),
    authorships.creating(authorship, [], () => new Conflict('stale', 'it was reviewed in the meantime')),
  ])
  return ownReview(review)
}

async function writtenBy(who: Customer, wish: ReviewWish, before?: Review) {
  const { stars, title, text, name, locale } = wish
  const uploads = listed(wish.photos)
  const photos = await photosFor(who, {
    uploads,
    keep: listed(wish.keep),
    before: before?.written.photos ?? [],
  })
  const written = { stars, title, text, locale, ...(name ? { name } : {}), photos, at: isoNow() }
  return { written, flags: flagsOf(written), state: 'pending' as const, reason: undefined }
}

const listed = (value: Readonly<Record<string, string>> | readonly string[] = []): string[] =>
  Object.values(value).filter(Boolean)

/** What everybody hears when what is shown changes. */
export const told = ({ product, counts }: Rating) => {
  const { count, sum } = ratingView(counts)
  return reviewsChanged({ product, count, sum })
}

/** Takes the caller's review of a product back: nothing of it stays. Again, it changes nothing. @throws Unavailable */
export async function withdrawReview(who: Customer, product: string): Promise<void> {
  const known = await authorships.get(authorshipKey(who.id, product))
  if (known) await removeReview(known)
}

/** Removes a review with all that belongs to it. @throws Unavailable */
export async function removeReview(known: Authorship): Promise<void> {
  const { product, review: id } = known
  const review = await reviews.get(reviewKey(product, id))
  if (review) await removePhotos(review)
  try {
    await changeReview(product, id, () => ({ next: undefined, parts: [authorships.removing(known)], told }))
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    await authorships.remove(authorshipKey(known.author, product))
  }
}

/** Everything that a customer has written, the latest first. @throws Unavailable */
export async function ownReviews(who: Customer): Promise<OwnReview[]> {
  const known = await authorshipsOf(who.id)
  const items = await batchGet(
    'reviews',
    known.map(({ product, review }) => reviewKey(product, review)),
  )
  const found = items.map((item) => Review.parse(item))
  return Promise.all(found.toSorted((a, b) => b.written.at.localeCompare(a.written.at)).map(ownReview))
}

/** The caller's review of a product, if they have written one. @throws Unavailable */
export async function ownReviewOf(who: Customer, product: string): Promise<OwnReview | undefined> {
  const known = await authorships.get(authorshipKey(who.id, product))
  const review = known && (await reviews.get(reviewKey(product, known.review)))
  return review && ownReview(review)
}

/** What a customer has received, in the words of a page: what they may review, or have reviewed. @throws Unavailable */
export async function receivedPieces(who: Customer, locale: Locale) {
  const received = await receivedBy(who.id)
  return received.map(({ line, deliveredAt }) => ({ sku: line.sku, ...lineWords(line, locale), deliveredAt }))
}
export type ReceivedPiece = Awaited<ReturnType<typeof receivedPieces>>[number]

/** Which reviews a customer has written. @throws Unavailable */
export const authorshipsOf = (author: string): Promise<Authorship[]> =>
  everyItem((cursor) =>
    authorships.query({ attribute: 'pk', equals: `author#${author}` }, { beginsWith: 'product#', cursor }),
  )

async function ownReview({ id, product, state, reason, written, shown }: Review): Promise<OwnReview> {
  const { photos, ...words } = written
  const pictures = await Promise.all(
    photos.map(async (photo) => ({ id: photo.id, picture: await pictureAt(photo.asset) })),
  )
  return { ...words, id, product, state, reason, shown: shown !== undefined, photos: pictures }
}
