import { z } from 'zod'
import { Id } from '@/server/platform/ids'
import { LinePicture, MarketId, Money, ProductId, Sku } from '@/server/platform/schemas'

export const WishlistId = Id('wsh')
/** Opens a list that its owner has shared: 32 random characters. */
export const ShareToken = z.string().regex(/^[\w-]{32}$/)
export const maxNameLength = 80
export const WishlistName = z.string().trim().min(1).max(maxNameLength)

export const maxLists = 20
export const maxPieces = 100
/** Over all lists of one owner, which stand in one item. */
export const maxPiecesInAll = 1000

export const Piece = z.object({
  sku: Sku,
  product: ProductId,
  /** What it was called, for the day on which it is sold no longer. */
  name: z.string().max(80),
  language: z.string().max(16),
  addedAt: z.iso.datetime(),
})
export type Piece = z.infer<typeof Piece>

export const Wishlist = z.object({
  id: WishlistId,
  /** A list that nobody has named is called by the page's own words. */
  name: WishlistName.optional(),
  /** The newest first. */
  pieces: z.array(Piece).max(maxPieces),
  /** Whoever has it may read the list. */
  token: ShareToken.optional(),
  createdAt: z.iso.datetime(),
})
export type Wishlist = z.infer<typeof Wishlist>

/** All lists of one shopper; the first is where a piece goes when no list is named. */
export const Wishes = z.object({
  /** `gst_…` or `cus_…`. */
  owner: z.string(),
  version: z.int().nonnegative(),
  lists: z.array(Wishlist).max(maxLists),
})
export type Wishes = z.infer<typeof Wishes>

/** Where a shared list is to be found. */
export const Share = z.object({
  token: ShareToken,
  owner: z.string(),
  list: WishlistId,
  version: z.int().nonnegative(),
})

const PieceView = z.object({
  sku: Sku,
  productId: ProductId,
  name: z.string(),
  /** Language of `name`; differs from the page's where a translation is missing. */
  language: z.string(),
  options: z.array(z.object({ label: z.string(), value: z.string() })),
  image: LinePicture.extend({ formats: z.array(z.enum(['avif', 'webp'])).optional() }).optional(),
  /** As the market shows it now; absent where it is not sold (any more). */
  price: Money.optional(),
  was: Money.optional(),
  /** `low`: the last few, `available` says how many; `gone`: sold no longer, or not in this market. */
  stock: z.enum(['in', 'low', 'out', 'gone']),
  available: z.int().optional(),
  addedAt: z.iso.datetime(),
})
export type PieceView = z.infer<typeof PieceView>

/** A list as somebody reads it who has its link: nothing in it says whose it is. */
export const SharedWishlistView = z.object({
  name: z.string().optional(),
  market: MarketId,
  pieces: z.array(PieceView),
})
export type SharedWishlistView = z.infer<typeof SharedWishlistView>

export const WishlistView = SharedWishlistView.extend({ id: WishlistId, token: ShareToken.optional() })
export type WishlistView = z.infer<typeof WishlistView>

export const WishesView = z.object({ lists: z.array(WishlistView) })
export type WishesView = z.infer<typeof WishesView>

/** All lists by name and number, and the one that is looked at. */
export interface OpenWishlist {
  readonly lists: readonly { readonly id: string; readonly name?: string; readonly count: number }[]
  readonly open?: WishlistView
}

/** What a change answers: the products that stand on any of the shopper's lists, for the marks on other pages. */
export const WishedView = z.object({
  wished: z.array(ProductId),
  /** The list that was changed or made. */
  list: WishlistId.optional(),
})
export type WishedView = z.infer<typeof WishedView>
