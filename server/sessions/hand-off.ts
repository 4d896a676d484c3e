import { epochSeconds, isoNow } from '@/server/platform/clock'
import { assessSignIn, type Origin } from '@/server/fraud/fraud'
import { customerOf } from '@/server/customers/customers'
import { Conflict, Forbidden, Unauthenticated } from '@/server/platform/errors'
import { type Tokens, verifyTokens } from '@/server/platform/identity'
import { newId } from '@/server/platform/ids'
import { transact } from '@/server/platform/tables/transact'
import type { CustomerSession } from './model'
import { handedOver, handedOverKey, sessionKey, sessions, sessionTokens } from './store'
import { hashOf, issue, lifetimeSeconds } from './token'

/** As long as the tokens of a sign-in could be handed over again: an access token lives for a day at most. */
const rememberedSeconds = 25 * 3600

/** Begins a session for somebody whose tokens are verified here. Handing the same sign-in over again (a second click, an answer
 *  that was lost) finds the session of the first time; once that has ended, the sign-in is spent.
 *  @throws Unauthenticated `token-refused`, `signed-out`; Forbidden `sign-in-refused` when it looks like fraud; Unavailable */
export async function beginCustomer(
  tokens: Tokens,
  device: string | undefined,
  origin: Origin = {},
): Promise<{ session: CustomerSession; value: string }> {
  const identity = await verifyTokens(tokens)
  const customer = await customerOf(identity)
  const { decision } = await assessSignIn(customer.id, origin)
  if (decision === 'block') throw new Forbidden('sign-in-refused', 'it looks like somebody else')
  const session: CustomerSession = {
    id: newId('ses'),
    createdAt: isoNow(),
    expiresAt: epochSeconds(lifetimeSeconds),
    version: 0,
    kind: 'customer',
    customerId: customer.id,
    email: identity.email,
    name: customer.name ?? identity.name,
    groups: [...identity.groups],
    device: device?.slice(0, 120),
    refreshToken: tokens.refreshToken,
    accessExpiresAt: identity.accessExpiresAt,
    refreshingUntil: 0,
    refreshFailedAt: 0,
  }
  const hash = hashOf(tokens.refreshToken)
  const record = { hash, session: session.id, expiresAt: epochSeconds(rememberedSeconds), version: 0 }
  const { value, token } = issue(session.id)
  try {
    await transact([handedOver.creating(record), sessions.creating(session), sessionTokens.creating(token)])
    return { session, value }
  } catch (error) {
    if (error instanceof Conflict) return joinHandedOver(hash, customer.id)
    throw error
  }
}

/** Another cookie for the session that a sign-in was handed over to before. */
async function joinHandedOver(hash: string, customerId: string) {
  const record = await handedOver.get(handedOverKey(hash))
  const session = record && (await sessions.get(sessionKey(record.session)))
  if (session?.kind !== 'customer') throw new Unauthenticated('signed-out', 'this sign-in has ended')
  if (session.customerId !== customerId)
    throw new Unauthenticated('token-refused', 'the refresh token is of somebody else’s sign-in')
  const { value, token } = issue(session.id)
  await sessionTokens.create(token)
  return { session, value }
}
