import type { Locale } from '@/lib/markets'
import { pictureAt } from '@/server/assets/view'
import type { OrderView } from '@/server/orders/model'
import { requireOrder } from '@/server/orders/orders'
import { worthOf } from '@/server/orders/return-desk'
import { orderView } from '@/server/orders/view'
import { paymentOf, sumsOf } from '@/server/payments/payments'
import type { Principal } from '@/server/platform/principal'
import { requireStaff } from './staff'

/** An order with its books. */
export interface OrderFile {
  order: OrderView
  /** Minor units of the order's currency. */
  captured: number
  refunded: number
  /** What each return would bring back in money; by its number. */
  worth: Readonly<Record<string, number>>
  /** The picture for the gift's card, behind a link that soon ends. */
  giftPicture?: { src: string; width: number; height: number }
  entries: { kind: 'capture' | 'refund' | 'refund-failed'; tender: string; amount: number; at: string }[]
}

/** Everything about one order, for those who look after it. @throws NotFound `page`, `order`, Unavailable */
export async function orderFile(who: Principal, id: string, locale: Locale): Promise<OrderFile> {
  requireStaff(who)
  const [order, payment] = await Promise.all([requireOrder(id), paymentOf(id)])
  return {
    order: orderView(order, locale),
    ...sumsOf(payment),
    worth: Object.fromEntries((order.returns ?? []).map((back) => [back.rma, worthOf(order, back)])),
    giftPicture: order.giftPicture === undefined ? undefined : await pictureAt(order.giftPicture),
    entries: payment.entries.map(({ kind, tender, amount, at }) => ({ kind, tender, amount, at })),
  }
}
