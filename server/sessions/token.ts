import { createHash, randomBytes } from 'node:crypto'
import { config } from '@/server/platform/config'

const maxAgeSeconds = 30 * 24 * 3600

/** A new opaque cookie value: 256 random bits. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token. It is random, so a plain hash cannot be guessed back. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

const secure = (): boolean => config().siteUrl.startsWith('https:')
/** On https the prefix makes browsers refuse the cookie from any other host or over plain http. */
export const cookieName = (): string => (secure() ? '__Host-quayside' : 'quayside')

const attributes = (): string => `Path=/; HttpOnly; SameSite=Lax${secure() ? '; Secure' : ''}`
export const sessionCookie = (token: string): string =>
  `${cookieName()}=${token}; Max-Age=${maxAgeSeconds}; ${attributes()}`
export const clearedCookie = (): string => `${cookieName()}=; Max-Age=0; ${attributes()}`

const tokenShape = /^[\w-]{43}$/

/** The session token in a `Cookie` header. */
export function tokenIn(cookies: string | null): string | undefined {
  const prefix = `${cookieName()}=`
  const pair = cookies?.split(/; */).find((part) => part.startsWith(prefix))
  const token = pair?.slice(prefix.length)
  return token && tokenShape.test(token) ? token : undefined
}
