import { randomBytes } from 'node:crypto'
import { hashOf } from './activity'
import type { Origin } from './fraud'
import { config } from '@/server/platform/config'

/** The browser's own number, as long as it keeps it: random, opaque, sent to the BFF alone and never to pages. */
const secure = (): boolean => config().siteUrl.startsWith('https:')
const cookieName = (): string => (secure() ? '__Secure-quayside-device' : 'quayside-device')
const lifetimeSeconds = 400 * 86_400
const valueShape = /^[\w-]{22}$/

function deviceValue(cookies: string | undefined): string | undefined {
  const prefix = `${cookieName()}=`
  const pair = cookies?.split(/; */).find((part) => part.startsWith(prefix))
  const value = pair?.slice(prefix.length)
  return value && valueShape.test(value) ? value : undefined
}

interface Headers {
  header(name: string): string | undefined
}

/** Where a request comes from: the device's hash, and what the edge and the firewall have written on it. */
export function originOf(request: Headers): Origin {
  const device = deviceValue(request.header('cookie'))
  const country = request.header('cloudfront-viewer-country')
  return {
    device: device && hashOf(device),
    country: country && /^[A-Z]{2}$/.test(country) ? country : undefined,
    flagged: request.header('x-amzn-waf-quayside-risk') !== undefined,
  }
}

/** The cookie that a browser without a number is given; nothing where it has one. */
export function newDeviceCookie(request: Headers): string | undefined {
  if (deviceValue(request.header('cookie'))) return undefined
  const value = randomBytes(16).toString('base64url')
  const attributes = `Path=/api; HttpOnly; SameSite=Lax${secure() ? '; Secure' : ''}`
  return `${cookieName()}=${value}; Max-Age=${lifetimeSeconds}; ${attributes}`
}
