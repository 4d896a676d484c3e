import { z } from 'zod'
import { Id } from '@/server/platform/ids'
import { CustomerId, ProductId } from '@/server/platform/schemas'

export const SessionId = Id('ses')
export const GuestId = Id('gst')

const Base = z.object({
  id: SessionId,
  createdAt: z.iso.datetime(),
  /** Epoch seconds; DynamoDB removes the item by itself. */
  expiresAt: z.int(),
  version: z.int().nonnegative(),
})

/** What is kept for one browser. Its cookie changes over time (`SessionToken`), this stays. */
export const Session = z.discriminatedUnion('kind', [
  Base.extend({ kind: z.literal('guest'), guestId: GuestId }),
  Base.extend({
    kind: z.literal('customer'),
    customerId: CustomerId,
    email: z.email(),
    name: z.string().optional(),
    groups: z.array(z.string()),
    /** The browser that signed in, as it names itself, shortened. */
    device: z.string().max(120).optional(),
    refreshToken: z.string(),
    /** Epoch milliseconds after which the identity provider must be asked whether this still holds. */
    accessExpiresAt: z.int(),
    /** Epoch milliseconds until which one request is refreshing the tokens, and all others leave it to that one. */
    refreshingUntil: z.int().default(0),
    /** Epoch milliseconds at which the identity provider did not answer last. */
    refreshFailedAt: z.int().default(0),
  }),
])
export type Session = z.infer<typeof Session>
export type CustomerSession = Extract<Session, { kind: 'customer' }>

/** One value that the cookie has had. */
export const SessionToken = z.object({
  /** Hash of the cookie's value: what is stored cannot be used as a cookie. */
  hash: z.string(),
  session: SessionId,
  /** When it was issued; an old one is exchanged. */
  issuedAt: z.iso.datetime(),
  /** When a newer value was offered to the browser; this one holds until the newer one has come back. */
  replacedAt: z.iso.datetime().optional(),
  /** Hash of the value that this one was issued for, until the browser has shown that it has this one. */
  replaces: z.string().optional(),
  /** Epoch seconds. */
  expiresAt: z.int(),
  version: z.int().nonnegative(),
})
export type SessionToken = z.infer<typeof SessionToken>

/** Which session a sign-in was handed over to, so that a repetition finds it. */
export const HandedOver = z.object({
  /** Hash of the refresh token that was handed over. */
  hash: z.string(),
  session: SessionId,
  /** Epoch seconds. */
  expiresAt: z.int(),
  version: z.int().nonnegative(),
})

/** A browser in which somebody is signed in. */
export const Device = z.object({
  id: SessionId,
  /** As the browser names itself, shortened. */
  device: z.string().optional(),
  since: z.iso.datetime(),
  /** The one that asks. */
  current: z.boolean(),
})
export type Device = z.infer<typeof Device>

/** What a page in the browser may know of the session. */
export const SessionView = z.object({
  kind: z.enum(['anonymous', 'guest', 'customer']),
  name: z.string().optional(),
  email: z.string().optional(),
  staff: z.boolean().optional(),
  /** The products on a customer's wishlists. */
  wished: z.array(ProductId).optional(),
})
export type SessionView = z.infer<typeof SessionView>

/** The one hand-off of what Amplify got from Cognito. */
export const HandOff = z.object({
  accessToken: z.string().min(20).max(8192),
  idToken: z.string().min(20).max(8192),
  refreshToken: z.string().min(20).max(8192),
})
