import { type Locale, marketOf, type MarketId, marketIds } from '@/lib/markets'
import {
  adding,
  type Edit,
  merged,
  removing,
  restoring,
  saving,
  setting,
  unsaving,
  withoutBought,
} from './edit'
import { readFactsEarly, rememberLines } from './ahead'
import { type CartFacts, factsFor } from './facts'
import { describeSku } from './line-product'
import type { Cart, CartView } from './model'
import { cartKey, carts, changeCart, emptyCart } from './store'
import { cartView } from './view'
import { readyPicture } from '@/server/assets/uploads'
import { isoNow } from '@/server/platform/clock'
import { Conflict, NotFound } from '@/server/platform/errors'
import { isOn } from '@/server/flags/flags'
import type { Customer, Guest, Principal } from '@/server/platform/principal'
import { type TransactPart, transact } from '@/server/platform/tables/transact'
import { PromotionCode } from '@/server/pricing/model'
import { findPromotion } from '@/server/pricing/pricing'

type Shopper = Guest | Customer

/** The caller's cart in a market, or an empty one that is not stored. @throws Unavailable */
export async function findCart(who: Principal, market: MarketId): Promise<Cart> {
  if (who.kind === 'anonymous') return emptyCart('anonymous', market)
  return (await carts.get(cartKey(who.id, market))) ?? emptyCart(who.id, market)
}

/** The caller's cart as a page shows it; for somebody of whom nothing is kept, an empty one. @throws Unavailable */
export async function cartOf(who: Principal, locale: Locale): Promise<CartView> {
  const cart = await findCart(who, marketOf(locale).id)
  const view = cartView(cart, await factsFor(cart), locale)
  return cart.version === 0 && cart.lines.length === 0 ? { ...view, id: undefined } : view
}

/** Puts something into the cart.
 *  @throws NotFound `product`, Conflict `not-sold-here`, `sold-out`, `too-few`, `too-many`, `cart-full` */
export async function addToCart(
  who: Shopper,
  locale: Locale,
  sku: string,
  quantity: number,
): Promise<CartView> {
  const product = await describeSku(sku)
  return edit(who, locale, [sku], (facts) => {
    const price = facts.prices.get(sku)
    if (!price) throw new Conflict('not-sold-here', 'it is not sold in this market', { sku })
    return (cart) => {
      const next = adding({ ...product, sku, quantity, addedAt: isoNow(), seenPrice: price.amount })(cart)
      requireStock(next, sku, facts)
      return next
    }
  })
}

/** Changes how many of one thing the cart holds.
 *  @throws NotFound `cart-line`, Conflict `stale-cart` when it is not the version that the shopper saw, `sold-out`, `too-few` */
export const changeQuantity = (
  who: Shopper,
  locale: Locale,
  sku: string,
  quantity: number,
  version?: number,
) =>
  edit(who, locale, [], (facts) => (cart) => {
    requireVersion(cart, version)
    const more = quantity > (cart.lines.find((line) => line.sku === sku)?.quantity ?? 0)
    const next = setting(sku, quantity)(cart)
    if (more) requireStock(next, sku, facts)
    return next
  })

/** Takes a line out; it can be brought back until another is taken out. */
export const removeLine = (who: Shopper, locale: Locale, sku: string) =>
  edit(who, locale, [], () => removing(sku))
/** Brings back what was taken out last. @throws Conflict `nothing-to-undo` */
export const undoRemoval = (who: Shopper, locale: Locale) => edit(who, locale, [], () => restoring)
/** Sets a line aside for later. @throws NotFound `cart-line` */
export const saveForLater = (who: Shopper, locale: Locale, sku: string) =>
  edit(who, locale, [], () => saving(sku))
/** Puts back what was set aside. @throws NotFound `cart-line` */
export const moveToCart = (who: Shopper, locale: Locale, sku: string) =>
  edit(who, locale, [], () => unsaving(sku))

/** Keeps a note for the packer, a message for the person who gets it and a picture for the card; empty texts take them away.
 *  @param notes `giftPicture` is an upload of the caller's that has passed its check
 *  @throws NotFound `upload`, Conflict `upload-not-ready` */
export async function writeNotes(
  who: Shopper,
  locale: Locale,
  notes: { note?: string; giftMessage?: string; giftPicture?: string },
): Promise<CartView> {
  const { note, giftMessage, giftPicture } = notes
  const picture = giftPicture ? await readyPicture(who, giftPicture, 'gift') : undefined
  return edit(who, locale, [], () => (cart) => ({
    ...cart,
    note: note === undefined ? cart.note : note || undefined,
    giftMessage: giftMessage === undefined ? cart.giftMessage : giftMessage || undefined,
    giftPicture: giftPicture === undefined ? cart.giftPicture : picture,
  }))
}

/** Claims a promotion; whether it applies is told by the view's notices, and may change with the cart.
 *  @throws NotFound `promotion` when there is none by this code */
export async function claimPromotion(who: Shopper, locale: Locale, written: string): Promise<CartView> {
  const code = PromotionCode.safeParse(written)
  if (!code.success || !(await isOn('promotion-codes'))) {
    throw new NotFound('promotion', 'no promotion has this code')
  }
  const { cart, result } = await changeCart(who.id, marketOf(locale).id, async (current) => {
    const next = { ...current, promotion: code.data }
    const facts = await factsFor(next)
    const promotion = facts.promotion ?? (await findPromotion(code.data))
    if (!promotion) throw new NotFound('promotion', 'no promotion has this code')
    return { next, result: { ...facts, promotion } }
  })
  return cartView(cart, result, locale)
}

/** Gives a promotion up. */
export const dropPromotion = (who: Shopper, locale: Locale) =>
  edit(who, locale, [], () => (cart) => ({ ...cart, promotion: undefined }))

/** Moves a guest's carts into a customer's at sign-in. The guest's cart is emptied in the same commit, so that a repetition finds
 *  nothing left to move. @throws Unavailable */
export async function mergeCarts(guestId: string, customerId: string): Promise<void> {
  await Promise.all(marketIds.map((market) => mergeCart(guestId, customerId, market)))
}

/** The part of a transaction that takes what a checkout has bought out of the cart, or `undefined` where the cart is gone.
 *  Refused with Conflict `cart-changed` when the cart has changed since `cart` was read. */
export function closeCart(
  cart: Cart | undefined,
  checkoutId: string,
  bought: readonly { sku: string; quantity: number }[],
): TransactPart | undefined {
  if (!cart) return undefined
  const next = { ...withoutBought(cart, checkoutId, bought), updatedAt: isoNow() }
  return carts.replacing(cart, next, [], () => new Conflict('cart-changed', 'the cart has changed'))
}

/** The part of a transaction by which a checkout becomes the only one that may buy this cart.
 *  Refused with Conflict `cart-changed`. */
export const claimCart = (cart: Cart, checkoutId: string): TransactPart =>
  carts.replacing(
    cart,
    { ...cart, checkoutId },
    [],
    () => new Conflict('cart-changed', 'the cart has changed'),
  )

/** The stored cart of an owner, for the checkout. @throws Unavailable */
export const storedCart = (owner: string, market: MarketId): Promise<Cart | undefined> =>
  carts.get(cartKey(owner, market))

/** The cart that a payment under way buys: the owner's, or the customer's who took it over at sign-in. @throws Unavailable */
export async function cartInPayment(owner: string, market: MarketId): Promise<Cart | undefined> {
  const cart = await storedCart(owner, market)
  return cart?.movedTo && cart.lines.length === 0 ? storedCart(cart.movedTo, market) : cart
}

/** Edits the cart with fresh facts, and remembers the prices that the answer shows as seen. */
async function edit(
  who: Shopper,
  locale: Locale,
  more: readonly string[],
  plan: (facts: CartFacts) => Edit,
): Promise<CartView> {
  const market = marketOf(locale).id
  readFactsEarly(who.id, market, more)
  const { cart, result } = await changeCart(who.id, market, async (current) => {
    const facts = await factsFor(current, more)
    const next = plan(facts)(current)
    return { next: next === current ? current : seen(next, facts), result: { facts, asked: next } }
  })
  rememberLines(cart)
  return cartView({ ...result.asked, version: cart.version }, result.facts, locale)
}

const seen = (cart: Cart, { prices }: CartFacts): Cart => ({
  ...cart,
  lines: cart.lines.map((line) => ({ ...line, seenPrice: prices.get(line.sku)?.amount ?? line.seenPrice })),
})

function requireVersion(cart: Cart, version: number | undefined): void {
  if (version === undefined || version === cart.version) return
  throw new Conflict('stale-cart', 'the cart has changed since it was shown', { version: cart.version })
}

function requireStock(cart: Cart, sku: string, { stock }: CartFacts): void {
  const wanted = cart.lines.find((line) => line.sku === sku)?.quantity ?? 0
  const available = stock.get(sku)?.available ?? 0
  if (available === 0) throw new Conflict('sold-out', 'it is sold out', { skus: [sku] })
  if (available < wanted) throw new Conflict('too-few', 'not so many are left', { sku, available })
}

async function mergeCart(guestId: string, customerId: string, market: MarketId): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const theirs = await carts.get(cartKey(guestId, market))
    if (!theirs || theirs.lines.length + theirs.saved.length === 0) return
    const mine = await carts.get(cartKey(customerId, market))
    const next = { ...merged(mine ?? emptyCart(customerId, market), theirs), updatedAt: isoNow() }
    const emptied = {
      ...emptyCart(guestId, market),
      id: theirs.id,
      version: theirs.version,
      movedTo: customerId,
    }
    try {
      await transact([
        mine ? carts.replacing(mine, next) : carts.creating(next),
        carts.replacing(theirs, emptied),
      ])
      return
    } catch (error) {
      const lost = error instanceof Conflict && (error.code === 'stale' || error.code === 'exists')
      if (!lost || attempt === 8) throw error
    }
  }
}
