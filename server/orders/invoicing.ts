import { objectsAs } from '@/server/platform/objects'
import { reached } from '@/server/platform/steps'
import { changed, unchanged } from '@/server/platform/tables/change'
import { renderInvoice } from './documents/invoice'
import { invoiceIssued } from './events'
import type { Order } from './model'
import { requireOrder } from './orders'
import { recorded } from './progress'
import { orderKey, orders } from './store'

const objects = objectsAs('orders')

/** Writes the invoice of a paid order into its owner's private prefix and tells of it; where there is one, nothing happens.
 *  @throws NotFound `order`, Unavailable: to be tried again */
export async function issueInvoice(orderId: string): Promise<Order> {
  const order = await requireOrder(orderId)
  const issuedAt = order.timeline.find((entry) => entry.code === 'paid')?.at
  // What goes out in exchange was invoiced with the pieces that came back.
  if (order.invoice || issuedAt === undefined || order.exchangeFor) return order
  const key = `customers/${order.customerId}/orders/${order.id}/invoice.pdf`
  const invoice = { key, number: `INV-${order.number}`, issuedAt }
  const pdf = await renderInvoice(order, invoice)
  await objects.put('invoices', key, pdf, { contentType: 'application/pdf', onlyIfAbsent: true })
  await reached('order.invoice-written')
  return orders.update(orderKey(order.id), 'order', (current) => {
    if (current.invoice) return unchanged(current)
    const { number, customerId } = current
    const told = invoiceIssued({ orderId, number, customerId, invoice: invoice.number, key })
    return changed({ ...recorded(current, 'invoice-issued', told.at), invoice }, told)
  })
}
