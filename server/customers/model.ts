import { z } from 'zod'
import { Id } from '@/server/platform/ids'
import { CustomerId, Locale, PostalAddress } from '@/server/platform/schemas'

export const AddressId = Id('adr')

export const SavedAddress = PostalAddress.extend({ id: AddressId })
export type SavedAddress = z.infer<typeof SavedAddress>

/** What a customer may agree to, each for itself; whoever has said nothing has not agreed. */
export const consentPurposes = ['news'] as const
export const ConsentPurpose = z.enum(consentPurposes)
export type ConsentPurpose = z.infer<typeof ConsentPurpose>

const Consent = z.object({ purpose: ConsentPurpose, granted: z.boolean(), at: z.iso.datetime() })

export const Customer = z.object({
  id: CustomerId,
  /** Who this is to Cognito. */
  subject: z.string(),
  email: z.email(),
  name: z.string().trim().max(100).optional(),
  locale: Locale.optional(),
  /** The first one is the one to propose. */
  addresses: z.array(SavedAddress).max(20).default([]),
  /** The last word on each purpose. */
  consents: z.array(Consent).max(consentPurposes.length).default([]),
  createdAt: z.iso.datetime(),
  version: z.int().nonnegative(),
})
export type Customer = z.infer<typeof Customer>

/** What customers see and change of themselves. */
export const Profile = Customer.pick({
  id: true,
  email: true,
  name: true,
  locale: true,
  addresses: true,
  consents: true,
})
export type Profile = z.infer<typeof Profile>

/** A customer who wished to be forgotten. Nothing personal is left here once it is done. */
export const Erasure = z.object({
  customerId: CustomerId,
  /** Who this was to Cognito, and where to tell of the end; until it is done. */
  subject: z.string().optional(),
  email: z.email().optional(),
  locale: Locale,
  requestedAt: z.iso.datetime(),
  doneAt: z.iso.datetime().optional(),
  version: z.int().nonnegative(),
})
export type Erasure = z.infer<typeof Erasure>

/** What the law keeps of a customer who is forgotten. */
export const Kept = z.object({
  orders: z.int().nonnegative(),
  invoices: z.int().nonnegative(),
  /** Calendar years for which the archive holds each. */
  years: z.object({ order: z.int(), taxDocument: z.int(), consent: z.int() }),
})
export type Kept = z.infer<typeof Kept>
