import { z } from 'zod'
import { Id } from '@/server/platform/ids'
import { CheckoutId, Currency, OrderId } from '@/server/platform/schemas'

/** Why somebody was looked at twice. Stable: operators and reports know them by these names. */
export const Reason = z.enum([
  'many-by-account',
  'many-by-device',
  'many-by-address',
  'many-by-card',
  'no-device',
  'billing-elsewhere',
  'card-from-elsewhere',
  'browsing-from-elsewhere',
  'large-basket',
  'very-large-basket',
  'many-of-one',
  'guest-in-a-hurry',
  'failed-sign-ins',
  'doubtful-sign-in',
  'flagged-by-firewall',
  'detector',
  'detector-unavailable',
  'activity-unknown',
])
export type Reason = z.infer<typeof Reason>

export const Verdict = z.object({
  decision: z.enum(['approve', 'review', 'block']),
  /** 0 is nothing at all; from 50 a person looks, from 90 nobody needs to. */
  score: z.int().nonnegative(),
  reasons: z.array(Reason),
})
export type Verdict = z.infer<typeof Verdict>

/** Everything that a scorer may know. Nothing in it says who somebody is. */
export interface Signals {
  occasion: 'payment' | 'sign-in'
  /** Attempts in the present stretch of time, this one included; absent where there is nothing to count by. */
  counts: Partial<Record<'account' | 'device' | 'address' | 'card', number>>
  /** Sign-ins that failed lately, of this account. */
  failedSignIns: number
  /** Whether a recent sign-in of this account was doubtful. */
  doubtfulSignIn: boolean
  device: boolean
  /** Whether the firewall had something to say of the request. */
  flagged: boolean
  /** ISO 3166-1 alpha-2, where known. */
  countries: Partial<Record<'shipping' | 'billing' | 'card' | 'viewer', string>>
  basket?: {
    /** Minor units. */
    total: number
    currency: z.infer<typeof Currency>
    /** Pieces of the line with the most. */
    mostOfOne: number
    express: boolean
    guest: boolean
  }
}

/** A decision that was not "approve", kept with its reasons. */
export const Assessment = z.object({
  id: Id('asm'),
  version: z.int().nonnegative(),
  occasion: z.enum(['payment', 'sign-in']),
  /** The checkout, or the account. */
  subject: z.string(),
  ...Verdict.shape,
  at: z.iso.datetime(),
})

/** An order that waits for a person to decide. */
export const Review = z.object({
  id: Id('rev'),
  version: z.int().nonnegative(),
  state: z.enum(['pending', 'approved', 'rejected', 'lapsed']),
  orderId: OrderId,
  number: z.string(),
  checkoutId: CheckoutId,
  /** Minor units. */
  amount: z.int(),
  currency: Currency,
  score: z.int(),
  reasons: z.array(Reason),
  openedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().optional(),
  by: z.string().max(200).optional(),
  note: z.string().max(500).optional(),
})
export type Review = z.infer<typeof Review>
