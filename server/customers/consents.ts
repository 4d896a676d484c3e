import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { archiveDocument, json } from '@/server/platform/archive'
import { isoNow } from '@/server/platform/clock'
import type { DomainEvent } from '@/server/platform/events'
import type { Customer as CustomerPrincipal } from '@/server/platform/principal'
import { changed, unchanged } from '@/server/platform/tables/change'
import { profileView } from './customers'
import { type ConsentChanged, consentChanged } from './events'
import type { ConsentPurpose, Customer, Profile } from './model'
import { customerKey, customers } from './store'

/** Whether a customer has agreed to something: only who said so has. */
export const hasConsented = ({ consents }: Pick<Customer, 'consents'>, purpose: ConsentPurpose): boolean =>
  consents.some((consent) => consent.purpose === purpose && consent.granted)

/** Takes down that a customer agrees to something, or no longer does. Saying the same again changes nothing.
 *  @param locale of the page on which they said it
 *  @throws NotFound `customer`, Unavailable */
export async function changeConsent(
  who: CustomerPrincipal,
  purpose: ConsentPurpose,
  granted: boolean,
  locale: Locale,
): Promise<Profile> {
  const wording = { locale, text: translator(locale)(`consent.${purpose}`) }
  return profileView(
    await customers.update(customerKey(who.id), 'customer', (current) => {
      if (hasConsented(current, purpose) === granted) return unchanged(current)
      const told = consentChanged({ customerId: current.id, purpose, granted, wording })
      const others = current.consents.filter((consent) => consent.purpose !== purpose)
      const consents = [...others, { purpose, granted, at: isoNow() }]
      return changed({ ...current, consents }, told)
    }),
  )
}

/** Archives what a customer said, as proof of it. @throws Unavailable: to be tried again */
export async function archiveConsent({ id, at, data }: DomainEvent<ConsentChanged>): Promise<void> {
  await archiveDocument('customers', {
    retention: 'consent',
    at,
    name: `${data.customerId}/${id}.json`,
    body: json({ record: 'consent', schema: 1, event: id, at, ...data }),
    contentType: 'application/json',
    about: { customer: data.customerId, event: id },
  })
}
