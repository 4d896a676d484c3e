import { printable } from '@/server/assets/print'
import { NotFound } from '@/server/platform/errors'
import { objectsAs } from '@/server/platform/objects'
import { changed, unchanged } from '@/server/platform/tables/change'
import { renderCreditNote } from './documents/credit-note'
import { renderPackingSlip } from './documents/packing-slip'
import { renderReturnLabel } from './documents/return-label'
import { documentIssued } from './events'
import { issueInvoice } from './invoicing'
import type { Order } from './model'
import { requireOrder } from './orders'
import type { OrderDocument } from './return-model'
import { orderKey, orders } from './store'

const objects = objectsAs('orders')

/** Writes what lies in a parcel, for whoever opens it. Once each. @throws NotFound `order`, Unavailable: to be tried again */
export async function issuePackingSlip(orderId: string, shipmentId: string): Promise<void> {
  const order = await requireOrder(orderId)
  const index = order.shipments.findIndex((one) => one.id === shipmentId)
  const shipment = order.shipments[index]
  if (!shipment) throw new NotFound('shipment')
  const last =
    shipmentId.slice(shipmentId.lastIndexOf('-') + 1).replace(/[^A-Za-z0-9]/g, '') || String(index + 1)
  await issue(
    order,
    {
      kind: 'packing-slip',
      name: `packing-slip-${last}`,
      number: shipment.tracking,
      issuedAt: shipment.shippedAt,
    },
    async () =>
      renderPackingSlip(order, shipment, order.giftPicture ? await printable(order.giftPicture) : undefined),
  )
}

/** Writes the label of a return. Once each. @throws NotFound `order`, Unavailable: to be tried again */
export async function issueReturnLabel(orderId: string, rma: string): Promise<void> {
  const order = await requireOrder(orderId)
  const back = order.returns?.find((one) => one.rma === rma)
  if (!back) throw new NotFound('return')
  const number = `${order.number}-${rma}`
  const about = {
    kind: 'return-label',
    name: `return-label-${rma}`,
    number,
    issuedAt: back.requestedAt,
  } as const
  await issue(order, about, () => renderReturnLabel(order, back, number))
}

/** Writes the credit note of a refund, after the invoice that it names. Once each, of the day on which the money went.
 *  @throws NotFound `order`, Unavailable: to be tried again */
export async function issueCreditNote(orderId: string, key: string): Promise<void> {
  const order = await issueInvoice(orderId)
  const settled = (order.refunds ?? []).filter((refund) => refund.settled)
  const index = settled.findIndex((refund) => refund.key === key)
  const refund = settled[index]
  if (!refund) throw new NotFound('refund')
  const place = (order.refunds ?? []).findIndex((one) => one.key === key) + 1
  const number = `CN-${order.number}-${place}`
  const issuedAt = order.timeline.find(({ event }) => event === `refund-${key}`)?.at ?? refund.at
  await issue(order, { kind: 'credit-note', name: `credit-note-${place}`, number, issuedAt }, () =>
    renderCreditNote(order, refund, { number, issuedAt }),
  )
}

/** @param about its day follows from the order: whoever writes it again writes the same */
async function issue(
  order: Order,
  about: Omit<OrderDocument, 'key'>,
  render: () => Promise<Uint8Array>,
): Promise<void> {
  const { kind, name } = about
  if (order.documents?.some((one) => one.name === name)) return
  const key = `customers/${order.customerId}/orders/${order.id}/${name}.pdf`
  await objects.put('invoices', key, await render(), {
    contentType: 'application/pdf',
    onlyIfAbsent: true,
  })
  await orders.update(orderKey(order.id), 'order', (current) => {
    if (current.documents?.some((one) => one.name === name)) return unchanged(current)
    const { id: orderId, number: of, customerId } = current
    const documents = [...(current.documents ?? []), { ...about, key }]
    return changed({ ...current, documents }, documentIssued({ orderId, number: of, customerId, name, kind }))
  })
}
