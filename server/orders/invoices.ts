import { renderInvoice } from '@/server/orders/documents/invoice'
import { invoiceIssued } from './events'
import type { InvoiceLink, Order } from './model'
import { ownOrder } from './orders'
import { recorded } from './progress'
import { orderKey, orders } from './store'
import { Conflict } from '@/server/platform/errors'
import { presignDownload, presignedExpiry, putObject } from '@/server/platform/objects'
import type { Principal } from '@/server/platform/principal'
import { changed, unchanged } from '@/server/platform/tables/change'

const linkSeconds = 3600
const keyOf = (order: Order): string => `customers/${order.customerId}/orders/${order.id}/invoice.pdf`
const numberOf = (order: Order): string => `INV-${order.number}`

/** Writes the invoice of a paid order and tells of it; where there is one, nothing happens.
 *  @throws Conflict `invoice-not-ready` while the order is not paid, Unavailable */
export async function issueInvoice(order: Order): Promise<Order> {
  if (order.invoice) return order
  const paidAt = order.timeline.find((entry) => entry.code === 'paid')?.at
  if (paidAt === undefined)
    throw new Conflict('invoice-not-ready', 'the order is not paid yet', { retryAfter: 2 })
  const invoice = { key: keyOf(order), number: numberOf(order), issuedAt: paidAt }
  const pdf = await renderInvoice(order, invoice)
  await putObject('invoices', invoice.key, pdf, { contentType: 'application/pdf', onlyIfAbsent: true })
  return orders.update(orderKey(order.id), 'order', (current) => {
    if (current.invoice) return unchanged(current)
    const { id: orderId, number, customerId } = current
    const told = invoiceIssued({ orderId, number, customerId, invoice: invoice.number, key: invoice.key })
    return changed({ ...recorded(current, 'invoice-issued', told.at), invoice }, told)
  })
}

/** A link by which the owner downloads the invoice straight from the store. Where the invoice was not written yet it is now.
 *  @throws NotFound `order`, for those whose it is not as well; Conflict `invoice-not-ready` while it is not paid */
export async function invoiceLink(who: Principal, id: string, token?: string): Promise<InvoiceLink> {
  const order = await issueInvoice(await ownOrder(who, id, token))
  const fileName = `${order.invoice?.number ?? order.number}.pdf`
  const url = await presignDownload('invoices', keyOf(order), { seconds: linkSeconds, fileName })
  return { url, expiresAt: await presignedExpiry(linkSeconds), fileName }
}
