import { forgetVotes } from './votes'
import { authorshipsOf, removeReview } from './writing'

/** Forgets a customer: what they have written goes with its photographs and its stars, their votes are taken back. A repetition
 *  finds nothing more. @throws Unavailable: to be tried again */
export async function forgetReviewer(customerId: string): Promise<void> {
  for (const known of await authorshipsOf(customerId)) await removeReview(known)
  await forgetVotes(customerId)
}
