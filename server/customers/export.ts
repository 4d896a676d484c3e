import { marketIds } from '@/lib/markets'
import { profileOf } from './customers'
import { uploadsOf } from '@/server/assets/uploads'
import { storedCart } from '@/server/cart/cart'
import { everyOrderOf } from '@/server/orders/held'
import { orderView } from '@/server/orders/view'
import { isoNow } from '@/server/platform/clock'
import type { Customer } from '@/server/platform/principal'
import { devicesOf } from '@/server/sessions/devices'
import { ownReviews } from '@/server/reviews/writing'
import { ownWishlists } from '@/server/wishlists/wishlists'

/** All that the shop keeps of a customer, for themselves to take along (GDPR, articles 15 and 20): what they have told, what they have
 *  bought, and what they have put aside. Keys and secrets that open something are left out.
 *  @throws NotFound `customer`, Unavailable */
export async function exportOf(who: Customer) {
  const [profile, devices, uploads, wishlists, reviews, baskets] = await Promise.all([
    profileOf(who),
    devicesOf(who),
    uploadsOf(who),
    ownWishlists(who),
    ownReviews(who),
    Promise.all(marketIds.map((market) => storedCart(who.id, market))),
  ])
  const orders: ReturnType<typeof orderView>[] = []
  for await (const order of everyOrderOf(who.id)) orders.push(orderView(order, order.locale))
  return {
    exportedAt: isoNow(),
    profile,
    signedInOn: devices.map(({ device, since }) => ({ device, since })),
    orders,
    baskets: baskets.flatMap((cart) =>
      cart
        ? [
            {
              market: cart.market,
              lines: cart.lines,
              savedForLater: cart.saved,
              promotion: cart.promotion,
              note: cart.note,
              giftMessage: cart.giftMessage,
              updatedAt: cart.updatedAt,
            },
          ]
        : [],
    ),
    wishlists,
    reviews: reviews.map(({ photos, ...review }) => ({ ...review, photographs: photos.map(({ id }) => id) })),
    uploads,
  }
}
