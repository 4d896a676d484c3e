import type { IncomingMessage, ServerResponse } from 'node:http'
import { acceptedEncoding } from './encoding'
import { type Entry, type Variant, variantOf } from './entry'
import { byteRange, isUnmodified } from './validators'

export type CacheResult = 'Hit' | 'Miss' | 'RefreshHit' | 'Stale'

export interface Serving {
  result: CacheResult
  requestId: string
  now: number
  /** Called when the entry has grown by a compressed body. */
  onVariant(entry: Entry): void
}

/** Answers from a kept response: whole, in part, or "you have it already". Returns the bytes of the body that was sent,
 *  at once unless the body has yet to be compressed. */
export function serveEntry(
  request: IncomingMessage,
  response: ServerResponse,
  entry: Entry,
  serving: Serving,
): number | Promise<number> {
  if (entry.status === 200 && isUnmodified(request.headers, entry))
    return sendUnmodified(response, entry, serving)
  if (request.headers.range !== undefined && entry.status === 200) {
    const range = byteRange(request.headers, entry, entry.body.length)
    if (range === 'unsatisfiable') return sendUnsatisfiable(response, entry, serving)
    if (range) return sendRange(request, response, entry, range, serving)
  }
  const encoding = acceptedEncoding(request.headers['accept-encoding']?.toString())
  const ready = variantOf(entry, encoding, serving.onVariant)
  if (!(ready instanceof Promise)) return sendWhole(request, response, entry, ready, serving)
  return ready.then((variant) => sendWhole(request, response, entry, variant, serving))
}

function sendWhole(
  request: IncomingMessage,
  response: ServerResponse,
  entry: Entry,
  { body, headers }: Variant,
  serving: Serving,
): number {
  response.writeHead(entry.status, withEdge(headers, entry, serving))
  if (request.method === 'HEAD') {
    response.end()
    return 0
  }
  response.end(body)
  return body.length
}

function withEdge(headers: readonly string[], entry: Entry, { result, requestId, now }: Serving): string[] {
  const age = Math.max(0, Math.floor((now - entry.bornAt) / 1_000))
  const all = headers.slice()
  all.push('age', String(age), 'x-cache', `${result} from edge`, 'via', '1.1 edge', 'x-request-id', requestId)
  return all
}

const inNotModified = new Set([
  'etag',
  'cache-control',
  'content-location',
  'date',
  'expires',
  'vary',
  'last-modified',
])

function sendUnmodified(response: ServerResponse, entry: Entry, serving: Serving): number {
  response.writeHead(
    304,
    withEdge(
      pick(identity(entry).headers, (name) => inNotModified.has(name)),
      entry,
      serving,
    ),
  )
  response.end()
  return 0
}

function sendUnsatisfiable(response: ServerResponse, entry: Entry, serving: Serving): number {
  const headers = ['content-range', `bytes */${entry.body.length}`, 'content-length', '0']
  response.writeHead(416, withEdge(headers, entry, serving))
  response.end()
  return 0
}

function sendRange(
  request: IncomingMessage,
  response: ServerResponse,
  entry: Entry,
  { start, end }: { start: number; end: number },
  serving: Serving,
): number {
  const part = entry.body.subarray(start, end + 1)
  const headers = pick(identity(entry).headers, (name) => name !== 'content-length')
  headers.push(
    'content-range',
    `bytes ${start}-${end}/${entry.body.length}`,
    'content-length',
    String(part.length),
  )
  response.writeHead(206, withEdge(headers, entry, serving))
  if (request.method === 'HEAD') {
    response.end()
    return 0
  }
  response.end(part)
  return part.length
}

const identity = (entry: Entry): Variant =>
  entry.variants.get('identity') ?? { body: entry.body, headers: [] }

function pick(headers: readonly string[], wanted: (name: string) => boolean): string[] {
  const kept: string[] = []
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] ?? ''
    if (wanted(name)) kept.push(name, headers[index + 1] ?? '')
  }
  return kept
}
