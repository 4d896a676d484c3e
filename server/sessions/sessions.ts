import { epochSeconds, isoNow, now } from '@/server/platform/clock'
import { Unauthenticated } from '@/server/platform/errors'
import { revokeTokens } from '@/server/platform/identity'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import { anonymous, type Customer, type Guest, type Principal } from '@/server/platform/principal'
import { Recent } from '@/server/platform/recent'
import { transact } from '@/server/platform/tables/transact'
import type { Session, SessionToken, SessionView } from './model'
import { refreshed } from './refresh'
import { sessionKey, sessions, sessionTokens, tokenKey } from './store'
import { hashOf, issue, lifetimeSeconds } from './token'

/** A session, and the cookie's value by which it was found. */
export interface Held {
  session: Session
  token: SessionToken
}

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

/** Which session a token was of when this process saw it last, and whose: a guess that lets much be read in one call. */
const guesses = new Recent<{ session: string; owner: string }>(10_000)

function guess(hash: string, session: Session): void {
  guesses.set(hash, { session: session.id, owner: principalOf(session).id })
}

/** The session behind a cookie's value, refreshed where it must be; `undefined` where it has ended.
 *  @param likely hears whose it probably is, in the turn in which it is read
 *  @throws Unavailable */
export async function findHeld(value: string, likely?: (owner: string) => void): Promise<Held | undefined> {
  const hash = hashOf(value)
  const guessed = guesses.get(hash)
  if (guessed) likely?.(guessed.owner)
  const [token, first] = await Promise.all([
    sessionTokens.get(tokenKey(hash)),
    guessed && sessions.get(sessionKey(guessed.session)),
  ])
  if (!token || token.expiresAt <= epochSeconds()) return undefined
  const session = token.session === guessed?.session ? first : await sessions.get(sessionKey(token.session))
  if (!session || session.expiresAt <= epochSeconds()) return undefined
  guess(hash, session)
  if (session.kind === 'guest' || session.accessExpiresAt > now()) return { session, token }
  try {
    return { session: await refreshed(session), token }
  } catch (error) {
    if (error instanceof Unauthenticated) return undefined
    throw error
  }
}

/** The session behind a cookie's value. @throws Unavailable */
export const findSession = async (value: string): Promise<Session | undefined> =>
  (await findHeld(value))?.session

/** Who a cookie's value stands for. @throws Unavailable */
export async function principalFor(value: string | undefined): Promise<Principal> {
  const session = value ? await findSession(value) : undefined
  return session ? principalOf(session) : anonymous
}

/** Begins a session for a browser of which something must be kept. @throws Unavailable */
export async function beginGuest(): Promise<{ session: Session; value: string }> {
  const session: Session = {
    id: newId('ses'),
    createdAt: isoNow(),
    expiresAt: epochSeconds(lifetimeSeconds),
    version: 0,
    kind: 'guest',
    guestId: newId('gst'),
  }
  const { value, token } = issue(session.id)
  await transact([sessions.creating(session), sessionTokens.creating(token)])
  guess(token.hash, session)
  return { session, value }
}

/** Ends a session here and at the identity provider, whichever of its cookies is shown.
 *  @throws Unavailable when the session cannot be removed */
export async function endSession(value: string): Promise<void> {
  const token = await sessionTokens.get(tokenKey(hashOf(value)))
  const session = token && (await sessions.get(sessionKey(token.session)))
  if (session) await end(session)
}

/** Ends a session that was read here. @throws Unavailable when it cannot be removed */
export async function end(session: Session): Promise<void> {
  await sessions.remove(sessionKey(session.id))
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

/** Ends every session of a customer, on whatever device. @throws Unavailable */
export async function endSessionsOf(customerId: string): Promise<void> {
  const by = { index: 'byCustomer', attribute: 'customerId', equals: customerId }
  for (let cursor: string | undefined; ; ) {
    const page = await sessions.query(by, { cursor })
    await Promise.all(page.items.map(end))
    cursor = page.cursor
    if (!cursor) return
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
