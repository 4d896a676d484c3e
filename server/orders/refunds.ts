import { refundPayment } from '@/server/payments/refunds'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { reached } from '@/server/platform/steps'
import { changed, unchanged } from '@/server/platform/tables/change'
import { orderRefunded } from './events'
import type { Order, Pieces } from './model'
import { recorded } from './progress'
import type { OrderRefund } from './return-model'
import { lessKeptBack, paidFor } from './shares'
import { orderKey, orders } from './store'

/** Gives back what was paid for pieces of an order. What goes back is written on the order first, then the money moves, then both is
 *  told; the same key gives back once, whoever repeats it and wherever the last try ended.
 *  @param keptBack what of their worth stays with the house, in minor units
 *  @throws NotFound `order`, Conflict `over-refund`, Unavailable, ProviderTimeout: to be tried again */
export async function refundPieces(
  orderId: string,
  pieces: readonly Pieces[],
  reason: 'returned' | 'not-available',
  key: string,
  keptBack = 0,
): Promise<Order> {
  return settle(orderId, key, (order) => {
    const paid = lessKeptBack(paidFor(order, pieces), keptBack)
    return paid.amount > 0 ? { key, ...paid, reason, at: isoNow(), settled: false } : undefined
  })
}

/** Gives back an amount that no piece stands for.
 *  @param amount minor units
 *  @throws Conflict `over-refund` beyond what was paid and not given back, `not-paid` while nothing was */
export async function refundAmount(orderId: string, amount: number, key: string): Promise<Order> {
  return settle(orderId, key, (order) => {
    const left = order.quote.total - (order.refunds ?? []).reduce((sum, one) => sum + one.amount, 0)
    if (order.paymentStatus !== 'paid' && order.paymentStatus !== 'partly-refunded') {
      throw new Conflict('not-paid', 'nothing has been paid that could be given back')
    }
    if (amount > left) throw new Conflict('over-refund', 'more than was paid', { left })
    return { key, amount, delivery: 0, lines: [], reason: 'goodwill', at: isoNow(), settled: false }
  })
}

/** Gives back what an exchange leaves to be given back, as it is worked out on the order as it is then.
 *  @throws NotFound `order`, Conflict `over-refund`, Unavailable, ProviderTimeout: to be tried again */
export const refundExchange = (
  orderId: string,
  key: string,
  plan: (order: Order) => Pick<OrderRefund, 'amount' | 'delivery' | 'lines'>,
): Promise<Order> =>
  settle(orderId, key, (order) => {
    const paid = plan(order)
    return paid.amount > 0 ? { key, ...paid, reason: 'returned', at: isoNow(), settled: false } : undefined
  })

/** Moves the money of refunds that were written down and whose mover died: whoever gives back the rest does it after them.
 *  @throws NotFound `order`, Unavailable, ProviderTimeout: to be tried again */
export async function settlePlanned(order: Order): Promise<void> {
  for (const { key, settled } of order.refunds ?? []) {
    if (!settled) await settle(order.id, key, () => undefined)
  }
}

async function settle(
  orderId: string,
  key: string,
  plan: (order: Order) => OrderRefund | undefined,
): Promise<Order> {
  const planned = await orders.update(orderKey(orderId), 'order', (order) => {
    if (order.refunds?.some((refund) => refund.key === key)) return unchanged(order)
    const refund = plan(order)
    return refund ? changed({ ...order, refunds: [...(order.refunds ?? []), refund] }) : unchanged(order)
  })
  const refund = planned.refunds?.find((one) => one.key === key)
  if (!refund || refund.settled) return planned
  await reached('order.refund-planned')
  await refundPayment(orderId, refund.amount, refund.reason, key)
  await reached('order.refund-paid')
  return orders.update(orderKey(orderId), 'order', (order) => {
    const open = order.refunds?.find((one) => one.key === key)
    if (!open || open.settled) return unchanged(order)
    const refunds = (order.refunds ?? []).map((one) => (one.key === key ? { ...one, settled: true } : one))
    const told = orderRefunded({
      orderId,
      number: order.number,
      customerId: order.customerId,
      key,
      amount: open.amount,
    })
    const sum = refunds.filter((one) => one.settled).reduce((total, one) => total + one.amount, 0)
    const paymentStatus = sum >= order.quote.total ? ('refunded' as const) : ('partly-refunded' as const)
    return changed({ ...recorded(order, 'refunded', told.at, `refund-${key}`), refunds, paymentStatus }, told)
  })
}
