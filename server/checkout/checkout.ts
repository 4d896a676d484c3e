import { type Locale, marketById, marketOf } from '@/lib/markets'
import { readCartEarly } from '@/server/cart/ahead'
import { claimCart, storedCart } from '@/server/cart/cart'
import type { Cart } from '@/server/cart/model'
import { checkedAddress, deliverableAddress } from './address'
import { claimOf, firstUse, use, using } from './keys'
import { detailsState, inPayment, isOver, moved, noted } from './machine'
import type { Checkout, CheckoutDetails, CheckoutView } from './model'
import { quoteFor } from './quote'
import { checkoutKey, checkouts } from './store'
import { checkoutView } from './view'
import { newOrderNumber } from '@/server/orders/number'
import { planTenders } from '@/server/payments/tenders'
import { isoNow } from '@/server/platform/clock'
import { isOn } from '@/server/flags/flags'
import { Conflict, NotFound, Unauthenticated } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { Customer, Guest, Principal } from '@/server/platform/principal'
import { requestId } from '@/server/platform/request-context'
import { transact } from '@/server/platform/tables/transact'

type Shopper = Guest | Customer

/** Begins to check the caller's cart out, or goes on with the checkout that the cart has: a second click and a second tab find
 *  the same one. Details may come along.
 *  @param key the client's own name for this request: a repetition under it finds what the first one began
 *  @throws Conflict `cart-empty`, `payment-in-progress`, `idempotency-key-reused`; Invalid `address-…` */
export async function startCheckout(
  who: Shopper,
  locale: Locale,
  details: CheckoutDetails = {},
  key?: string,
): Promise<CheckoutView> {
  if (who.kind === 'guest' && !(await isOn('guest-checkout'))) throw new Unauthenticated('sign-in-first')
  const market = marketOf(locale).id
  const claim = claimOf(who.id, key, { start: locale, ...details })
  for (let attempt = 1; ; attempt++) {
    readCartEarly(who.id, market)
    const cart = await storedCart(who.id, market)
    const first = await firstUse(claim, cart?.checkoutId)
    if (first !== undefined) return viewOf(await ownCheckout(who, first), cart)
    if (!cart || cart.lines.length === 0) throw new Conflict('cart-empty', 'there is nothing in the cart')
    const known = cart.checkoutId ? await checkouts.get(checkoutKey(cart.checkoutId)) : undefined
    if (known && known.owner === who.id && !isOver(known.state)) {
      const asked = Object.values(details).some((value) => value !== undefined)
      const current =
        asked || known.locale !== locale ? await saveDetails(known, { ...details, locale }) : known
      await use(claim, known.id)
      return viewOf(current, cart)
    }
    const fresh = withDetails(newCheckout(who, cart, locale), details)
    try {
      await transact([claimCart(cart, fresh.id), checkouts.creating(fresh), ...using(claim, fresh.id)])
      return await viewOf(fresh, { ...cart, checkoutId: fresh.id })
    } catch (error) {
      const lost = error instanceof Conflict && ['cart-changed', 'stale'].includes(error.code)
      if (!lost || attempt === 8) throw error
    }
  }
}

/** Tells or changes contact, addresses and delivery of a checkout that is not being paid.
 *  @throws NotFound `checkout`, Conflict `payment-in-progress`, `checkout-over`; Invalid `address-…` */
export async function changeDetails(
  who: Shopper,
  id: string,
  details: CheckoutDetails,
): Promise<CheckoutView> {
  const current = await ownCheckout(who, id)
  return viewOf(await saveDetails(current, details))
}

/** A checkout as its owner sees it. @throws NotFound `checkout` */
export const checkoutOf = async (who: Principal, id: string): Promise<CheckoutView> =>
  viewOf(await ownCheckout(who, id))

/** The checkout that the caller's cart has, or `undefined` where none was begun. For pages. @throws Unavailable */
export async function currentCheckout(who: Principal, locale: Locale): Promise<CheckoutView | undefined> {
  if (who.kind === 'anonymous') return undefined
  const cart = await storedCart(who.id, marketOf(locale).id)
  const checkout = cart?.checkoutId ? await checkouts.get(checkoutKey(cart.checkoutId)) : undefined
  return checkout && !isOver(checkout.state) ? viewOf(checkout, cart) : undefined
}

/** The caller's checkout. To everybody else it does not exist. @throws NotFound `checkout` */
export async function ownCheckout(who: Principal, id: string): Promise<Checkout> {
  const checkout = await checkouts.get(checkoutKey(id))
  return requireOwner(who, checkout)
}

/** The caller's checkout with the cart that it buys, read in one call. @throws NotFound `checkout` */
export async function ownCheckoutWithCart(
  who: Shopper,
  id: string,
  locale: Locale,
): Promise<{ checkout: Checkout; cart: Cart | undefined }> {
  const { id: market } = marketOf(locale)
  const [found, cart] = await Promise.all([checkouts.get(checkoutKey(id)), storedCart(who.id, market)])
  const checkout = requireOwner(who, found)
  return { checkout, cart: checkout.market === market ? cart : await storedCart(who.id, checkout.market) }
}

/** The view of a checkout; before payment with what the cart comes to now. @throws Unavailable */
export async function viewOf(checkout: Checkout, known?: Cart): Promise<CheckoutView> {
  if (checkout.frozen && (inPayment(checkout.state) || isOver(checkout.state))) {
    const { frozen, attempt } = checkout
    return checkoutView(checkout, frozen.quote, frozen.lines, attempt?.giftCards)
  }
  const cart = known ?? (await storedCart(checkout.owner, checkout.market))
  const lines = cart?.checkoutId === checkout.id ? cart.lines : []
  const quoted = await quoteFor({ ...(cart ?? noCart(checkout)), lines }, checkout)
  const { currency } = marketById(checkout.market)
  const ids = checkout.giftCards.map((card) => card.id)
  const tenders = await planTenders(ids, quoted.quote.total, currency)
  return checkoutView(checkout, quoted.quote, lines, tenders.giftCards)
}

function requireOwner(who: Principal, checkout: Checkout | undefined): Checkout {
  const owns = checkout && who.kind !== 'anonymous' && checkout.owner === who.id
  if (!owns) throw new NotFound('checkout')
  return checkout
}

const noCart = (checkout: Checkout): Cart => ({
  id: checkout.cartId,
  owner: checkout.owner,
  market: checkout.market,
  version: 0,
  lines: [],
  saved: [],
  updatedAt: checkout.createdAt,
})

function newCheckout(who: Shopper, cart: Cart, locale: Locale): Checkout {
  const at = isoNow()
  return {
    id: newId('chk'),
    version: 0,
    owner: who.id,
    cartId: cart.id,
    market: cart.market,
    locale,
    state: 'open',
    email: who.kind === 'customer' ? who.email : undefined,
    delivery: undefined,
    giftCards: [],
    attempts: 0,
    toGiveUp: [],
    orderId: newId('ord'),
    orderNumber: newOrderNumber(),
    history: [{ state: 'open', at, version: 0, by: requestId() ?? 'unknown', what: 'begun' }],
    createdAt: at,
  }
}

function withDetails(checkout: Checkout, details: CheckoutDetails & { locale?: Locale }): Checkout {
  const next: Checkout = {
    ...checkout,
    locale: details.locale ?? checkout.locale,
    email: details.email ?? checkout.email,
    shipping: details.shipping ? deliverableAddress(details.shipping, checkout.market) : checkout.shipping,
    billing: details.billingSame
      ? undefined
      : details.billing
        ? checkedAddress(details.billing)
        : checkout.billing,
    delivery: details.delivery ?? checkout.delivery,
  }
  const state = detailsState(next)
  return state === next.state
    ? noted(next, isoNow(), 'details changed')
    : moved(next, state, isoNow(), 'details changed')
}

const saveDetails = (first: Checkout, details: CheckoutDetails & { locale?: Locale }): Promise<Checkout> =>
  changeCheckout(first, (current) => withDetails(current, details))

/** Changes a checkout that is not being paid; again with the newer state when somebody else was quicker.
 *  @throws Conflict `payment-in-progress`, `checkout-over` */
export async function changeCheckout(
  first: Checkout,
  change: (current: Checkout) => Checkout,
): Promise<Checkout> {
  let current = first
  for (let attempt = 1; ; attempt++) {
    if (inPayment(current.state)) {
      throw new Conflict('payment-in-progress', 'a payment is under way', { checkout: current.id })
    }
    if (isOver(current.state))
      throw new Conflict('checkout-over', `it is ${current.state}`, { state: current.state })
    try {
      return await checkouts.replace(current, change(current))
    } catch (error) {
      const lost = error instanceof Conflict && error.code === 'stale'
      if (!lost || attempt === 8) throw error
      current = await checkouts.require(checkoutKey(current.id), 'checkout')
    }
  }
}
