import { epochSeconds, isoNow, now } from '@/server/platform/clock'
import { Conflict, Unauthenticated } from '@/server/platform/errors'
import { customerOf } from '@/server/customers/customers'
import { revokeTokens, type Tokens, verifyTokens } from '@/server/platform/identity'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import { anonymous, type Customer, type Guest, type Principal } from '@/server/platform/principal'
import { transact } from '@/server/platform/tables/transact'
import type { CustomerSession, Session, SessionView } from './model'
import { refreshed } from './refresh'
import { sessionKey, sessions } from './store'
import { hashOf, newToken } from './token'

const lifetimeSeconds = 30 * 24 * 3600
const rotateAfterMilliseconds = 3_600_000
/** For how long an exchanged token still answers requests that were on their way with it. */
const graceSeconds = 60

export const principalOf = (session: Session): Guest | Customer =>
  session.kind === 'guest'
    ? { kind: 'guest', id: session.guestId, sessionId: session.id }
    : {
        kind: 'customer',
        id: session.customerId,
        sessionId: session.id,
        email: session.email,
        groups: session.groups,
      }

/** The session behind a cookie's token, refreshed where it must be; `undefined` where it has ended.
 *  @throws Unavailable */
export async function findSession(token: string): Promise<Session | undefined> {
  const session = await sessions.get(sessionKey(hashOf(token)))
  if (!session || session.expiresAt <= epochSeconds()) return undefined
  if (session.kind === 'guest' || session.accessExpiresAt > now()) return session
  try {
    return await refreshed(session)
  } catch (error) {
    if (error instanceof Unauthenticated) return undefined
    throw error
  }
}

/** Who a cookie's token stands for. @throws Unavailable */
export async function principalFor(token: string | undefined): Promise<Principal> {
  const session = token ? await findSession(token) : undefined
  return session ? principalOf(session) : anonymous
}

const begun = (token: string) => ({
  id: newId('ses'),
  token: hashOf(token),
  createdAt: isoNow(),
  issuedAt: isoNow(),
  expiresAt: epochSeconds(lifetimeSeconds),
  replaced: false,
  version: 0,
})

/** Begins a session for a browser of which something must be kept. @throws Unavailable */
export async function beginGuest(): Promise<{ session: Session; token: string }> {
  const token = newToken()
  const session: Session = { ...begun(token), kind: 'guest', guestId: newId('gst') }
  await sessions.create(session)
  return { session, token }
}

/** Begins a session for somebody whose tokens are verified here.
 *  @throws Unauthenticated `token-refused`, Unavailable */
export async function beginCustomer(
  tokens: Tokens,
  device: string | undefined,
): Promise<{ session: CustomerSession; token: string }> {
  const identity = await verifyTokens(tokens)
  const customer = await customerOf(identity)
  const token = newToken()
  const session: CustomerSession = {
    ...begun(token),
    kind: 'customer',
    customerId: customer.id,
    email: identity.email,
    name: customer.name ?? identity.name,
    groups: [...identity.groups],
    device: device?.slice(0, 120),
    refreshToken: tokens.refreshToken,
    accessExpiresAt: identity.accessExpiresAt,
    refreshingUntil: 0,
  }
  await sessions.create(session)
  return { session, token }
}

/** Exchanges a token that is an hour old for a new one. Of several requests at once, one is given the new token.
 *  @returns the new token, or `undefined` where none is due
 *  @throws Unavailable */
export async function rotate(session: Session): Promise<string | undefined> {
  if (session.replaced || Date.parse(session.issuedAt) + rotateAfterMilliseconds > now()) return undefined
  const token = newToken()
  try {
    await transact([
      sessions.replacing(session, { ...session, replaced: true, expiresAt: epochSeconds(graceSeconds) }),
      sessions.creating({ ...session, token: hashOf(token), issuedAt: isoNow(), version: 0 }),
    ])
    return token
  } catch (error) {
    if (error instanceof Conflict) return undefined
    throw error
  }
}

/** Ends a session here and at the identity provider. @throws Unavailable when the session cannot be removed */
export async function endSession(token: string): Promise<void> {
  const session = await sessions.get(sessionKey(hashOf(token)))
  if (!session) return
  await sessions.remove(sessionKey(session.token))
  if (session.kind !== 'customer') return
  try {
    await revokeTokens(session.refreshToken)
  } catch (error) {
    log.warn(
      { err: error, session: session.id },
      'a refresh token could not be revoked; it is forgotten here',
    )
  }
}

/** What a page in the browser may know. */
export const viewOf = (session: Session | undefined): SessionView =>
  session?.kind === 'customer'
    ? {
        kind: 'customer',
        name: session.name,
        email: session.email,
        staff: session.groups.includes('staff') ? true : undefined,
      }
    : { kind: session?.kind ?? 'anonymous' }
