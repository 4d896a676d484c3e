import { now } from '@/server/platform/clock'
import { Conflict, Unauthenticated, Unavailable } from '@/server/platform/errors'
import { refreshTokens, verifyTokens } from '@/server/platform/identity'
import { log } from '@/server/platform/log'
import type { CustomerSession } from './model'
import { sessionKey, sessions } from './store'

const leaseMilliseconds = 10_000
const pollMilliseconds = 50

/** Asks the identity provider whether a sign-in still holds, once its access token has expired. However many requests of
 *  however many tasks ask at the same moment, one of them refreshes (a lease in the session decides which); the others
 *  wait for what it wrote.
 *  @returns the session as it is now
 *  @throws Unauthenticated `signed-out` when the sign-in was revoked; the session is gone then
 *  @throws Unavailable `identity-unavailable` when the identity provider does not answer; the session stays */
export async function refreshed(session: CustomerSession): Promise<CustomerSession> {
  const from = now()
  let current = session
  for (;;) {
    if (current.accessExpiresAt > now()) return current
    if (current.refreshFailedAt > from)
      throw new Unavailable('identity-unavailable', 'another request could not refresh the tokens')
    if (current.refreshingUntil <= now()) {
      const leased = await lease(current)
      if (leased) return exchange(leased)
    }
    if (now() > from + leaseMilliseconds)
      throw new Unavailable('identity-unavailable', 'another request holds the refresh too long')
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds))
    const again = await sessions.get(sessionKey(session.id))
    if (again?.kind !== 'customer') throw new Unauthenticated('signed-out')
    current = again
  }
}

/** Takes the right to refresh, or nothing when another request has it. */
async function lease(session: CustomerSession): Promise<CustomerSession | undefined> {
  try {
    return await sessions
      .replace(session, {
        ...session,
        refreshingUntil: now() + leaseMilliseconds,
      })
      .then(asCustomer)
  } catch (error) {
    if (error instanceof Conflict) return undefined
    throw error
  }
}

async function exchange(session: CustomerSession): Promise<CustomerSession> {
  try {
    const tokens = await refreshTokens(session.refreshToken)
    const { accessExpiresAt, groups, email, name } = await verifyTokens(tokens)
    const next = {
      ...session,
      refreshToken: tokens.refreshToken,
      accessExpiresAt,
      groups: [...groups],
      email,
      name: name ?? session.name,
      refreshingUntil: 0,
    }
    return asCustomer(await sessions.replace(session, next))
  } catch (error) {
    if (error instanceof Unauthenticated) {
      await sessions.remove(sessionKey(session.id))
      log.info({ session: session.id }, 'a sign-in no longer holds; the session has ended')
    } else {
      await giveUp(session)
    }
    throw error
  }
}

/** Lets those who wait know that nothing will come. */
async function giveUp(session: CustomerSession): Promise<void> {
  try {
    await sessions.replace(session, { ...session, refreshingUntil: 0, refreshFailedAt: now() })
  } catch (error) {
    log.warn({ err: error, session: session.id }, 'a failed refresh could not be noted; its lease runs out')
  }
}

function asCustomer(session: CustomerSession | { kind: 'guest' }): CustomerSession {
  if (session.kind === 'guest') throw new Error('a customer’s session stays one')
  return session
}
