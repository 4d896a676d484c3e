import type { Locale } from '@/lib/markets'
import type { OrderView } from '@/server/orders/model'
import { requireOrder } from '@/server/orders/orders'
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
  entries: { kind: 'capture' | 'refund'; tender: string; amount: number; at: string }[]
}

/** Everything about one order, for those who look after it. @throws NotFound `page`, `order`, Unavailable */
export async function orderFile(who: Principal, id: string, locale: Locale): Promise<OrderFile> {
  requireStaff(who)
  const [order, payment] = await Promise.all([requireOrder(id), paymentOf(id)])
  return {
    order: orderView(order, locale),
    ...sumsOf(payment),
    entries: payment.entries.map(({ kind, tender, amount, at }) => ({ kind, tender, amount, at })),
  }
}
