import { pictureAt } from '@/server/assets/view'
import { audited } from '@/server/operations/audit'
import { requireStaff } from '@/server/operations/staff'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { invalidateEdge } from '@/server/platform/edge'
import type { Principal } from '@/server/platform/principal'
import type { Rejection, Review } from './model'
import { photoPaths, publishPhotos, removePhotos } from './photos'
import { byState } from './queue'
import { changeReview, reviewKey, reviews } from './store'
import { told } from './writing'

const mostPublished = 20

/** A review as those see it who decide about it. */
export interface DeskReview {
  review: Review
  /** Its photographs, behind links that soon end. */
  pictures: readonly { src: string; width: number; height: number }[]
}

/** What waits for somebody, the oldest first, and what was published last. @throws NotFound `page` for everybody but the staff */
export async function reviewDesk(
  who: Principal,
): Promise<{ waiting: DeskReview[]; published: DeskReview[] }> {
  requireStaff(who)
  const [waiting, published] = await Promise.all([
    byState('pending', { descending: false }),
    byState('published', { descending: true, limit: mostPublished }),
  ])
  return { waiting: await withPictures(waiting), published: await withPictures(published) }
}

const withPictures = (list: readonly Review[]): Promise<DeskReview[]> =>
  Promise.all(
    list.map(async (review) => {
      const pictures = await Promise.all(review.written.photos.map(({ asset }) => pictureAt(asset)))
      return { review, pictures: pictures.flatMap((picture) => picture ?? []) }
    }),
  )

/** Shows what an author has written to everybody, with its photographs.
 *  @param version that the decision was made about
 *  @throws NotFound `page`, `review`; Conflict `review-changed` when the author has written it anew since */
export function publishReview(who: Principal, product: string, id: string, version: number): Promise<void> {
  const action = { action: 'opinion-published', subject: `${product} ${id}` } as const
  return audited(who, action, async () => {
    await changeReview(product, id, async (current) => {
      requireVersion(current, version)
      const { photos: _own, at: _at, ...words } = current.written
      const shown = {
        ...words,
        photos: await publishPhotos(current),
        edited: current.publishedAt !== undefined,
      }
      const publishedAt = current.publishedAt ?? isoNow()
      return { next: { ...current, state: 'published', reason: undefined, shown, publishedAt }, told }
    })
    const shown = await reviews.require(reviewKey(product, id), 'review')
    await removePhotos(shown, shown.shown?.photos) // of an earlier version
  })
}

/** Does not show what an author has written, and says why. What was shown before stays, unless it is this very version.
 *  @throws NotFound `page`, `review`; Conflict `review-changed` */
export function rejectReview(
  who: Principal,
  { product, id, version, reason }: { product: string; id: string; version: number; reason: Rejection },
): Promise<void> {
  const action = { action: 'opinion-rejected', subject: `${product} ${id}`, detail: reason } as const
  return audited(who, action, async () => {
    let gone: Review | undefined
    await changeReview(product, id, (current) => {
      requireVersion(current, version)
      if (current.state === 'pending') return { next: { ...current, state: 'rejected', reason } }
      gone = current
      const hidden = {
        ...current,
        state: 'rejected' as const,
        reason,
        shown: undefined,
        publishedAt: undefined,
      }
      return { next: hidden, told }
    })
    if (!gone) return
    await removePhotos(gone)
    await invalidateEdge([photoPaths(gone)])
  })
}

function requireVersion(current: Review, version: number): void {
  if (current.version !== version)
    throw new Conflict('review-changed', 'it was changed since it was looked at')
}
