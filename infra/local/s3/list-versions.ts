import { owner } from './buckets'
import { type Call, type Reply, xmlReply } from './call'
import { invalidArgument } from './errors'
import { mostKeys } from './list'
import { KEY_DONE, listingEncoder, type Position, readPage } from './listing'
import type { VersionRow } from './schema'
import { document, type XmlValue } from './xml'

export function listObjectVersions(call: Call): Reply {
  call.store.requireBucket(call.bucket)
  const prefix = call.query.get('prefix') ?? ''
  const delimiter = call.query.get('delimiter') ?? ''
  const limit = mostKeys(call, 'max-keys')
  const encodingType = call.query.get('encoding-type')
  const encode = listingEncoder(encodingType)
  const page = readPage(call.store.allRows, {
    bucket: call.bucket,
    prefix,
    delimiter,
    after: markers(call),
    limit,
  })
  const next = page.truncated ? page.last : undefined
  // Versions and delete markers stand in one sequence, so each line is written under its own tag.
  const lines: XmlValue = page.rows.map((row) => ({
    [row.marker ? 'DeleteMarker' : 'Version']: line(call, row, encode),
  }))
  return xmlReply(
    document('ListVersionsResult', [
      {
        Name: call.bucket,
        Prefix: encode(prefix),
        Delimiter: delimiter ? encode(delimiter) : undefined,
        KeyMarker: encode(call.query.get('key-marker') ?? ''),
        VersionIdMarker: call.query.get('version-id-marker') ?? '',
        NextKeyMarker: next && encode(next.key),
        NextVersionIdMarker: next?.row?.version,
        MaxKeys: limit,
        EncodingType: encodingType,
        IsTruncated: page.truncated,
      },
      lines,
      { CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })) },
    ]),
  )
}

function line(call: Call, row: VersionRow, encode: (text: string) => string): XmlValue {
  return {
    Key: encode(row.key),
    VersionId: row.version,
    IsLatest: row.latest === 1,
    LastModified: new Date(row.modified).toISOString(),
    ...(row.marker ? {} : { ETag: `"${row.etag}"`, Size: row.size, StorageClass: row.class }),
    Owner: owner(call),
  }
}

/** @throws InvalidArgument */
function markers(call: Call): Position {
  const key = call.query.get('key-marker') ?? ''
  const version = call.query.get('version-id-marker')
  if (!version) return { key, seq: KEY_DONE }
  if (!key) {
    throw invalidArgument(
      'version-id-marker',
      version,
      'A version-id marker cannot be specified without a key marker.',
    )
  }
  const row = call.store.version(call.bucket, key, version)
  return { key, seq: row?.seq ?? KEY_DONE }
}
