import { Share, Wishes } from './model'
import { epochSeconds } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { entity } from '@/server/platform/tables/entity'
import { type TransactPart, transact } from '@/server/platform/tables/transact'

const day = 86_400
/** A guest's lists go with the guest; a customer's stay. */
const guestDays = 60
const lifeOf = (owner: string) =>
  owner.startsWith('gst_') ? { expiresAt: epochSeconds(day * guestDays) } : {}

export const wishesKey = (owner: string) => ({ pk: owner, sk: 'wishes' })
export const wishes = entity({
  table: 'wishlists',
  schema: Wishes,
  key: ({ owner }) => wishesKey(owner),
  attributes: ({ owner }) => lifeOf(owner),
})

export const shareKey = (token: string) => ({ pk: `shared#${token}`, sk: 'shared' })
export const shares = entity({
  table: 'wishlists',
  schema: Share,
  key: ({ token }) => shareKey(token),
  attributes: ({ owner }) => lifeOf(owner),
})

export const noWishes = (owner: string): Wishes => ({ owner, version: 0, lists: [] })

/** The lists after a change, and what must change with them in one commit. */
interface WishesChange {
  next: Wishes
  parts?: readonly TransactPart[]
}

/** Reads somebody's lists, decides and writes; again with the newer lists when another tab was quicker.
 *  @throws Conflict `stale` when it cannot win in eight attempts */
export async function changeWishes(
  owner: string,
  decide: (current: Wishes) => WishesChange | Promise<WishesChange>,
): Promise<Wishes> {
  for (let attempt = 1; ; attempt++) {
    const stored = await wishes.get(wishesKey(owner))
    const current = stored ?? noWishes(owner)
    const { next, parts = [] } = await decide(current)
    if (next === current) return current
    try {
      if (parts.length > 0) {
        await transact([stored ? wishes.replacing(stored, next) : wishes.creating(next), ...parts])
        return next
      }
      return await (stored ? wishes.replace(stored, next) : wishes.create(next))
    } catch (error) {
      if (!lostRace(error) || attempt === 8) throw error
    }
  }
}

/** Whether a commit failed because somebody else was quicker. */
export const lostRace = (error: unknown): boolean =>
  error instanceof Conflict && (error.code === 'stale' || error.code === 'exists')
