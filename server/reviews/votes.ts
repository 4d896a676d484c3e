import { Conflict } from '@/server/platform/errors'
import type { Customer } from '@/server/platform/principal'
import { NotFound } from '@/server/platform/errors'
import { changeReview, voteKey, votes } from './store'

/** Says that a review has helped: once for each customer, and not for one's own. Again, it changes nothing.
 *  @throws NotFound `review` where none is shown, Conflict `own-review`, Unavailable */
export async function voteHelpful(who: Customer, product: string, review: string): Promise<void> {
  await changeReview(product, review, async (current) => {
    if (!current.shown) throw new NotFound('review')
    if (current.author === who.id) throw new Conflict('own-review', 'nobody votes for themselves')
    if (await votes.get(voteKey(who.id, review))) return { next: current }
    const vote = votes.creating({ voter: who.id, product, review, version: 0 })
    return { next: { ...current, helpful: current.helpful + 1 }, parts: [vote] }
  })
}

/** Takes back every vote of a customer. A repetition finds nothing more. @throws Unavailable */
export async function forgetVotes(voter: string): Promise<void> {
  const by = { attribute: 'pk', equals: `author#${voter}` }
  for (;;) {
    const { items } = await votes.query(by, { beginsWith: 'vote#', limit: 25 })
    if (items.length === 0) return
    for (const vote of items) {
      try {
        await changeReview(vote.product, vote.review, (current) => ({
          next: { ...current, helpful: Math.max(0, current.helpful - 1) },
          parts: [votes.removing(vote)],
        }))
      } catch (error) {
        if (!(error instanceof NotFound)) throw error
        await votes.remove(voteKey(voter, vote.review)) // the review has gone before
      }
    }
  }
}
