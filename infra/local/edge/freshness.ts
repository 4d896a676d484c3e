import type { IncomingHttpHeaders } from 'node:http'
import type { EdgeBehaviour } from '@/infra/edge-behaviours'

/** How long a response may be served, in seconds from now. */
export interface Lifetime {
  fresh: number
  /** After `fresh`: may be served while it is asked for again. */
  staleWhileRevalidate: number
  /** After `fresh`: may be served when the origin fails. */
  staleIfError: number
}

export interface Exchange {
  status: number
  headers: IncomingHttpHeaders
  behaviour: EdgeBehaviour
  now: number
}

const redirects = new Set([301, 302, 303, 307, 308])
const missing = new Set([404, 410])

/** Decides whether a response may be shared, and for how long; `undefined` means that it is not kept.
 *  `s-maxage` goes before `max-age` before `Expires`; the behaviour's least and most bound them. */
export function lifetime({ status, headers, behaviour, now }: Exchange): Lifetime | undefined {
  const directives = cacheControl(headers['cache-control'])
  if (behaviour.maxTtl === 0 || isUnsharable(headers, directives, behaviour)) return undefined
  const stated = statedSeconds(headers, directives, now)
  if (missing.has(status)) return briefly(Math.min(stated ?? behaviour.notFoundTtl, behaviour.notFoundTtl))
  if (status !== 200 && !(redirects.has(status) && stated !== undefined)) return undefined
  if (stated === undefined && behaviour.defaultTtl === 0) return undefined
  const fresh = clamp(stated ?? behaviour.defaultTtl, behaviour) - (seconds(headers.age) ?? 0)
  const strict = directives.has('must-revalidate') || directives.has('proxy-revalidate')
  const stale = (name: string, otherwise: number) =>
    strict ? 0 : Math.min(seconds(directives.get(name)) ?? otherwise, behaviour.maxTtl)
  return {
    fresh: Math.max(fresh, 0),
    staleWhileRevalidate: stale('stale-while-revalidate', 0),
    staleIfError: stale('stale-if-error', behaviour.staleIfError),
  }
}

/** Parses `Cache-Control` into lower-case names and their values (empty when they have none). */
export function cacheControl(header: string | undefined): Map<string, string> {
  const directives = new Map<string, string>()
  for (const [, name = '', value = ''] of (header ?? '').matchAll(/([\w-]+)(?:\s*=\s*"?([^",]*)"?)?/g)) {
    directives.set(name.toLowerCase(), value.trim())
  }
  return directives
}

function isUnsharable(
  headers: IncomingHttpHeaders,
  directives: ReadonlyMap<string, string>,
  behaviour: EdgeBehaviour,
): boolean {
  if (headers['set-cookie'] !== undefined) return true
  if (['private', 'no-store', 'no-cache'].some((name) => directives.has(name))) return true
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return true
  return variesUnkeyed(headers.vary, behaviour)
}

/** A response that depends on a header which reached the origin without being in the key cannot be shared. */
function variesUnkeyed(vary: string | undefined, behaviour: EdgeBehaviour): boolean {
  const names = (vary ?? '').split(',').flatMap((name) => name.trim().toLowerCase() || [])
  if (names.includes('*')) return true
  if (behaviour.forwardHeaders !== 'all') return false
  return names.some((name) => name !== 'accept-encoding' && !behaviour.headerKeys.includes(name))
}

function statedSeconds(
  headers: IncomingHttpHeaders,
  directives: ReadonlyMap<string, string>,
  now: number,
): number | undefined {
  const age = seconds(directives.get('s-maxage')) ?? seconds(directives.get('max-age'))
  if (age !== undefined || headers.expires === undefined) return age
  const expires = Date.parse(headers.expires)
  const sent = Date.parse(headers.date ?? '')
  return Number.isNaN(expires) ? 0 : Math.max(0, (expires - (Number.isNaN(sent) ? now : sent)) / 1_000)
}

const seconds = (text: string | undefined) =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
const clamp = (value: number, behaviour: EdgeBehaviour) =>
  Math.min(Math.max(value, behaviour.minTtl), behaviour.maxTtl)
const briefly = (fresh: number): Lifetime | undefined =>
  fresh > 0 ? { fresh, staleWhileRevalidate: 0, staleIfError: 0 } : undefined
