import { isoNow } from '@/server/platform/clock'
import { Conflict, NotFound } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { maxLists, maxPieces, maxPiecesInAll, type Piece, type Wishes, type Wishlist } from './model'

/** Changes of a shopper's lists as pure functions: the lists before, the lists after. Where nothing changes, they are the same. */
type Edit = (wishes: Wishes) => Wishes

/** @throws NotFound `wishlist` */
export function listOf({ lists }: Wishes, id: string): Wishlist {
  const list = lists.find((one) => one.id === id)
  if (!list) throw new NotFound('wishlist')
  return list
}

const newList = (name?: string): Wishlist => ({ id: newId('wsh'), name, pieces: [], createdAt: isoNow() })

const withList = (wishes: Wishes, list: Wishlist): Wishes => ({
  ...wishes,
  lists: wishes.lists.map((one) => (one.id === list.id ? list : one)),
})

const holds = ({ pieces }: Wishlist, sku: string) => pieces.some((piece) => piece.sku === sku)

/** Puts a piece on a list, or on the first one, which is made where there is none. What is there already stays as it is.
 *  @throws NotFound `wishlist`, Conflict `wishlist-full`, `wishlists-full` */
export const wishing =
  (piece: Piece, id?: string): Edit =>
  (before) => {
    const wishes = id === undefined && before.lists.length === 0 ? { ...before, lists: [newList()] } : before
    const [first] = wishes.lists
    const list = id === undefined && first ? first : listOf(wishes, id ?? '')
    if (holds(list, piece.sku)) return before
    if (list.pieces.length >= maxPieces) {
      throw new Conflict('wishlist-full', 'the list is full', { maximum: maxPieces })
    }
    if (wishes.lists.reduce((sum, { pieces }) => sum + pieces.length, 0) >= maxPiecesInAll) {
      throw new Conflict('wishlists-full', 'all lists together are full', { maximum: maxPiecesInAll })
    }
    return withList(wishes, { ...list, pieces: [piece, ...list.pieces] })
  }

/** Takes a SKU off one list. What is not there changes nothing: a form may be sent twice. @throws NotFound `wishlist` */
export const removingFrom =
  (id: string, sku: string): Edit =>
  (wishes) => {
    const list = listOf(wishes, id)
    return holds(list, sku)
      ? withList(wishes, { ...list, pieces: list.pieces.filter((piece) => piece.sku !== sku) })
      : wishes
  }

/** Takes every variant of a product off all lists: the mark at a product stands for all of them. */
export const unwishing =
  (product: string): Edit =>
  (wishes) => {
    if (!wishes.lists.some(({ pieces }) => pieces.some((piece) => piece.product === product))) return wishes
    const lists = wishes.lists.map((list) => ({
      ...list,
      pieces: list.pieces.filter((piece) => piece.product !== product),
    }))
    return { ...wishes, lists }
  }

/** Moves a piece to another list. @throws NotFound `wishlist`, `wishlist-piece`, Conflict `wishlist-full` */
export const relocating =
  (from: string, sku: string, to: string): Edit =>
  (wishes) => {
    const piece = listOf(wishes, from).pieces.find((one) => one.sku === sku)
    if (!piece) throw new NotFound('wishlist-piece')
    listOf(wishes, to)
    return from === to ? wishes : wishing(piece, to)(removingFrom(from, sku)(wishes))
  }

/** Begins another list; the first one that is named is not the first of all, where pieces go by themselves.
 *  @throws Conflict `too-many-wishlists` */
export const beginning =
  (name: string): Edit =>
  (before) => {
    const wishes = before.lists.length === 0 ? { ...before, lists: [newList()] } : before
    if (wishes.lists.length >= maxLists) {
      throw new Conflict('too-many-wishlists', 'nobody has more lists', { maximum: maxLists })
    }
    return { ...wishes, lists: [...wishes.lists, newList(name)] }
  }

/** @throws NotFound `wishlist` */
export const renaming =
  (id: string, name: string): Edit =>
  (wishes) => {
    const list = listOf(wishes, id)
    return list.name === name ? wishes : withList(wishes, { ...list, name })
  }

/** Removes a list with all that is on it. @throws NotFound `wishlist` */
export const deleting =
  (id: string): Edit =>
  (wishes) => {
    listOf(wishes, id)
    return { ...wishes, lists: wishes.lists.filter((list) => list.id !== id) }
  }

/** A list that is open to whoever has the token, or to its owner alone again. @throws NotFound `wishlist` */
export const sharing =
  (id: string, token: string | undefined): Edit =>
  (wishes) =>
    withList(wishes, { ...listOf(wishes, id), token })

/** What a customer's lists become when a guest's join them: what the guest has chosen comes to the first list, as far as there is room. */
export function merged(mine: Wishes, theirs: Wishes): Wishes {
  const known = new Set(mine.lists.flatMap(({ pieces }) => pieces.map(({ sku }) => sku)))
  const fresh = theirs.lists.flatMap(({ pieces }) => pieces).filter(({ sku }) => !known.has(sku))
  const start = mine.lists.length > 0 ? mine : { ...mine, lists: [newList()] }
  const [first, ...others] = start.lists
  if (!first || fresh.length === 0) return mine
  const inAll = start.lists.reduce((sum, { pieces }) => sum + pieces.length, 0)
  const room = Math.max(0, Math.min(maxPieces - first.pieces.length, maxPiecesInAll - inAll))
  return { ...start, lists: [{ ...first, pieces: [...fresh.slice(0, room), ...first.pieces] }, ...others] }
}

/** The products on any of the lists, each once. */
export const productsOn = ({ lists }: Wishes): string[] => [
  ...new Set(lists.flatMap(({ pieces }) => pieces.map(({ product }) => product))),
]
