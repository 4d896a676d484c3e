import { type Consumer, on } from '@/server/platform/events'
import { Conflict } from '@/server/platform/errors'
import { archiveDocument, json } from '@/server/platform/archive'
import type { ArchiveManifest } from '@/server/platform/archive-manifest'
import { objectsAs } from '@/server/platform/objects'
import { isSettled } from './archive-plan'
import { documentIssued, invoiceIssued, orderCancelled, orderDelivered } from './events'
import { requireOrder } from './orders'

const objects = objectsAs('orders')

/** Archives an order that has come to its end, as it is then.
 *  @param at when it did, ISO 8601
 *  @throws Conflict `not-settled` while its money is on the way, NotFound `order`, Unavailable: to be tried again */
export async function archiveOrder(
  orderId: string,
  completion: 'delivered' | 'cancelled',
  at: string,
): Promise<ArchiveManifest> {
  const order = await requireOrder(orderId)
  if (completion === 'cancelled' && !isSettled(order)) throw new Conflict('not-settled')
  return archiveDocument('orders', {
    retention: 'order',
    at,
    name: `${orderId}/${completion}.json`,
    body: json({ record: 'order', schema: 1, completion, completedAt: at, order }),
    contentType: 'application/json',
    about: { order: orderId, number: order.number },
  })
}

/** Archives a tax document as the customer gets it: an invoice, a credit note.
 *  @param issued the document's number, its key in the bucket of invoices, and when it was issued, ISO 8601
 *  @throws NotFound `object`, Unavailable: to be tried again */
export async function archiveTaxDocument(
  orderId: string,
  issued: { number: string; key: string; at: string },
): Promise<ArchiveManifest> {
  return archiveDocument('orders', {
    retention: 'taxDocument',
    at: issued.at,
    name: `${issued.number}.pdf`,
    body: await objects.get('invoices', issued.key),
    contentType: 'application/pdf',
    about: { order: orderId, document: issued.number },
  })
}

/** Archives a credit note; other papers of an order are nothing that tax law asks for. */
async function archiveCreditNote(orderId: string, name: string): Promise<void> {
  const { documents = [] } = await requireOrder(orderId)
  const issued = documents.find((one) => one.name === name && one.kind === 'credit-note')
  if (issued) await archiveTaxDocument(orderId, { ...issued, at: issued.issuedAt })
}

/** What comes into the archive when something has come to its end. */
export const archivists: readonly Consumer[] = [
  on(orderDelivered, async ({ data, at }) => void (await archiveOrder(data.orderId, 'delivered', at))),
  on(orderCancelled, async ({ data, at }) => void (await archiveOrder(data.orderId, 'cancelled', at))),
  on(invoiceIssued, async ({ data: { orderId, invoice, key }, at }) => {
    await archiveTaxDocument(orderId, { number: invoice, key, at })
  }),
  on(documentIssued, ({ data }) => archiveCreditNote(data.orderId, data.name)),
]
