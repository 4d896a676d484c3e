import { Conflict } from '@/server/platform/errors'
import type { Principal } from '@/server/platform/principal'
import { issueLink } from './links'
import type { InvoiceLink } from './model'
import { ownOrder } from './orders'

/** A link by which the owner downloads the invoice straight from the store.
 *  @param token from a confirmation or e-mail, for guests
 *  @throws NotFound `order`, for those whose it is not as well; Conflict `invoice-not-ready` while it is not written */
export async function invoiceLink(who: Principal, id: string, token?: string): Promise<InvoiceLink> {
  const order = await ownOrder(who, id, token)
  const { invoice } = order
  if (!invoice) throw new Conflict('invoice-not-ready', 'the invoice is not written yet', { retryAfter: 2 })
  return issueLink(who, order, { ...invoice, fileName: `Quayside-${invoice.number}.pdf` })
}
