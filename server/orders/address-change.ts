import { deliverableAddress } from '@/server/checkout/address'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import type { Principal } from '@/server/platform/principal'
import type { PostalAddress } from '@/server/platform/schemas'
import { changed } from '@/server/platform/tables/change'
import { addressChangeRequested } from './events'
import type { Order } from './model'
import { ownOrder } from './orders'
import { canChangeAddress } from './progress'
import { orderKey, orders } from './store'

/** Sends an order elsewhere while it is not being packed. The order management may still be too far with it: then the old address
 *  stands again, and the owner is told. The tax was worked out for one country and state, so those must stay.
 *  @param token from a confirmation or e-mail, for guests
 *  @throws NotFound `order`, Conflict `too-late-to-change`, `other-tax`, Invalid `address-not-delivered`, `address-postcode`,
 *    `address-region` */
export async function changeAddress(
  who: Principal,
  id: string,
  written: PostalAddress,
  token?: string,
): Promise<Order> {
  await ownOrder(who, id, token)
  return orders.update(orderKey(id), 'order', (order) => {
    if (!canChangeAddress(order)) throw new Conflict('too-late-to-change', 'it is being packed or on its way')
    const shipping = deliverableAddress(written, order.market)
    if (shipping.country !== order.shipping.country || shipping.region !== order.shipping.region) {
      throw new Conflict('other-tax', 'another state or country has another tax')
    }
    const askedAt = isoNow()
    const { number, customerId } = order
    return changed(
      { ...order, shipping, addressChange: { askedAt, previous: order.shipping, state: 'asked' } },
      addressChangeRequested({ orderId: id, number, customerId, shipping }),
    )
  })
}
