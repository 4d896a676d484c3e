import { randomBytes } from 'node:crypto'
import type { Locale } from '@/lib/markets'
import { NotFound } from '@/server/platform/errors'
import type { Customer, Guest } from '@/server/platform/principal'
import { listOf, sharing } from './edit'
import type { SharedWishlistView } from './model'
import { changeWishes, shareKey, shares, wishes, wishesKey } from './store'
import { sharedView } from './view'

/** Opens a list to whoever has the token. One that is shared already keeps its token. @throws NotFound `wishlist` */
export async function shareWishlist(who: Customer | Guest, list: string): Promise<{ token: string }> {
  const next = await changeWishes(who.id, (current) => {
    if (listOf(current, list).token) return { next: current }
    const token = randomBytes(24).toString('base64url')
    const share = shares.creating({ token, owner: who.id, list, version: 0 })
    return { next: sharing(list, token)(current), parts: [share] }
  })
  return { token: listOf(next, list).token ?? '' }
}

/** Closes a list again; whoever has its link finds nothing. @throws NotFound `wishlist` */
export async function unshareWishlist(who: Customer | Guest, list: string): Promise<void> {
  await changeWishes(who.id, async (current) => {
    const { token } = listOf(current, list)
    const share = token === undefined ? undefined : await shares.get(shareKey(token))
    if (token === undefined) return { next: current }
    return { next: sharing(list, undefined)(current), parts: share ? [shares.removing(share)] : [] }
  })
}

/** A shared list, for anybody who has its token. @throws NotFound `wishlist` */
export async function sharedWishlist(token: string, locale: Locale): Promise<SharedWishlistView> {
  const share = await shares.get(shareKey(token))
  const owned = share && (await wishes.get(wishesKey(share.owner)))
  const list = owned?.lists.find((one) => one.id === share?.list && one.token === token)
  if (!list) throw new NotFound('wishlist')
  return sharedView(list, locale)
}
