import { Conflict, NotFound } from '@/server/platform/errors'
import type { Principal } from '@/server/platform/principal'
import { issueLink } from './links'
import type { InvoiceLink } from './model'
import { ownOrder } from './orders'

// Apart from what writes the documents, which the web tier does not carry.

/** A link to the carrier's photograph of where a parcel was left.
 *  @param token from a confirmation or e-mail, for guests
 *  @throws NotFound `order`, `proof` where there is none */
export async function proofLink(
  who: Principal,
  id: string,
  shipmentId: string,
  token?: string,
): Promise<InvoiceLink> {
  const order = await ownOrder(who, id, token)
  const shipment = order.shipments.find((one) => one.id === shipmentId)
  if (!shipment?.proof) throw new NotFound('proof')
  const { proof: key, tracking: number } = shipment
  return issueLink(who, order, { key, number, fileName: `Quayside-${number}.jpg` })
}

/** A link by which the owner downloads one of an order's documents straight from the store.
 *  @param token from a confirmation or e-mail, for guests
 *  @throws NotFound `order`, for those whose it is not as well; Conflict `document-not-ready` while it is not written */
export async function documentLink(
  who: Principal,
  id: string,
  name: string,
  token?: string,
): Promise<InvoiceLink> {
  const order = await ownOrder(who, id, token)
  const found = order.documents?.find((one) => one.name === name)
  if (!found) throw new Conflict('document-not-ready', 'the document is not written yet', { retryAfter: 2 })
  return issueLink(who, order, { ...found, fileName: `Quayside-${found.kind}-${found.number}.pdf` })
}
