import { transact } from '@/server/platform/tables/transact'
import { merged } from './edit'
import { lostRace, noWishes, shareKey, shares, wishes, wishesKey } from './store'

/** Moves a guest's list into a customer's at sign-in. The guest's is removed in the same commit, so that a repetition finds nothing
 *  left to move. @throws Unavailable */
export async function mergeWishlists(guestId: string, customerId: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const theirs = await wishes.get(wishesKey(guestId))
    if (!theirs) return
    const mine = await wishes.get(wishesKey(customerId))
    const next = merged(mine ?? noWishes(customerId), theirs)
    try {
      await transact([mine ? wishes.replacing(mine, next) : wishes.creating(next), wishes.removing(theirs)])
      return
    } catch (error) {
      if (!lostRace(error) || attempt === 8) throw error
    }
  }
}

/** Forgets somebody's lists and closes what they have shared. A repetition finds nothing more. @throws Unavailable */
export async function forgetWishlists(owner: string): Promise<void> {
  const kept = await wishes.get(wishesKey(owner))
  for (const { token } of kept?.lists ?? []) if (token !== undefined) await shares.remove(shareKey(token))
  await wishes.remove(wishesKey(owner))
}
