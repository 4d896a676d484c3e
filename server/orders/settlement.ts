import { warehouse } from '@/server/inventory/locations'
import { receiveStock } from '@/server/inventory/inventory'
import { capture, reverse } from '@/server/payments/capture'
import { paymentOf } from '@/server/payments/payments'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { reached } from '@/server/platform/steps'
import { transact } from '@/server/platform/tables/transact'
import { orderPaid } from './events'
import { requireOrder } from './orders'
import { recorded } from './progress'
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

/** Gives up or gives back the money of a cancelled order, and puts its goods back on the shelf.
 *  @throws Unavailable, ProviderTimeout: to be tried again */
export async function undoOrder(orderId: string): Promise<void> {
  await untilSettled(async () => {
    const [order, payment] = await Promise.all([requireOrder(orderId), paymentOf(orderId)])
    if (order.paymentStatus === 'voided' || order.paymentStatus === 'refunded') return
    const entries = await reverse(payment)
    await reached('order.reversed')
    const wasPaid = order.paymentStatus === 'paid'
    const next = {
      ...(wasPaid ? recorded(order, 'refunded', isoNow()) : order),
      paymentStatus: wasPaid ? ('refunded' as const) : ('voided' as const),
    }
    await transact([orders.replacing(order, next), ...entries])
  })
  const { lines } = await requireOrder(orderId)
  for (const { sku, quantity } of lines) {
    await receiveStock({ sku, location: warehouse, quantity }, orderId, 'returned')
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
