import { owner } from './buckets'
import { type Call, type Reply, xmlReply } from './call'
import { type Algorithm, checksumElement } from './checksums'
import { listingEncoder } from './listing'
import { mostKeys } from './list'
import { requireUpload, uploadAttributes } from './multipart'
import type { PartRow, UploadRow } from './schema'
import { document, type XmlValue } from './xml'

export function listParts(call: Call): Reply {
  const upload = requireUpload(call)
  const said = uploadAttributes(upload)
  const marker = Number(call.query.get('part-number-marker') ?? 0) || 0
  const limit = mostKeys(call, 'max-parts')
  const found = call.store.uploads.parts(upload.id, marker, limit + 1)
  const page = found.slice(0, limit)
  return xmlReply(
    document('ListPartsResult', {
      Bucket: call.bucket,
      Key: call.key,
      UploadId: upload.id,
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.number ?? 0,
      MaxParts: limit,
      IsTruncated: page.length < found.length,
      ChecksumAlgorithm: said.algorithm,
      ChecksumType: said.algorithm && said.checksumType,
      Part: page.map((part) => partLine(part, said.algorithm !== undefined)),
      Initiator: owner(call),
      Owner: owner(call),
      StorageClass: said.storageClass,
    }),
  )
}

function partLine(part: PartRow, withChecksum: boolean): XmlValue {
  const sum: { algorithm: Algorithm; value: string } | undefined = part.checksum
    ? JSON.parse(part.checksum)
    : undefined
  return {
    PartNumber: part.number,
    LastModified: new Date(part.modified).toISOString(),
    ETag: `"${part.etag}"`,
    Size: part.size,
    ...(sum && withChecksum ? { [checksumElement(sum.algorithm)]: sum.value } : {}),
  }
}

export function listMultipartUploads(call: Call): Reply {
  call.store.requireBucket(call.bucket)
  const prefix = call.query.get('prefix') ?? ''
  const delimiter = call.query.get('delimiter') ?? ''
  const keyMarker = call.query.get('key-marker') ?? ''
  const idMarker = call.query.get('upload-id-marker') ?? ''
  const limit = mostKeys(call, 'max-uploads')
  const encode = listingEncoder(call.query.get('encoding-type'))
  const behind = waiting(call.store.uploads.ofBucket(call.bucket), prefix, keyMarker, idMarker)
  const lines: UploadRow[] = []
  const prefixes = new Set<string>()
  let truncated = false
  for (const upload of behind) {
    const end = delimiter ? upload.key.indexOf(delimiter, prefix.length) : -1
    const common = end < 0 ? undefined : upload.key.slice(0, end + delimiter.length)
    if (common !== undefined && prefixes.has(common)) continue
    truncated = lines.length + prefixes.size === limit
    if (truncated) break
    if (common === undefined) lines.push(upload)
    else prefixes.add(common)
  }
  const last = lines.at(-1)
  return xmlReply(
    document('ListMultipartUploadsResult', {
      Bucket: call.bucket,
      KeyMarker: encode(keyMarker),
      UploadIdMarker: idMarker,
      NextKeyMarker: truncated && last ? encode(last.key) : undefined,
      NextUploadIdMarker: truncated && last ? last.id : undefined,
      Prefix: encode(prefix),
      Delimiter: delimiter ? encode(delimiter) : undefined,
      MaxUploads: limit,
      EncodingType: call.query.get('encoding-type'),
      IsTruncated: truncated,
      Upload: lines.map((upload) => ({
        Key: encode(upload.key),
        UploadId: upload.id,
        Initiator: owner(call),
        Owner: owner(call),
        StorageClass: uploadAttributes(upload).storageClass,
        Initiated: new Date(upload.started).toISOString(),
        ChecksumAlgorithm: uploadAttributes(upload).algorithm,
      })),
      CommonPrefixes: [...prefixes].map((common) => ({ Prefix: encode(common) })),
    }),
  )
}

/** Uploads behind the markers; those of one key follow each other by when they began. */
function waiting(uploads: UploadRow[], prefix: string, keyMarker: string, idMarker: string): UploadRow[] {
  const marked = uploads.findIndex((upload) => upload.key === keyMarker && upload.id === idMarker)
  const rest = marked >= 0 ? uploads.slice(marked + 1) : uploads.filter((upload) => upload.key > keyMarker)
  return rest.filter((upload) => upload.key.startsWith(prefix))
}
