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
 *  @throws Unauthenticated `signed-out` when the sign-in was revoked; the session is gone then */
export async function refreshed(session: CustomerSession): Promise<CustomerSession> {
  const until = now() + leaseMilliseconds
  let current = session
  for (;;) {
    if (current.accessExpiresAt > now()) return current
    if (current.refreshingUntil <= now()) {
      const leased = await lease(current)
      if (leased) return exchange(leased)
    }
    if (now() > until)
      throw new Unavailable('identity-unavailable', 'another request holds the refresh too long')
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds))
    const again = await sessions.get(sessionKey(session.token))
    if (again?.kind !== 'customer') throw new Unauthenticated('signed-out')
    current = again
  }
}

/** Takes the right to refresh, or nothing when another request has it. */
async function lease(session: CustomerSession): Promise<CustomerSession | undefined> {
  try {
    const held = { ...session, refreshingUntil: now() + leaseMilliseconds }
    await sessions.replace(session, held)
    return { ...held, version: session.version + 1 }
  } catch (error) {
    if (error instanceof Conflict) return undefined
    throw error
  }
}

async function exchange(session: CustomerSession): Promise<CustomerSession> {
  try {
    const tokens = await refreshTokens(session.refreshToken)
    const { accessExpiresAt, groups, email, name } = await verifyTokens(tokens)
    const next: CustomerSession = {
      ...session,
      refreshToken: tokens.refreshToken,
      accessExpiresAt,
      groups: [...groups],
      email,
      name,
      refreshingUntil: 0,
    }
    await sessions.replace(session, next)
    return { ...next, version: session.version + 1 }
  } catch (error) {
    if (error instanceof Unauthenticated) {
      await sessions.remove(sessionKey(session.token))
      log.info({ session: session.id }, 'a sign-in no longer holds; the session has ended')
    }
    throw error
  }
}
