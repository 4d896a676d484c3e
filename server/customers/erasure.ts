import { retentions } from '@/infra/object-life'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { forgetCarts } from '@/server/cart/forget'
import { forgetCheckout } from '@/server/checkout/forget'
import { sendLetter } from '@/server/engagement/letter'
import { everyOrderOf } from '@/server/orders/held'
import { isoNow } from '@/server/platform/clock'
import { Conflict, Invalid } from '@/server/platform/errors'
import { removeIdentity } from '@/server/platform/identity'
import { log } from '@/server/platform/log'
import type { Customer as CustomerPrincipal } from '@/server/platform/principal'
import { reached } from '@/server/platform/steps'
import { transact } from '@/server/platform/tables/transact'
import { endSessionsOf } from '@/server/sessions/sessions'
import { forgetWishlists } from '@/server/wishlists/handing'
import { erasureRequested } from './events'
import type { Erasure, Kept } from './model'
import { customerKey, customers, erasureKey, erasures, subjectKey, subjects } from './store'
import { eraseUploads } from './uploads-erasure'

/** Forgets a customer: the profile goes at once with its addresses and consents, all sessions end, and what else there is of them
 *  follows (`finishErasure`). Orders, invoices and the archive stay, because the law asks for them.
 *  @param confirmation the customer's e-mail address, typed again
 *  @returns what is kept
 *  @throws Invalid `confirmation-differs`, NotFound `customer`, Conflict `stale`, Unavailable */
export async function eraseCustomer(
  who: CustomerPrincipal,
  confirmation: string,
  locale: Locale,
): Promise<Kept> {
  const customer = await customers.require(customerKey(who.id), 'customer')
  if (confirmation.trim().toLowerCase() !== customer.email.toLowerCase()) {
    throw new Invalid('confirmation-differs', 'the e-mail address is not that of the account')
  }
  const { id: customerId, subject, email } = customer
  const kept = await keptOf(customerId)
  const erasure: Erasure = {
    customerId,
    subject,
    email,
    locale: customer.locale ?? locale,
    requestedAt: isoNow(),
    version: 0,
  }
  const known = await subjects.require(subjectKey(subject), 'customer')
  await transact([
    customers.removing(customer),
    subjects.removing(known),
    erasures.creating(erasure, [erasureRequested({ customerId })]),
  ])
  await reached('erasure.requested')
  await endSessionsOf(customerId)
  return kept
}

/** Removes what is left of a customer who is forgotten, tells them at the end, and then forgets the address as well. A repetition goes
 *  on where the last try ended.
 *  @throws NotFound `erasure`, Unavailable: to be tried again */
export async function finishErasure(customerId: string): Promise<void> {
  const erasure = await erasures.require(erasureKey(customerId), 'erasure')
  if (erasure.doneAt) return
  await endSessionsOf(customerId)
  if (erasure.subject) await removeIdentity(erasure.subject)
  await forgetCarts(customerId)
  await forgetWishlists(customerId)
  for await (const order of everyOrderOf(customerId)) await forgetCheckout(order.checkoutId)
  const versions = await eraseUploads(customerId)
  await reached('erasure.emptied')
  if (erasure.email) await sendFarewell(erasure.email, erasure.locale, await keptOf(customerId))
  const { subject: _subject, email: _email, ...rest } = erasure
  try {
    await erasures.replace(erasure, { ...rest, doneAt: isoNow() })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
  log.info({ customer: customerId, versions }, 'a customer is forgotten')
}

async function keptOf(customerId: string): Promise<Kept> {
  let [orders, invoices] = [0, 0]
  for await (const order of everyOrderOf(customerId)) {
    orders += 1
    if (order.invoice) invoices += 1
  }
  const { order, taxDocument, consent } = retentions
  return {
    orders,
    invoices,
    years: { order: order.years, taxDocument: taxDocument.years, consent: consent.years },
  }
}

async function sendFarewell(email: string, locale: Locale, kept: Kept): Promise<void> {
  const t = translator(locale)
  await sendLetter(email, locale, {
    subject: t('erasure.mail.subject'),
    paragraphs: [
      t('erasure.gone'),
      t('erasure.kept.orders', { count: kept.orders, years: kept.years.order }),
      t('erasure.kept.invoices', { count: kept.invoices, years: kept.years.taxDocument }),
      t('erasure.kept.consents', { years: kept.years.consent }),
    ],
  })
}
