import type { Locale } from '@/lib/markets'
import type { Customer, Profile, SavedAddress } from './model'
import { customerIdOf, customerKey, customers, subjects } from './store'
import { isoNow } from '@/server/platform/clock'
import { Conflict, NotFound, Unauthenticated } from '@/server/platform/errors'
import type { Identity } from '@/server/platform/identity'
import { newId } from '@/server/platform/ids'
import type { Customer as CustomerPrincipal } from '@/server/platform/principal'
import type { PostalAddress } from '@/server/platform/schemas'
import { changed, unchanged } from '@/server/platform/tables/change'
import { transact } from '@/server/platform/tables/transact'

/** The customer that a verified identity is; one is made at the first sign-in, exactly once. @throws Unavailable */
export async function customerOf(identity: Pick<Identity, 'subject' | 'email' | 'name'>): Promise<Customer> {
  const known = await customerIdOf(identity.subject)
  if (known) return keepEmail(known, identity.email)
  const { subject, email, name } = identity
  const customer: Customer = {
    id: newId('cus'),
    subject,
    email,
    name,
    addresses: [],
    consents: [],
    createdAt: isoNow(),
    version: 0,
  }
  try {
    await transact([
      subjects.creating({ subject, id: customer.id, version: 0 }),
      customers.creating(customer),
    ])
    return customer
  } catch (error) {
    const winner = error instanceof Conflict ? await customerIdOf(subject) : undefined
    if (!winner) throw error
    return customers.require(customerKey(winner), 'customer')
  }
}

/** Cognito is where an e-mail address is proved; ours follows it. */
const keepEmail = (id: string, email: string): Promise<Customer> =>
  customers.update(customerKey(id), 'customer', (current) =>
    current.email === email ? unchanged(current) : changed({ ...current, email }),
  )

/** The customer behind an access token that was verified. @throws Unauthenticated when they never signed in here, Unavailable */
export async function customerBySubject(subject: string): Promise<Customer> {
  const id = await customerIdOf(subject)
  if (!id) throw new Unauthenticated('sign-in-first', 'the user has never signed in to the shop')
  return customers.require(customerKey(id), 'customer')
}

/** The customer's id behind a Cognito user; `undefined` for one who has never come into the shop. @throws Unavailable */
export const accountOf = (subject: string): Promise<string | undefined> => customerIdOf(subject)

/** What customers see of themselves. @throws NotFound, Unavailable */
export async function profileOf(who: CustomerPrincipal): Promise<Profile> {
  return profileView(await customers.require(customerKey(who.id), 'customer'))
}

/** Changes name or language. @throws NotFound, Unavailable */
export async function changeProfile(
  who: CustomerPrincipal,
  { name, locale }: { name?: string; locale?: Locale },
): Promise<Profile> {
  return profileView(
    await customers.update(customerKey(who.id), 'customer', (current) =>
      changed({ ...current, name: name ?? current.name, locale: locale ?? current.locale }),
    ),
  )
}

const most = 20

/** Keeps an address; the newest is proposed first. Keeping the same one again changes nothing.
 *  @throws Conflict `addresses-full` at twenty, Unavailable */
export async function addAddress(who: CustomerPrincipal, address: PostalAddress): Promise<Profile> {
  return profileView(
    await customers.update(customerKey(who.id), 'customer', (current) => {
      if (current.addresses.some((known) => same(known, address))) return unchanged(current)
      if (current.addresses.length >= most) throw new Conflict('addresses-full')
      return changed({ ...current, addresses: [{ ...address, id: newId('adr') }, ...current.addresses] })
    }),
  )
}

/** Replaces one of the customer's addresses. @throws NotFound `address`, Unavailable */
export async function changeAddress(
  who: CustomerPrincipal,
  id: string,
  address: PostalAddress,
): Promise<Profile> {
  return profileView(
    await customers.update(customerKey(who.id), 'customer', (current) => {
      if (!current.addresses.some((known) => known.id === id)) throw new NotFound('address')
      const addresses = current.addresses.map((known) => (known.id === id ? { ...address, id } : known))
      return changed({ ...current, addresses })
    }),
  )
}

/** Forgets one of the customer's addresses. @throws NotFound `address`, Unavailable */
export async function removeAddress(who: CustomerPrincipal, id: string): Promise<Profile> {
  return profileView(
    await customers.update(customerKey(who.id), 'customer', (current) => {
      if (!current.addresses.some((known) => known.id === id)) throw new NotFound('address')
      return changed({ ...current, addresses: current.addresses.filter((known) => known.id !== id) })
    }),
  )
}

/** What customers see of themselves, out of everything that is kept. */
export const profileView = ({ id, email, name, locale, addresses, consents }: Customer): Profile => ({
  id,
  email,
  name,
  locale,
  addresses,
  consents,
})

function same({ id: _id, ...known }: SavedAddress, address: PostalAddress): boolean {
  const written = (a: PostalAddress) =>
    JSON.stringify([a.name, a.company, a.line1, a.line2, a.city, a.region, a.postcode, a.country])
  return written(known) === written(address)
}
