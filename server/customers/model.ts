import { z } from 'zod'
import { Id } from '@/server/platform/ids'
import { CustomerId, Locale, PostalAddress } from '@/server/platform/schemas'

export const AddressId = Id('adr')

export const SavedAddress = PostalAddress.extend({ id: AddressId })
export type SavedAddress = z.infer<typeof SavedAddress>

export const Customer = z.object({
  id: CustomerId,
  /** Who this is to Cognito. */
  subject: z.string(),
  email: z.email(),
  name: z.string().trim().max(100).optional(),
  locale: Locale.optional(),
  /** The first one is the one to propose. */
  addresses: z.array(SavedAddress).max(20).default([]),
  createdAt: z.iso.datetime(),
  version: z.int().nonnegative(),
})
export type Customer = z.infer<typeof Customer>

/** What customers see and change of themselves. */
export const Profile = Customer.pick({ id: true, email: true, name: true, locale: true, addresses: true })
export type Profile = z.infer<typeof Profile>
