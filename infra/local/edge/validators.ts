import type { IncomingHttpHeaders } from 'node:http'

interface Validators {
  etag: string | undefined
  lastModified: string | undefined
}

/** The weak form of an entity tag: a compressed body means the same but has other bytes. */
export const weakly = (etag: string): string => (etag.startsWith('W/') ? etag : `W/${etag}`)

/** Whether the viewer already has this response (RFC 9110, 13.1): `If-None-Match` goes before `If-Modified-Since`. */
export function isUnmodified(request: IncomingHttpHeaders, { etag, lastModified }: Validators): boolean {
  const tags = request['if-none-match']
  if (tags !== undefined) {
    if (tags.trim() === '*') return true
    return etag !== undefined && tags.split(',').some((tag) => weakly(tag.trim()) === weakly(etag))
  }
  const since = Date.parse(request['if-modified-since'] ?? '')
  const modified = Date.parse(lastModified ?? '')
  return !Number.isNaN(since) && !Number.isNaN(modified) && modified <= since
}

export type ByteRange = { start: number; end: number } | 'unsatisfiable' | undefined

/** The one byte range that is asked for, both ends included; `undefined` when the whole body should be sent. */
export function byteRange(
  request: IncomingHttpHeaders,
  { etag, lastModified }: Validators,
  length: number,
): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/.exec(request.range ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const condition = request['if-range']
  const strong = etag !== undefined && !etag.startsWith('W/') ? etag : undefined
  if (condition !== undefined && condition !== strong && condition !== lastModified) return undefined
  const [, first = '', last = ''] = match
  if (first === '') {
    const size = Math.min(Number(last), length)
    return size === 0 ? 'unsatisfiable' : { start: length - size, end: length - 1 }
  }
  const start = Number(first)
  const end = last === '' ? length - 1 : Math.min(Number(last), length - 1)
  if (last !== '' && Number(last) < start) return undefined
  return start >= length ? 'unsatisfiable' : { start, end }
}
