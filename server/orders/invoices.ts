import { Conflict } from '@/server/platform/errors'
import { objectsAs } from '@/server/platform/objects'
import type { Principal } from '@/server/platform/principal'
import type { InvoiceLink } from './model'
import { ownOrder } from './orders'

const linkSeconds = 3600
const objects = objectsAs('orders')

/** A link by which the owner downloads the invoice straight from the store.
 *  @param token from a confirmation or e-mail, for guests
 *  @throws NotFound `order`, for those whose it is not as well; Conflict `invoice-not-ready` while it is not written */
export async function invoiceLink(who: Principal, id: string, token?: string): Promise<InvoiceLink> {
  const { invoice } = await ownOrder(who, id, token)
  if (!invoice) throw new Conflict('invoice-not-ready', 'the invoice is not written yet', { retryAfter: 2 })
  const fileName = `${invoice.number}.pdf`
  const link = await objects.download('invoices', invoice.key, { seconds: linkSeconds, fileName })
  return { ...link, fileName }
}
