import { type Locale, marketById, marketOf } from '@/lib/markets'
import { lineProduct } from '@/server/cart/line-product'
import { lineWords } from '@/server/cart/view'
import { productsOfSkus } from '@/server/catalogue/catalogue'
import { availability } from '@/server/inventory/inventory'
import { pricesOf } from '@/server/pricing/pricing'
import type {
  Piece,
  PieceView,
  SharedWishlistView,
  Wishes,
  WishesView,
  Wishlist,
  WishlistView,
} from './model'

/** What other rooms say of pieces now, in one market. */
interface Facts {
  products: Awaited<ReturnType<typeof productsOfSkus>>
  prices: Awaited<ReturnType<typeof pricesOf>>
  stock: Awaited<ReturnType<typeof availability>>
}

/** All lists as their owner sees them. @throws Unavailable */
export async function wishesView({ lists }: Wishes, locale: Locale): Promise<WishesView> {
  const facts = await factsOf(lists, locale)
  return { lists: lists.map((list) => ownView(list, facts, locale)) }
}

/** One list as its owner sees it. @throws Unavailable */
export async function wishlistView(list: Wishlist, locale: Locale): Promise<WishlistView> {
  return ownView(list, await factsOf([list], locale), locale)
}

/** A list as whoever has its link sees it. @throws Unavailable */
export async function sharedView(list: Wishlist, locale: Locale): Promise<SharedWishlistView> {
  return listView(list, await factsOf([list], locale), locale)
}

async function factsOf(lists: readonly Wishlist[], locale: Locale): Promise<Facts> {
  const skus = [...new Set(lists.flatMap(({ pieces }) => pieces.map(({ sku }) => sku)))]
  if (skus.length === 0) return { products: new Map(), prices: new Map(), stock: new Map() }
  const market = marketOf(locale).id
  const [products, prices, stock] = await Promise.all([
    productsOfSkus(skus),
    pricesOf(skus, market),
    availability(skus, market),
  ])
  return { products, prices, stock }
}

const ownView = (list: Wishlist, facts: Facts, locale: Locale): WishlistView => ({
  ...listView(list, facts, locale),
  id: list.id,
  ...(list.token === undefined ? {} : { token: list.token }),
})

const listView = (list: Wishlist, facts: Facts, locale: Locale): SharedWishlistView => ({
  ...(list.name === undefined ? {} : { name: list.name }),
  market: marketOf(locale).id,
  pieces: list.pieces.map((piece) => pieceView(piece, facts, locale)),
})

function pieceView(piece: Piece, { products, prices, stock }: Facts, locale: Locale): PieceView {
  const { sku, addedAt } = piece
  const product = products.get(sku)
  const price = prices.get(sku)
  if (!product || !price) {
    const { product: productId, name, language } = piece
    const words = product
      ? lineWords(lineProduct(product, sku), locale)
      : { productId, name, language, options: [] }
    return { sku, ...words, stock: 'gone', addedAt }
  }
  const { currency } = marketById(marketOf(locale).id)
  const there = stock.get(sku)
  const { image, ...words } = lineWords(lineProduct(product, sku), locale)
  // While its renditions are still being made, a picture is there in one format alone.
  const formats = product.media.find(({ key }) => key === image?.key)?.formats
  return {
    sku,
    ...words,
    image: image && { ...image, formats },
    price: { amount: price.amount, currency },
    ...(price.was === undefined ? {} : { was: { amount: price.was, currency } }),
    stock: there?.state ?? 'out',
    ...(there?.state === 'low' ? { available: there.available } : {}),
    addedAt,
  }
}
