import type { Call, Reply } from './call'
import { checksumHeader } from './checksums'
import { checkRead, checkWrite } from './conditions'
import { bucketDefaults } from './defaults'
import { notImplemented, s3Error } from './errors'
import { requireVersion, versionHeaders } from './find'
import { expirationHeader } from './lifecycle'
import { lockResponseHeaders } from './lock'
import { readSettings, storageClass } from './object-settings'
import { readRange } from './ranges'
import { receive } from './receive'
import { requireReadable, restoreHeader } from './restore'
import { type Attributes, attributesOf, type VersionRow } from './schema'
import { causeOf } from './cause'
import { addVersion } from './versions'

const KEY_BYTES = 1024

/** @throws KeyTooLongError */
export function requireKey(key: string): void {
  const size = Buffer.byteLength(key)
  if (size > KEY_BYTES)
    throw s3Error('KeyTooLongError', { detail: { Size: size, MaxSizeAllowed: KEY_BYTES } })
}

export async function putObject(call: Call): Promise<Reply> {
  const bucket = call.store.requireBucket(call.bucket)
  requireKey(call.key)
  if (call.headers.has('x-amz-write-offset-bytes')) throw notImplemented('appending to an object')
  const settings = readSettings(call.headers, bucketDefaults(call, bucket), call.context.now())
  const type = storageClass(call.headers)
  checkWrite(call.headers, call.store.current(call.bucket, call.key))
  const received = await receive(call)
  const { algorithm, value } = received.checksum
  const attributes: Attributes = {
    ...settings,
    segments: received.segments,
    checksum: { algorithm, value, type: 'FULL_OBJECT' },
  }
  const row = await call.store.adopt(received.segments, () => {
    if (settings.lock.mode && !received.vouched) {
      throw s3Error('InvalidRequest', {
        message:
          'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
      })
    }
    checkWrite(call.headers, call.store.current(call.bucket, call.key))
    const added = { key: call.key, size: received.size, etag: received.md5, storageClass: type, attributes }
    return addVersion(call, call.store.requireBucket(call.bucket), added, causeOf(call, 'PutObject'))
  })
  return { status: 200, headers: writtenHeaders(call, row) }
}

/** What the answer to a write tells of the object. */
export function writtenHeaders(call: Call, row: VersionRow): Record<string, string | undefined> {
  const { encryption, checksum } = attributesOf(row)
  return {
    etag: `"${row.etag}"`,
    ...versionHeaders(row),
    ...encryption,
    ...(checksum
      ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type }
      : {}),
    'x-amz-expiration': expirationHeader(call, row),
  }
}

/** Answers GET and HEAD alike; HEAD simply leaves the body out. */
export function getObject(call: Call): Reply {
  const row = requireVersion(call)
  const attributes = attributesOf(row)
  if (checkRead(call.headers, row) === 'not-modified') {
    return {
      status: 304,
      headers: { etag: `"${row.etag}"`, ...pick(attributes.headers), ...versionHeaders(row) },
    }
  }
  if (call.operation === 'GetObject') requireReadable(row, call.context.now())
  const part = partOf(call, row, attributes)
  const range = part ?? readRange(call.headers.get('range'), row.size)
  const withBody = call.operation === 'GetObject'
  const start = range?.start ?? 0
  const length = range ? range.end - range.start + 1 : row.size
  return {
    status: range ? 206 : 200,
    headers: {
      ...objectHeaders(call, row, attributes, range === undefined),
      'content-length': length,
      ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${row.size}` } : {}),
      ...(part && attributes.parts ? { 'x-amz-mp-parts-count': attributes.parts.length } : {}),
    },
    body: withBody ? call.store.blobs.read(attributes.segments, start, length) : undefined,
    release: withBody ? call.store.blobs.lease(attributes.segments) : undefined,
  }
}

/** The bytes of `?partNumber=`. An object that came in one piece is its own first part. */
function partOf(call: Call, row: VersionRow, attributes: Attributes) {
  const asked = call.query.get('partNumber')
  if (asked === undefined) return undefined
  if (call.headers.has('range')) {
    throw s3Error('InvalidRequest', {
      message: 'Cannot specify both Range header and partNumber query parameter',
    })
  }
  const parts = attributes.parts ?? [{ number: 1, size: row.size }]
  const number = Number(asked)
  const index = parts.findIndex((part) => part.number === number)
  const found = parts[index]
  if (!found)
    throw s3Error('InvalidPartNumber', {
      detail: { PartNumberRequested: asked, ActualPartCount: parts.length },
    })
  if (found.size === 0) return undefined
  const start = parts.slice(0, index).reduce((sum, part) => sum + part.size, 0)
  return { start, end: start + found.size - 1 }
}

function objectHeaders(call: Call, row: VersionRow, attributes: Attributes, whole: boolean) {
  const { checksum } = attributes
  const wantsChecksum = call.headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' && whole
  const tags = Object.keys(attributes.tags).length
  return {
    'accept-ranges': 'bytes',
    'last-modified': new Date(row.modified).toUTCString(),
    etag: `"${row.etag}"`,
    ...attributes.headers,
    ...overrides(call),
    ...Object.fromEntries(
      Object.entries(attributes.metadata).map(([name, value]) => [`x-amz-meta-${name}`, mailSafe(value)]),
    ),
    ...attributes.encryption,
    ...versionHeaders(row),
    ...lockResponseHeaders(attributes.lock),
    ...(wantsChecksum && checksum
      ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type }
      : {}),
    'x-amz-storage-class': row.class === 'STANDARD' ? undefined : row.class,
    'x-amz-tagging-count': tags ? tags : undefined,
    'x-amz-restore': restoreHeader(attributes, call.context.now()),
    'x-amz-expiration': expirationHeader(call, row),
    'x-amz-replication-status': attributes.replication,
  }
}

const OVERRIDES = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
]

/** Headers that the caller wants instead of the object's; only who signs may ask for that. */
function overrides(call: Call): Record<string, string> {
  const asked: Record<string, string> = {}
  for (const name of OVERRIDES) {
    const value = call.query.get(`response-${name}`)
    if (value === undefined) continue
    if (!call.credential) {
      throw s3Error('InvalidRequest', {
        message: 'Request specific response headers cannot be used for anonymous GET requests.',
      })
    }
    asked[name] = value
  }
  return asked
}

/** Values beyond ASCII go out as RFC 2047 encoded words, as S3 sends them. */
function mailSafe(value: string): string {
  return /^[\x20-\x7e\t]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`
}

function pick(headers: Record<string, string>) {
  const { 'cache-control': cacheControl, expires } = headers
  return { 'cache-control': cacheControl, expires }
}
