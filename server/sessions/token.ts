import { createHash, randomBytes } from 'node:crypto'
import { epochSeconds, isoNow } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import type { SessionToken } from './model'

/** How long a browser may stay away; every visit begins it anew. */
export const lifetimeSeconds = 30 * 24 * 3600

/** What is stored of a secret. It is random, so a plain hash cannot be guessed back. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** A new opaque cookie value (256 random bits), and what is stored of it.
 *  @param replaces hash of the value that it shall take the place of */
export function issue(session: string, replaces?: string): { value: string; token: SessionToken } {
  const value = randomBytes(32).toString('base64url')
  const expiresAt = epochSeconds(lifetimeSeconds)
  return {
    value,
    token: { hash: hashOf(value), session, issuedAt: isoNow(), replaces, expiresAt, version: 0 },
  }
}

const secure = (): boolean => config().siteUrl.startsWith('https:')
/** On https the prefix makes browsers refuse the cookie from any other host or over plain http. */
export const cookieName = (): string => (secure() ? '__Host-quayside' : 'quayside')

const attributes = (): string => `Path=/; HttpOnly; SameSite=Lax${secure() ? '; Secure' : ''}`
export const sessionCookie = (value: string): string =>
  `${cookieName()}=${value}; Max-Age=${lifetimeSeconds}; ${attributes()}`
export const clearedCookie = (): string => `${cookieName()}=; Max-Age=0; ${attributes()}`

const valueShape = /^[\w-]{43}$/

/** The session's value in a `Cookie` header. */
export function cookieValue(cookies: string | null): string | undefined {
  const prefix = `${cookieName()}=`
  const pair = cookies?.split(/; */).find((part) => part.startsWith(prefix))
  const value = pair?.slice(prefix.length)
  return value && valueShape.test(value) ? value : undefined
}
