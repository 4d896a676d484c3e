import type { Review, ReviewState } from './model'
import { reviews } from './store'

const most = 100

/** Reviews in a state, by the time at which they were written. @throws Unavailable */
export async function byState(
  state: ReviewState,
  { descending, limit = most }: { descending: boolean; limit?: number },
): Promise<Review[]> {
  const by = { index: 'byState', attribute: 'deskState', range: 'deskAt', equals: state }
  return (await reviews.query(by, { descending, limit })).items
}
