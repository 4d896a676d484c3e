import { requirePermission } from './authorise'
import { type Call, type Reply, xmlReply } from './call'
import { causeOf } from './cause'
import { ALGORITHMS, checksumElement, digestOf } from './checksums'
import { checkCopySource, checkWrite } from './conditions'
import { bucketDefaults } from './defaults'
import { invalidArgument, s3Error } from './errors'
import { requireVersion, versionHeaders } from './find'
import { readSettings, storageClass } from './object-settings'
import { requireKey, writtenHeaders } from './objects'
import { LARGEST_PUT } from './receive'
import { requireReadable } from './restore'
import { type Attributes, attributesOf, type Checksum, type VersionRow } from './schema'
import { addVersion } from './versions'
import { document } from './xml'

/** The version that `x-amz-copy-source` names, once the caller may read it and its conditions hold. */
export function copySource(call: Call): VersionRow {
  const header = call.headers.get('x-amz-copy-source') ?? ''
  const [, bucket, encodedKey, version] = /^\/?([^/?]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(header) ?? []
  const key = encodedKey === undefined ? undefined : decode(encodedKey)
  if (bucket === undefined || key === undefined) {
    throw invalidArgument(
      'x-amz-copy-source',
      header,
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    )
  }
  requirePermission(call, version ? 's3:GetObjectVersion' : 's3:GetObject', bucket, key)
  const row = requireVersion(call, { bucket, key, version })
  checkCopySource(call.headers, row)
  requireReadable(row, call.context.now())
  return row
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

export async function copyObject(call: Call): Promise<Reply> {
  const bucket = call.store.requireBucket(call.bucket)
  requireKey(call.key)
  const source = copySource(call)
  if (source.size > LARGEST_PUT) {
    throw s3Error('InvalidRequest', {
      message: `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST_PUT}`,
    })
  }
  const directives = {
    metadata: directive(call, 'x-amz-metadata-directive'),
    tags: directive(call, 'x-amz-tagging-directive'),
  }
  requireChange(call, source, directives.metadata)
  const from = attributesOf(source)
  const said = readSettings(call.headers, bucketDefaults(call, bucket), call.context.now())
  const kept = directives.metadata === 'COPY' ? { headers: from.headers, metadata: from.metadata } : {}
  const tags = directives.tags === 'COPY' ? from.tags : said.tags
  const release = call.store.blobs.lease(from.segments)
  const { checksum, etag, segments } = await gather(call, source, from).finally(release)
  // A copy is one whole object, whatever parts its source came in.
  const attributes: Attributes = { ...said, ...kept, tags, segments, checksum }
  const row = await call.store.adopt(segments, () => {
    checkWrite(call.headers, call.store.current(call.bucket, call.key))
    const added = {
      key: call.key,
      size: source.size,
      etag,
      storageClass: storageClass(call.headers),
      attributes,
    }
    return addVersion(call, call.store.requireBucket(call.bucket), added, causeOf(call, 'CopyObject'))
  })
  return xmlReply(
    document('CopyObjectResult', {
      LastModified: new Date(row.modified).toISOString(),
      ETag: `"${row.etag}"`,
      [checksumElement(checksum.algorithm)]: checksum.value,
      ChecksumType: checksum.type,
    }),
    {
      ...writtenHeaders(call, row),
      etag: undefined,
      'x-amz-copy-source-version-id': versionHeaders(source)['x-amz-version-id'],
    },
  )
}

function directive(call: Call, name: string): 'COPY' | 'REPLACE' {
  const value = call.headers.get(name) ?? 'COPY'
  if (value !== 'COPY' && value !== 'REPLACE') throw invalidArgument(name, value, `Unknown ${name}.`)
  return value
}

/** An object may be copied onto itself only to change something about it. @throws InvalidRequest */
function requireChange(call: Call, source: VersionRow, metadata: 'COPY' | 'REPLACE'): void {
  const onto = source.bucket === call.bucket && source.key === call.key && source.latest === 1
  const changes = ['x-amz-storage-class', 'x-amz-server-side-encryption', 'x-amz-website-redirect-location']
  if (!onto || metadata === 'REPLACE' || changes.some((name) => call.headers.has(name))) return
  throw s3Error('InvalidRequest', {
    message:
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  })
}

async function gather(call: Call, source: VersionRow, from: Attributes) {
  const sums = await sumsOf(call, source, from)
  return { ...sums, segments: await call.store.blobs.share(from.segments) }
}

/** A copy of an object that is whole keeps its sums; otherwise, or for another algorithm, the bytes are read once. */
async function sumsOf(
  call: Call,
  source: VersionRow,
  from: Attributes,
): Promise<{ checksum: Checksum; etag: string }> {
  const asked = call.headers.get('x-amz-checksum-algorithm')
  const algorithm = ALGORITHMS.find((one) => one === asked)
  if (asked !== undefined && !algorithm) throw invalidArgument('x-amz-checksum-algorithm', asked)
  const wanted = algorithm ?? from.checksum?.algorithm ?? 'CRC64NVME'
  const known = from.checksum
  if (!from.parts && known?.type === 'FULL_OBJECT' && known.algorithm === wanted) {
    return { checksum: known, etag: source.etag }
  }
  const checksum = digestOf(wanted)
  const md5 = digestOf('MD5')
  for await (const chunk of call.store.blobs.read(from.segments, 0, source.size)) {
    checksum.update(chunk)
    md5.update(chunk)
  }
  const value = checksum.digest().toString('base64')
  return { checksum: { algorithm: wanted, type: 'FULL_OBJECT', value }, etag: md5.digest().toString('hex') }
}
