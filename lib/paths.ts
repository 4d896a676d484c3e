import type { Locale } from '@/lib/markets'

/** Addresses of the shop's pages, in one place. */
export const paths = (locale: Locale) => ({
  home: `/${locale}`,
  category: (id: string) => `/${locale}/c/${id}`,
  product: (id: string, sku?: string) => `/${locale}/p/${id}${sku ? `/${encodeURIComponent(sku)}` : ''}`,
  search: (text?: string) => `/${locale}/search${text ? `?q=${encodeURIComponent(text)}` : ''}`,
  stores: `/${locale}/stores`,
  stories: `/${locale}/stories`,
  story: (slug: string) => `/${locale}/stories/${slug}`,
  campaign: (slug: string) => `/${locale}/campaigns/${slug}`,
  /** Of these products, side by side. */
  compare: (ids: readonly string[]) =>
    `/${locale}/compare${ids.length > 0 ? `?${ids.map((id) => `p=${id}`).join('&')}` : ''}`,
  cart: `/${locale}/cart`,
  checkout: `/${locale}/checkout`,
  confirmation: (order: string) => `/${locale}/checkout/confirmation/${order}`,
  /** Where the bank sends a shopper back to; it shows how far the checkout is. */
  checkoutReturn: (checkout: string) => `/${locale}/checkout/return/${checkout}`,
  track: `/${locale}/orders`,
  /** An order without an account; the token opens it. */
  trackOrder: (id: string, token?: string) =>
    `/${locale}/orders/${id}${token ? `?token=${encodeURIComponent(token)}` : ''}`,
  account: `/${locale}/account`,
  orders: `/${locale}/account/orders`,
  order: (id: string) => `/${locale}/account/orders/${id}`,
  addresses: `/${locale}/account/addresses`,
  profile: `/${locale}/account/profile`,
  security: `/${locale}/account/security`,
  reviews: `/${locale}/account/reviews`,
  /** Where one's review of a product is written. */
  review: (product: string) => `/${locale}/account/reviews/${product}`,
  /** What is said of a product; the newest first unless another order is asked for, and of all stars unless of some. */
  productReviews: (product: string, order: 'newest' | 'helpful' = 'newest', page = 1, stars?: number) =>
    [
      `/${locale}/p/${product}/reviews`,
      ...(stars === undefined ? [] : [`stars-${stars}`]),
      ...(order === 'newest' ? [] : [order]),
      ...(page === 1 ? [] : [page]),
    ].join('/'),
  wishlists: `/${locale}/account/wishlists`,
  /** A guest's list; customers are sent on to theirs. */
  wishlist: `/${locale}/wishlist`,
  sharedWishlist: (token: string) => `/${locale}/wishlist/shared/${token}`,
  accountDeleted: `/${locale}/account-deleted`,
  signIn: `/${locale}/sign-in`,
  signUp: `/${locale}/sign-up`,
  resetPassword: `/${locale}/sign-in/reset`,
})
export type Paths = ReturnType<typeof paths>
