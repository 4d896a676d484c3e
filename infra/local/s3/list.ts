import { owner } from './buckets'
import { type Call, type Reply, xmlReply } from './call'
import { invalidArgument } from './errors'
import { KEY_DONE, listingEncoder, readPage } from './listing'
import { attributesOf, type VersionRow } from './schema'
import { document, type XmlValue } from './xml'

const MOST_KEYS = 1000

export function listObjectsV2(call: Call): Reply {
  const token = call.query.get('continuation-token')
  const startAfter = call.query.get('start-after') ?? ''
  const listing = listObjects(call, token === undefined ? startAfter : readToken(token))
  const { page, encode, content } = listing
  return xmlReply(
    document('ListBucketResult', {
      ...content,
      KeyCount: page.rows.length + page.prefixes.length,
      ContinuationToken: token,
      NextContinuationToken: page.truncated && page.last ? writeToken(page.last.key) : undefined,
      StartAfter: startAfter ? encode(startAfter) : undefined,
      Contents: page.rows.map((row) => entry(call, row, encode, call.query.get('fetch-owner') === 'true')),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    }),
  )
}

/** The older form, which goes on from a marker. */
export function listObjectsV1(call: Call): Reply {
  const marker = call.query.get('marker') ?? ''
  const { page, encode, content } = listObjects(call, marker)
  return xmlReply(
    document('ListBucketResult', {
      ...content,
      Marker: encode(marker),
      NextMarker:
        page.truncated && content.Delimiter !== undefined && page.last ? encode(page.last.key) : undefined,
      Contents: page.rows.map((row) => entry(call, row, encode, true)),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    }),
  )
}

function listObjects(call: Call, after: string) {
  call.store.requireBucket(call.bucket)
  const prefix = call.query.get('prefix') ?? ''
  const delimiter = call.query.get('delimiter') ?? ''
  const limit = mostKeys(call, 'max-keys')
  const encodingType = call.query.get('encoding-type')
  if (encodingType !== undefined && encodingType !== 'url') {
    throw invalidArgument('encoding-type', encodingType, 'Invalid Encoding Method specified in Request')
  }
  const encode = listingEncoder(encodingType)
  const position = { key: after, seq: KEY_DONE }
  const page = readPage(call.store.currentRows, {
    bucket: call.bucket,
    prefix,
    delimiter,
    after: position,
    limit,
  })
  const content = {
    Name: call.bucket,
    Prefix: encode(prefix),
    Delimiter: delimiter ? encode(delimiter) : undefined,
    MaxKeys: limit,
    EncodingType: encodingType,
    IsTruncated: page.truncated,
  }
  return { page, encode, content }
}

function entry(call: Call, row: VersionRow, encode: (text: string) => string, withOwner: boolean): XmlValue {
  const { checksum } = attributesOf(row)
  return {
    Key: encode(row.key),
    LastModified: new Date(row.modified).toISOString(),
    ETag: `"${row.etag}"`,
    ChecksumAlgorithm: checksum?.algorithm,
    ChecksumType: checksum?.type,
    Size: row.size,
    StorageClass: row.class,
    Owner: withOwner ? owner(call) : undefined,
  }
}

/** `max-keys` and its like; more than 1,000 means 1,000. @throws InvalidArgument */
export function mostKeys(call: Call, name: string): number {
  const value = call.query.get(name)
  if (value === undefined || value === '') return MOST_KEYS
  if (!/^\d{1,10}$/.test(value) || Number(value) > 2_147_483_647) {
    throw invalidArgument(name, value, `Provided ${name} not an integer or within integer range`)
  }
  return Math.min(Number(value), MOST_KEYS)
}

const writeToken = (key: string) => Buffer.from(`k${key}`).toString('base64')

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8')
  if (!text.startsWith('k'))
    throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect')
  return text.slice(1)
}
