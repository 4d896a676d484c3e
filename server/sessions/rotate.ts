import { epochSeconds, isoNow, now } from '@/server/platform/clock'
import { Conflict, Unavailable } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import { transact } from '@/server/platform/tables/transact'
import type { SessionToken } from './model'
import type { Held } from './sessions'
import { sessions, sessionTokens, tokenKey } from './store'
import { issue, lifetimeSeconds } from './token'

const rotateAfterMilliseconds = 3_600_000
/** For how long a value still answers requests that were on their way when the browser had already got the next one, and
 *  how soon another one is offered to a browser that never got it. */
const graceSeconds = 60

/** Exchanges a cookie that is an hour old for a new one. Of several requests at once, one is given the new value; the old
 *  one holds until the browser has shown the new one, so that an answer that is lost signs nobody out.
 *  @returns the new value, or `undefined` where none is due */
export async function rotate(held: Held): Promise<string | undefined> {
  try {
    if (held.token.replaces) await confirm(held.token, held.token.replaces)
    else if (isDue(held.token)) return await offerNext(held)
  } catch (error) {
    // Another request has done it, or it can be done with the next one: no reason to refuse this one.
    if (error instanceof Unavailable) log.warn({ err: error }, 'a session’s cookie could not be exchanged')
    else if (!(error instanceof Conflict)) throw error
  }
  return undefined
}

function isDue({ issuedAt, replacedAt }: SessionToken): boolean {
  const due = replacedAt
    ? Date.parse(replacedAt) + graceSeconds * 1000
    : Date.parse(issuedAt) + rotateAfterMilliseconds
  return due <= now()
}

async function offerNext({ session, token }: Held): Promise<string> {
  const next = issue(session.id, token.hash)
  await transact([
    sessionTokens.replacing(token, { ...token, replacedAt: isoNow() }),
    sessionTokens.creating(next.token),
    sessions.replacing(session, { ...session, expiresAt: epochSeconds(lifetimeSeconds) }),
  ])
  return next.value
}

/** The browser has the new value; the old one ends soon. */
async function confirm(token: SessionToken, replaced: string): Promise<void> {
  const old = await sessionTokens.get(tokenKey(replaced))
  const ending = old && { ...old, expiresAt: Math.min(old.expiresAt, epochSeconds(graceSeconds)) }
  await transact([
    sessionTokens.replacing(token, { ...token, replaces: undefined }),
    ...(ending ? [sessionTokens.replacing(old, ending)] : []),
  ])
}
