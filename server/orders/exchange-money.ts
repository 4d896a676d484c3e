import { pricesOf } from '@/server/pricing/pricing'
import type { Order, Pieces } from './model'
import { requireOrder } from './orders'
import { refundExchange } from './refunds'
import type { Return } from './return-model'
import { paidFor } from './shares'

const differenceKey = (rma: string): string => `${rma}-difference`

/** Gives back what the pieces that go out cost less than what was paid for those that came back, in proportion of today's price to the
 *  price of then, so that discount and tax go along. Dearer ones cost nothing more: their price rose while they were on their way.
 *  @throws NotFound `order`, Unavailable, ProviderTimeout: to be tried again */
export async function refundDifference(order: Order, back: Return): Promise<void> {
  const wished = back.lines.flatMap(({ exchange }) => exchange ?? [])
  const prices = await pricesOf(wished, order.market)
  const amount = back.lines.reduce((sum, { sku, quantity, exchange }) => {
    const unit = order.lines.find((line) => line.sku === sku)?.unit ?? 0
    const now = exchange === undefined ? unit : (prices.get(exchange)?.amount ?? unit)
    if (now >= unit) return sum
    const paid = paidFor({ ...order, refunds: [] }, [{ sku, quantity }])
    const goods = paid.lines.reduce((total, line) => total + line.amount, 0)
    return sum + Math.floor((goods * (unit - now)) / unit)
  }, 0)
  if (amount === 0) return
  await refundExchange(order.id, differenceKey(back.rma), () => ({ amount, delivery: 0, lines: [] }))
}

/** Gives the money of a return back after all, for pieces that should have gone out in exchange and will not.
 *  @param exchange the order that should have brought them; nothing happens for any other
 *  @param unsent its pieces that will not come
 *  @param event names why, once
 *  @throws NotFound `order`, Unavailable, ProviderTimeout: to be tried again */
export async function refundUnsent(exchange: Order, unsent: readonly Pieces[], event: string): Promise<void> {
  if (!exchange.exchangeFor) return
  const { orderId, rma } = exchange.exchangeFor
  const back = (await requireOrder(orderId)).returns?.find((one) => one.rma === rma)
  if (!back) return
  const pieces = cameBackFor(back, unsent)
  const count = (list: readonly { quantity: number }[]) => list.reduce((sum, one) => sum + one.quantity, 0)
  const exchanged = count(back.lines.filter((line) => line.exchange))
  await refundExchange(orderId, `${rma}-${event}`, (order) => {
    const { amount, delivery, lines } = paidFor(order, pieces)
    const difference = order.refunds?.find((one) => one.key === differenceKey(rma))?.amount ?? 0
    // What was given back as the difference is gone already; of the last piece's share paidFor has seen to it.
    const most =
      lines.reduce((sum, line) => sum + line.amount, 0) - Math.floor((difference * count(pieces)) / exchanged)
    return { amount: delivery > 0 ? amount : Math.min(amount, most), delivery, lines }
  })
}

/** The pieces that came back, in whose place these should have gone. */
function cameBackFor(back: Return, unsent: readonly Pieces[]): Pieces[] {
  const left = new Map(unsent.map(({ sku, quantity }) => [sku, quantity]))
  return back.lines.flatMap(({ sku, quantity, exchange }) => {
    const there = Math.min(quantity, left.get(exchange ?? '') ?? 0)
    if (there > 0 && exchange) left.set(exchange, (left.get(exchange) ?? 0) - there)
    return there > 0 ? [{ sku, quantity: there }] : []
  })
}
