import { receiveStock } from '@/server/inventory/inventory'
import { warehouse } from '@/server/inventory/locations'
import { capture, reverse } from '@/server/payments/capture'
import { paymentOf } from '@/server/payments/payments'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { reached } from '@/server/platform/steps'
import { transact } from '@/server/platform/tables/transact'
import { orderPaid, orderRefunded } from './events'
import type { Order } from './model'
import { requireOrder } from './orders'
import { recorded } from './progress'
import { settlePlanned } from './refunds'
import type { OrderRefund } from './return-model'
import { paidFor } from './shares'
import { orders } from './store'

/** Takes the money of a placed order and notes it on the order, once however often it is asked.
 *  @throws Unavailable, ProviderTimeout: to be tried again */
export const collectPayment = (orderId: string): Promise<void> =>
  untilSettled(async () => {
    const [order, payment] = await Promise.all([requireOrder(orderId), paymentOf(orderId)])
    const held = order.review === 'pending' || order.fulfilment === 'cancelled'
    if (held || order.paymentStatus !== 'authorised') return
    const entries = await capture(payment)
    await reached('order.captured')
    const at = isoNow()
    const paid = { ...recorded(order, 'paid', at), paymentStatus: 'paid' as const }
    const told = orderPaid({ orderId, number: order.number, customerId: order.customerId })
    await transact([orders.replacing(order, paid, [told]), ...entries])
  })

/** Gives up or gives back the money of a cancelled order, and puts its goods back on the shelf. What was invoiced by then gets a credit
 *  note like any other refund.
 *  @throws Unavailable, ProviderTimeout: to be tried again */
export async function undoOrder(orderId: string): Promise<void> {
  await settlePlanned(await requireOrder(orderId))
  await untilSettled(async () => {
    const [order, payment] = await Promise.all([requireOrder(orderId), paymentOf(orderId)])
    if (order.paymentStatus === 'voided' || order.paymentStatus === 'refunded') return
    const entries = await reverse(payment)
    await reached('order.reversed')
    const { next, told } = order.paymentStatus === 'authorised' ? voided(order) : givenBack(order)
    await transact([orders.replacing(order, next, told), ...entries])
  })
  const { lines } = await requireOrder(orderId)
  for (const { sku, quantity } of lines) {
    await receiveStock({ sku, location: warehouse, quantity }, orderId, 'returned')
  }
}

const voided = (order: Order) => ({ next: { ...order, paymentStatus: 'voided' as const }, told: [] })

/** The order with all that is left of its money as one more refund; what goes out in exchange has cost nothing. */
function givenBack(order: Order) {
  const [key, at] = ['cancelled', isoNow()]
  const { id: orderId, number, customerId, lines, refunds = [] } = order
  const paid = paidFor(order, lines)
  const next = { ...recorded(order, 'refunded', at, `refund-${key}`), paymentStatus: 'refunded' as const }
  if (paid.amount <= 0) return { next, told: [] }
  const refund: OrderRefund = { key, ...paid, reason: 'cancelled', at, settled: true }
  return {
    next: { ...next, refunds: [...refunds, refund] },
    told: [orderRefunded({ orderId, number, customerId, key, amount: paid.amount })],
  }
}

async function untilSettled(settle: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await settle()
      return
    } catch (error) {
      const lost = error instanceof Conflict && error.code === 'stale'
      if (!lost || attempt === 8) throw error
    }
  }
}
