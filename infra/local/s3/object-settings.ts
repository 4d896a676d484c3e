import { invalidArgument, notImplemented, S3Error, s3Error } from './errors'
import type { HeaderMap } from './conditions'
import type { Lock, ObjectSettings } from './schema'
import { checkTags } from './tags'

const STORED_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
  'x-amz-website-redirect-location',
]
const STORAGE_CLASSES = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
])
const METADATA_PREFIX = 'x-amz-meta-'
const METADATA_BYTES = 2048

/** Content headers as they are kept; the transfer's own `aws-chunked` is no part of the content. */
function contentHeaders(headers: HeaderMap): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of STORED_HEADERS) {
    const value = headers.get(name)
    if (value !== undefined) kept[name] = value
  }
  const encodings = kept['content-encoding']?.split(',').map((e) => e.trim())
  if (encodings?.includes('aws-chunked')) {
    const rest = encodings.filter((e) => e !== 'aws-chunked').join(', ')
    if (rest) kept['content-encoding'] = rest
    else delete kept['content-encoding']
  }
  kept['content-type'] ??= 'binary/octet-stream'
  return kept
}

/** User metadata. @throws MetadataTooLarge beyond 2 KB of names and values */
function userMetadata(headers: HeaderMap): Record<string, string> {
  const metadata: Record<string, string> = {}
  let size = 0
  for (const [name, value] of headers) {
    if (!name.startsWith(METADATA_PREFIX)) continue
    const short = name.slice(METADATA_PREFIX.length)
    metadata[short] = value
    size += Buffer.byteLength(short) + Buffer.byteLength(value)
  }
  if (size > METADATA_BYTES) {
    throw s3Error('MetadataTooLarge', { detail: { Size: size, MaxSizeAllowed: METADATA_BYTES } })
  }
  return metadata
}

/** @throws InvalidStorageClass */
export function storageClass(headers: HeaderMap): string {
  const name = headers.get('x-amz-storage-class') ?? 'STANDARD'
  if (!STORAGE_CLASSES.has(name))
    throw s3Error('InvalidStorageClass', { detail: { StorageClassRequested: name } })
  return name
}

/** Tags of the `x-amz-tagging` header, which is a query string. @throws InvalidTag, InvalidArgument */
function headerTags(headers: HeaderMap): Record<string, string> {
  const header = headers.get('x-amz-tagging')
  if (!header) return {}
  const pairs = [...new URLSearchParams(header)].map(([key, value]) => ({ key, value }))
  return checkTags(pairs)
}

/** The response headers that tell how the object is encrypted: as asked, or as the bucket does by default. */
function encryption(headers: HeaderMap, byDefault: Record<string, string>): Record<string, string> {
  if ([...headers.keys()].some((name) => name.includes('server-side-encryption-customer-'))) {
    throw notImplemented('server-side encryption with customer-provided keys')
  }
  const algorithm = headers.get('x-amz-server-side-encryption')
  if (algorithm === undefined) return byDefault
  if (!['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm)) {
    throw invalidArgument(
      'x-amz-server-side-encryption',
      algorithm,
      'The encryption method specified is not supported',
    )
  }
  const result: Record<string, string> = { 'x-amz-server-side-encryption': algorithm }
  for (const name of [
    'x-amz-server-side-encryption-aws-kms-key-id',
    'x-amz-server-side-encryption-bucket-key-enabled',
  ]) {
    const value = headers.get(name)
    if (value === undefined) continue
    if (algorithm === 'AES256') {
      throw invalidArgument(
        name,
        value,
        'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      )
    }
    result[name] = value
  }
  return result
}

/** Lock headers of a write. @throws InvalidArgument, InvalidRequest when the bucket has no object lock */
function lockHeaders(headers: HeaderMap, bucketLocks: boolean, now: number): Lock {
  const mode = headers.get('x-amz-object-lock-mode')
  const until = headers.get('x-amz-object-lock-retain-until-date')
  const hold = headers.get('x-amz-object-lock-legal-hold')
  if (mode === undefined && until === undefined && hold === undefined) return {}
  if (!bucketLocks)
    throw s3Error('InvalidRequest', { message: 'Bucket is missing Object Lock Configuration' })
  const lock: Lock = {}
  if (mode !== undefined || until !== undefined) {
    if (mode === undefined || until === undefined) {
      throw s3Error('InvalidArgument', {
        message: 'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      })
    }
    if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') {
      throw invalidArgument('x-amz-object-lock-mode', mode, 'Unknown wormMode directive.')
    }
    lock.mode = mode
    lock.until = futureDate(until, now)
  }
  if (hold !== undefined) {
    if (hold !== 'ON' && hold !== 'OFF') {
      throw invalidArgument(
        'x-amz-object-lock-legal-hold',
        hold,
        "Legal Hold must be either of 'ON' or 'OFF'",
      )
    }
    lock.hold = hold === 'ON'
  }
  return lock
}

/** @throws InvalidArgument unless the text is a date that lies ahead */
export function futureDate(value: string, now: number): number {
  const time = Date.parse(value)
  if (Number.isNaN(time)) {
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date',
      value,
      'The retain until date must be provided in ISO 8601 format',
    )
  }
  if (time <= now) {
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date',
      value,
      'The retain until date must be in the future!',
    )
  }
  return time
}

/** ACLs are switched off, as in every bucket that is made nowadays; only the values that change nothing are taken. */
export function refuseAcls(headers: HeaderMap): void {
  const acl = headers.get('x-amz-acl')
  const granted = [...headers.keys()].some((name) => name.startsWith('x-amz-grant-'))
  if (granted || (acl !== undefined && acl !== 'private' && acl !== 'bucket-owner-full-control')) {
    throw new S3Error('AccessControlListNotSupported', 400, 'The bucket does not allow ACLs')
  }
}

/** Everything that a writer may say about an object, from headers or from the fields of a form. */
export function readSettings(
  headers: HeaderMap,
  bucket: { encryption: Record<string, string>; locks: boolean; defaultLock: Lock },
  now: number,
): ObjectSettings {
  refuseAcls(headers)
  const lock = lockHeaders(headers, bucket.locks, now)
  return {
    headers: contentHeaders(headers),
    metadata: userMetadata(headers),
    tags: headerTags(headers),
    encryption: encryption(headers, bucket.encryption),
    lock: lock.mode ? lock : { ...bucket.defaultLock, ...lock },
  }
}
