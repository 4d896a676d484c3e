import { type Cart, type CartLine, maxLines, maxQuantity } from './model'
import { Conflict, NotFound } from '@/server/platform/errors'

/** Changes of a cart as pure functions: the cart before, the cart after. */
export type Edit = (cart: Cart) => Cart

const lineOf = (lines: readonly CartLine[], sku: string): CartLine => {
  const line = lines.find((one) => one.sku === sku)
  if (!line) throw new NotFound('cart-line')
  return line
}
const without = (lines: readonly CartLine[], sku: string) => lines.filter((line) => line.sku !== sku)
const bounded = (quantity: number): number => {
  if (quantity > maxQuantity)
    throw new Conflict('too-many', 'a cart holds 99 of one thing', { maximum: maxQuantity })
  return quantity
}
const checkedLength = (lines: CartLine[]): CartLine[] => {
  if (lines.length > maxLines) throw new Conflict('cart-full', 'the cart is full', { maximum: maxLines })
  return lines
}

/** Puts a line in; more of what is there already is added to it. @throws Conflict `too-many`, `cart-full` */
export const adding =
  (line: CartLine): Edit =>
  (cart) => {
    const known = cart.lines.find((one) => one.sku === line.sku)
    const merged = known
      ? { ...line, quantity: bounded(known.quantity + line.quantity), addedAt: known.addedAt }
      : line
    const lines = known
      ? cart.lines.map((one) => (one.sku === line.sku ? merged : one))
      : checkedLength([...cart.lines, merged])
    return { ...cart, lines, saved: without(cart.saved, line.sku) }
  }

/** @throws NotFound `cart-line` */
export const setting =
  (sku: string, quantity: number): Edit =>
  (cart) => {
    if (lineOf(cart.lines, sku).quantity === quantity) return cart
    return { ...cart, lines: cart.lines.map((line) => (line.sku === sku ? { ...line, quantity } : line)) }
  }

/** Takes a line out and remembers it. Taking out what is not there changes nothing: a form may be sent twice. */
export const removing =
  (sku: string): Edit =>
  (cart) => {
    const line = cart.lines.find((one) => one.sku === sku)
    if (line) return { ...cart, lines: without(cart.lines, sku), removed: line, removedFrom: undefined }
    const aside = cart.saved.find((one) => one.sku === sku)
    return aside ? { ...cart, saved: without(cart.saved, sku), removed: aside, removedFrom: 'saved' } : cart
  }

/** Brings the line back that was taken out last. @throws Conflict `nothing-to-undo` */
export const restoring: Edit = (cart) => {
  if (!cart.removed) throw new Conflict('nothing-to-undo', 'nothing was removed')
  const { removed, removedFrom, ...rest } = cart
  if ([...rest.lines, ...rest.saved].some((line) => line.sku === removed.sku)) return rest
  if (removedFrom === 'saved') return { ...rest, saved: checkedLength([...rest.saved, removed]) }
  return adding(removed)(rest)
}

/** Sets a line aside for later. @throws NotFound `cart-line` */
export const saving =
  (sku: string): Edit =>
  (cart) => {
    const line = lineOf(cart.lines, sku)
    const saved = checkedLength([...without(cart.saved, sku), line])
    return { ...cart, lines: without(cart.lines, sku), saved }
  }

/** Puts back what was set aside. @throws NotFound `cart-line` */
export const unsaving =
  (sku: string): Edit =>
  (cart) =>
    adding(lineOf(cart.saved, sku))(cart)

/** What a customer's cart becomes when a guest's joins it: quantities add up, to 99 at most; lines that do not fit any more are
 *  set aside, and nothing is lost before the bounds are. */
export function merged(mine: Cart, theirs: Cart): Cart {
  let cart = mine
  for (const line of theirs.lines) {
    const known = cart.lines.find((one) => one.sku === line.sku)
    const room = maxQuantity - (known?.quantity ?? 0)
    const fits = known !== undefined || cart.lines.length < maxLines
    if (room > 0 && fits) cart = adding({ ...line, quantity: Math.min(room, line.quantity) })(cart)
    else if (!known && cart.saved.length < maxLines) cart = { ...cart, saved: [...cart.saved, line] }
  }
  const known = new Set([...cart.lines, ...cart.saved].map((line) => line.sku))
  const saved = [...cart.saved, ...theirs.saved.filter((line) => !known.has(line.sku))].slice(0, maxLines)
  return {
    ...cart,
    saved,
    promotion: cart.promotion ?? theirs.promotion,
    note: cart.note ?? theirs.note,
    giftMessage: cart.giftMessage ?? theirs.giftMessage,
    giftPicture: cart.giftPicture ?? theirs.giftPicture,
  }
}

/** What stays when a checkout has bought these quantities: whatever was added since then. What belonged to the checkout goes. */
export function withoutBought(
  cart: Cart,
  checkoutId: string,
  bought: readonly { sku: string; quantity: number }[],
): Cart {
  const quantities = new Map(bought.map((line) => [line.sku, line.quantity]))
  const lines = cart.lines.flatMap((line) => {
    const quantity = line.quantity - (quantities.get(line.sku) ?? 0)
    return quantity > 0 ? [{ ...line, quantity }] : []
  })
  if (cart.checkoutId !== checkoutId) return { ...cart, lines }
  const {
    checkoutId: _done,
    promotion: _used,
    note: _note,
    giftMessage: _gift,
    giftPicture: _picture,
    removed: _gone,
    removedFrom: _from,
    ...rest
  } = cart
  return { ...rest, lines }
}
