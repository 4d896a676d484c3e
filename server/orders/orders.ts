import type { Locale } from '@/lib/markets'
import { opensOrder } from './access'
import { cancellationRequested } from './events'
import type { Order, OrderPage, OrderView } from './model'
import { canCancel, recorded } from './progress'
import { cancelledWhileHeld, toldOfPlacing } from './review'
import { orderKey, orders } from './store'
import { orderSummary, orderView } from './view'
import { isoNow } from '@/server/platform/clock'
import { Conflict, NotFound } from '@/server/platform/errors'
import type { Customer, Guest, Principal } from '@/server/platform/principal'
import { changed } from '@/server/platform/tables/change'
import type { TransactPart } from '@/server/platform/tables/transact'

/** The part of a transaction that places an order, with the event that tells of it. */
export function placingOrder(order: Order): TransactPart {
  return orders.creating(
    order,
    [toldOfPlacing(order)],
    () => new Conflict('order-exists', 'the order has been placed already'),
  )
}

/** The order itself, for the rooms and workers that deal with it; whoever calls has made sure that they may.
 *  @throws NotFound `order` */
export const requireOrder = (id: string): Promise<Order> => orders.require(orderKey(id), 'order')

/** The order, if it is the caller's or a token opens it. To everybody else it does not exist.
 *  @throws NotFound `order` */
export async function ownOrder(who: Principal, id: string, token?: string): Promise<Order> {
  const order = await requireOrder(id)
  const owns = who.kind !== 'anonymous' && who.id === order.customerId
  if (!owns && !opensOrder(token, id)) throw new NotFound('order')
  return order
}

/** An order as its owner reads it, in the language of a page.
 *  @param token from a confirmation or e-mail, for guests
 *  @throws NotFound `order`, for those whose it is not as well */
export const orderOf = async (
  who: Principal,
  id: string,
  locale: Locale,
  token?: string,
): Promise<OrderView> => orderView(await ownOrder(who, id, token), locale)

/** The caller's orders, the latest first. @throws Invalid `cursor`, Unavailable */
export async function ordersOf(
  who: Customer | Guest,
  locale: Locale,
  { limit = 20, cursor }: { limit?: number; cursor?: string } = {},
): Promise<OrderPage> {
  const by = { index: 'byCustomer', attribute: 'customerId', equals: who.id }
  const page = await orders.query(by, { limit, cursor, descending: true })
  return { orders: page.items.map((order) => orderSummary(order, locale)), cursor: page.cursor }
}

/** Asks to cancel an order that is not being packed yet; asking again changes nothing. The order management decides.
 *  @throws NotFound `order`, Conflict `too-late-to-cancel` */
export async function requestCancellation(
  who: Principal,
  id: string,
  locale: Locale,
  token?: string,
): Promise<OrderView> {
  const order = await ownOrder(who, id, token)
  if (order.cancellation && !order.cancellation.refused) return orderView(order, locale)
  const next = await orders.update(orderKey(id), 'order', (current) => {
    if (!canCancel(current)) throw new Conflict('too-late-to-cancel', 'it is being packed or on its way')
    const at = isoNow()
    const asked = {
      ...recorded(current, 'cancellation-requested', at),
      cancellation: { requestedAt: at, refused: false },
    }
    if (current.review === 'pending') {
      const held = cancelledWhileHeld(asked)
      return changed(held.order, held.told)
    }
    const { id: orderId, number, customerId } = current
    return changed(asked, cancellationRequested({ orderId, number, customerId }))
  })
  return orderView(next, locale)
}
