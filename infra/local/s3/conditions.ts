import { s3Error } from './errors'
import type { VersionRow } from './schema'

export type HeaderMap = ReadonlyMap<string, string>

const COPY_PREFIX = 'x-amz-copy-source-'

/** Whether one of the tags of an `If-Match`-like header is this object's. Clients may leave the quotes out. */
function matches(header: string, etag: string): boolean {
  return header
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, '').replace(/^"|"$/g, ''))
    .some((tag) => tag === '*' || tag === etag)
}

/** HTTP dates have whole seconds; a header that is no date is ignored, as RFC 9110 says. */
function seconds(header: string | undefined): number | undefined {
  const time = header === undefined ? Number.NaN : Date.parse(header)
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000)
}

function failed(condition: string) {
  return s3Error('PreconditionFailed', { detail: { Condition: condition } })
}

/**
 * Evaluates the conditions of a read (RFC 9110, section 13.2.2).
 * @returns `not-modified` when the answer is 304
 * @throws PreconditionFailed
 */
export function checkRead(
  headers: HeaderMap,
  row: Pick<VersionRow, 'etag' | 'modified'>,
): 'proceed' | 'not-modified' {
  const modified = Math.floor(row.modified / 1000)
  const match = headers.get('if-match')
  const unmodifiedSince = seconds(headers.get('if-unmodified-since'))
  if (match !== undefined) {
    if (!matches(match, row.etag)) throw failed('If-Match')
  } else if (unmodifiedSince !== undefined && modified > unmodifiedSince) throw failed('If-Unmodified-Since')

  const noneMatch = headers.get('if-none-match')
  const modifiedSince = seconds(headers.get('if-modified-since'))
  if (noneMatch !== undefined) return matches(noneMatch, row.etag) ? 'not-modified' : 'proceed'
  return modifiedSince !== undefined && modified <= modifiedSince ? 'not-modified' : 'proceed'
}

/** Evaluates the conditions of a copy's source. @throws PreconditionFailed, also where a read would answer 304 */
export function checkCopySource(headers: HeaderMap, row: VersionRow): void {
  const conditions = new Map<string, string>()
  for (const name of ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']) {
    const value = headers.get(COPY_PREFIX + name)
    if (value !== undefined) conditions.set(name, value)
  }
  if (checkRead(conditions, row) === 'not-modified') throw failed(`${COPY_PREFIX}if-none-match`)
}

/**
 * Evaluates the conditions of a write against what is current, inside the write's own transaction.
 * @throws PreconditionFailed; NoSuchKey when `If-Match` finds nothing to match
 */
export function checkWrite(headers: HeaderMap, current: VersionRow | undefined): void {
  const noneMatch = headers.get('if-none-match')
  const match = headers.get('if-match')
  const present = current !== undefined && current.marker === 0
  if (noneMatch !== undefined) {
    if (noneMatch.trim() !== '*') {
      throw s3Error('NotImplemented', {
        detail: {
          Header: 'If-None-Match',
          additionalMessage: "We don't accept the provided value of If-None-Match header for this API",
        },
      })
    }
    if (present) throw failed('If-None-Match')
  }
  if (match === undefined) return
  if (!present) throw s3Error('NoSuchKey')
  if (!matches(match, current.etag)) throw failed('If-Match')
}
