import type { IncomingHttpHeaders } from 'node:http'
import { compressed, type Encoding, isCompressible } from './encoding'
import type { Lifetime } from './freshness'
import { weakly } from './validators'

/** A response that the edge keeps, whole and in memory. Times are epoch milliseconds. */
export interface Entry {
  key: string
  target: string
  status: number
  /** End-to-end headers of the origin, as name and value in turn. */
  headers: string[]
  body: Buffer
  parsed: IncomingHttpHeaders
  etag: string | undefined
  lastModified: string | undefined
  compressible: boolean
  /** When it would have been of age 0. */
  bornAt: number
  freshUntil: number
  revalidateUntil: number
  errorUntil: number
  /** After a failure of the origin: not to be asked again before. */
  retryAt: number
  variants: Map<Encoding, Variant>
  pending: Map<Encoding, Promise<Variant>>
}

export interface Variant {
  body: Buffer
  /** Ready to be sent, but for what differs from one request to the next. */
  headers: string[]
}

export interface Arrival {
  key: string
  target: string
  status: number
  raw: string[]
  parsed: IncomingHttpHeaders
  body: Buffer
  life: Lifetime
  compress: boolean
  now: number
}

export function newEntry(arrival: Arrival): Entry {
  const { parsed, body, life, now } = arrival
  const entry: Entry = {
    key: arrival.key,
    target: arrival.target,
    status: arrival.status,
    headers: arrival.raw,
    body,
    parsed,
    etag: parsed.etag,
    lastModified: parsed['last-modified'],
    compressible: arrival.compress && isCompressible(parsed['content-type'], body.length),
    ...times(life, parsed, now),
    retryAt: 0,
    variants: new Map(),
    pending: new Map(),
  }
  entry.variants.set('identity', variant(entry, 'identity', body))
  return entry
}

/** The same body with the headers and the freshness that came with a `304 Not Modified`. */
export function renewed(entry: Entry, arrival: Omit<Arrival, 'body' | 'status'>): Entry {
  const next = newEntry({ ...arrival, body: entry.body, status: entry.status })
  for (const [encoding, { body }] of entry.variants)
    next.variants.set(encoding, variant(next, encoding, body))
  return next
}

/** The headers of a kept response after a `304`, which brings only those that changed. */
export function mergedHeaders(kept: readonly string[], brought: readonly string[]): string[] {
  const names = new Set(brought.filter((_, index) => index % 2 === 0))
  const merged = [...brought]
  for (let index = 0; index < kept.length; index += 2) {
    const name = kept[index] ?? ''
    if (!names.has(name)) merged.push(name, kept[index + 1] ?? '')
  }
  return merged
}

/** What it weighs in memory, in bytes, its compressed bodies included. */
export const weight = (entry: Entry): number => {
  let bytes = 1_024 + 2 * entry.key.length
  for (const { body } of entry.variants.values()) bytes += body.length
  return bytes
}

/** The body in an encoding; compressed at most once. Resolves at once when it is there already. */
export function variantOf(
  entry: Entry,
  encoding: Encoding,
  onNew: (entry: Entry) => void,
): Variant | Promise<Variant> {
  const wanted = entry.compressible ? encoding : 'identity'
  const ready = entry.variants.get(wanted)
  if (ready) return ready
  let pending = entry.pending.get(wanted)
  if (!pending && wanted !== 'identity') {
    pending = compressed(entry.body, wanted).then((body) => {
      const made = variant(entry, wanted, body)
      entry.variants.set(wanted, made)
      entry.pending.delete(wanted)
      onNew(entry)
      return made
    })
    entry.pending.set(wanted, pending)
  }
  return pending ?? variant(entry, 'identity', entry.body)
}

function times(life: Lifetime, parsed: IncomingHttpHeaders, now: number) {
  const freshUntil = now + life.fresh * 1_000
  const age = /^\d+$/.test(parsed.age ?? '') ? Number(parsed.age) : 0
  return {
    bornAt: now - age * 1_000,
    freshUntil,
    revalidateUntil: freshUntil + life.staleWhileRevalidate * 1_000,
    errorUntil: freshUntil + life.staleIfError * 1_000,
  }
}

function variant(entry: Entry, encoding: Encoding, body: Buffer): Variant {
  const headers: string[] = []
  for (let index = 0; index < entry.headers.length; index += 2) {
    const name = entry.headers[index] ?? ''
    const value = entry.headers[index + 1] ?? ''
    if (name === 'accept-ranges') continue
    headers.push(name, encoding !== 'identity' && name === 'etag' ? weakly(value) : value)
  }
  if (entry.compressible) headers.push('vary', 'accept-encoding')
  if (encoding !== 'identity') headers.push('content-encoding', encoding)
  headers.push('accept-ranges', 'bytes', 'content-length', String(body.length))
  return { body, headers }
}
