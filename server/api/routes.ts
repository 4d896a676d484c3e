import { assets, uploads } from '@/server/assets/routes'
import { cart } from '@/server/cart/routes'
import { catalogue } from '@/server/catalogue/routes'
import { checkout } from '@/server/checkout/routes'
import { customers } from '@/server/customers/routes'
import { restock } from '@/server/engagement/routes'
import { orders } from '@/server/orders/routes'
import type { Api } from '@/server/platform/http/api'
import { reviews } from '@/server/reviews/routes'
import { search } from '@/server/search/routes'
import { stores } from '@/server/stores/routes'
import { wishlists } from '@/server/wishlists/routes'

/** Every resource that both doors serve: the BFF by cookie, the app tier by access token. The session itself belongs to
 *  browsers alone, so it is not among them. */
export const resources: readonly Api[] = [
  catalogue,
  search,
  stores,
  cart,
  checkout,
  orders,
  customers,
  uploads,
  assets,
  restock,
  reviews,
  wishlists,
]
