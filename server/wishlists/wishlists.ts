import type { Locale } from '@/lib/markets'
import { describeSku } from '@/server/cart/line-product'
import { addToCart } from '@/server/cart/cart'
import { isoNow } from '@/server/platform/clock'
import { NotFound } from '@/server/platform/errors'
import type { Customer, Guest, Principal } from '@/server/platform/principal'
import { worded } from '@/lib/words'
import {
  beginning,
  deleting,
  listOf,
  productsOn,
  relocating,
  removingFrom,
  renaming,
  unwishing,
  wishing,
} from './edit'
import type { OpenWishlist, WishedView, Wishes, WishesView } from './model'
import { changeWishes, noWishes, shareKey, shares, wishes, wishesKey } from './store'
import { wishesView, wishlistView } from './view'

type Shopper = Guest | Customer
const longestName = 80

/** The caller's lists as a page shows them, with prices and stock of now. @throws Unavailable */
export async function wishesOf(who: Principal, locale: Locale): Promise<WishesView> {
  return wishesView(await storedWishes(who), locale)
}

/** The caller's lists by name and number, and one of them with all that is on it: the chosen one, or the first where that is not there.
 *  @throws Unavailable */
export async function openWishlist(who: Principal, locale: Locale, chosen?: string): Promise<OpenWishlist> {
  const { lists } = await storedWishes(who)
  const open = lists.find(({ id }) => id === chosen) ?? lists[0]
  return {
    lists: lists.map(({ id, name, pieces }) => ({ id, name, count: pieces.length })),
    open: open && (await wishlistView(open, locale)),
  }
}

/** The products on the caller's lists. @throws Unavailable */
export const wishedBy = async (who: Principal): Promise<string[]> => productsOn(await storedWishes(who))

/** The caller's lists as they are kept, for themselves to take along; what opens them to others stays out. @throws Unavailable */
export const ownWishlists = async (who: Principal) =>
  (await storedWishes(who)).lists.map(({ name, pieces, createdAt }) => ({ name, pieces, createdAt }))

async function storedWishes(who: Principal): Promise<Wishes> {
  if (who.kind === 'anonymous') return noWishes('anonymous')
  return (await wishes.get(wishesKey(who.id))) ?? noWishes(who.id)
}

/** Puts something on one of the caller's lists, or on the first, which is made where there is none. Again, it changes nothing.
 *  @throws NotFound `product`, `wishlist`, Conflict `wishlist-full`, `wishlists-full` */
export async function addToWishlist(
  who: Shopper,
  locale: Locale,
  sku: string,
  list?: string,
): Promise<WishedView> {
  const product = await describeSku(sku)
  const name = worded(product.names, locale, product.language)
  const piece = {
    sku,
    product: product.productId,
    name: name.text.slice(0, longestName),
    language: name.language,
    addedAt: isoNow(),
  }
  const next = await changeWishes(who.id, (current) => ({ next: wishing(piece, list)(current) }))
  return { wished: productsOn(next), list: list ?? next.lists[0]?.id }
}

/** Takes every variant of a product off all of the caller's lists. */
export const removeFromWishlists = (who: Shopper, product: string): Promise<WishedView> =>
  changed(who, unwishing(product))

/** Takes something off one list. @throws NotFound `wishlist` */
export const removeFromWishlist = (who: Shopper, list: string, sku: string): Promise<WishedView> =>
  changed(who, removingFrom(list, sku), list)

/** Moves a piece from one list to another. @throws NotFound `wishlist`, `wishlist-piece`, Conflict `wishlist-full` */
export const movePiece = (who: Shopper, from: string, sku: string, to: string): Promise<WishedView> =>
  changed(who, relocating(from, sku, to), to)

/** Begins another list. @throws Conflict `too-many-wishlists` */
export async function createWishlist(who: Customer, name: string): Promise<WishedView> {
  const next = await changeWishes(who.id, (current) => ({ next: beginning(name)(current) }))
  return { wished: productsOn(next), list: next.lists.at(-1)?.id }
}

/** @throws NotFound `wishlist` */
export const renameWishlist = (who: Shopper, list: string, name: string): Promise<WishedView> =>
  changed(who, renaming(list, name), list)

/** Removes a list, what is on it, and the way in for those with whom it was shared. @throws NotFound `wishlist` */
export async function deleteWishlist(who: Shopper, list: string): Promise<WishedView> {
  const next = await changeWishes(who.id, async (current) => {
    const { token } = listOf(current, list)
    const share = token && (await shares.get(shareKey(token)))
    return { next: deleting(list)(current), parts: share ? [shares.removing(share)] : [] }
  })
  return { wished: productsOn(next) }
}

/** Puts a piece into the cart, and then takes it off the list: a crash in between leaves it on both.
 *  @throws NotFound `wishlist`, `wishlist-piece`, `product`, Conflict as `addToCart` */
export async function moveToCart(
  who: Shopper,
  locale: Locale,
  list: string,
  sku: string,
): Promise<WishedView> {
  const { pieces } = listOf(await storedWishes(who), list)
  if (!pieces.some((piece) => piece.sku === sku)) throw new NotFound('wishlist-piece')
  await addToCart(who, locale, sku, 1)
  return removeFromWishlist(who, list, sku)
}

async function changed(who: Shopper, edit: (current: Wishes) => Wishes, list?: string): Promise<WishedView> {
  const next = await changeWishes(who.id, (current) => ({ next: edit(current) }))
  return { wished: productsOn(next), list }
}
