import { z } from 'zod'
import { Id } from '@/server/platform/ids'
import { CustomerId } from '@/server/platform/schemas'

export const SessionId = Id('ses')
export const GuestId = Id('gst')

const Base = z.object({
  /** Stays when the cookie's token changes. */
  id: SessionId,
  /** Hash of the cookie's token: what is stored cannot be used as a cookie. */
  token: z.string(),
  createdAt: z.iso.datetime(),
  /** When this token was issued; an old one is exchanged. */
  issuedAt: z.iso.datetime(),
  /** Epoch seconds; DynamoDB removes the item by itself. */
  expiresAt: z.int(),
  /** This token has been exchanged for another, and holds only for requests that were already on their way. */
  replaced: z.boolean().default(false),
  version: z.int().nonnegative(),
})

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
  }),
])
export type Session = z.infer<typeof Session>
export type CustomerSession = Extract<Session, { kind: 'customer' }>

/** What a page in the browser may know of the session. */
export const SessionView = z.object({
  kind: z.enum(['anonymous', 'guest', 'customer']),
  name: z.string().optional(),
  email: z.string().optional(),
  staff: z.boolean().optional(),
})
export type SessionView = z.infer<typeof SessionView>

/** The one hand-off of what Amplify got from Cognito. */
export const HandOff = z.object({
  accessToken: z.string().min(20).max(8192),
  idToken: z.string().min(20).max(8192),
  refreshToken: z.string().min(20).max(8192),
})
