import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Call, type Reply, xmlReply } from './call'
import { causeOf } from './cause'
import { type Algorithm, checksumElement, checksumHeader, digestOf } from './checksums'
import { checkWrite } from './conditions'
import { combineCrcs } from './crc-combine'
import { s3Error } from './errors'
import { versionHeaders } from './find'
import { requireUpload, uploadAttributes } from './multipart'
import { receiveText } from './receive'
import type { Attributes, Checksum, PartRow } from './schema'
import { segmentsOf } from './uploads'
import { addVersion } from './versions'
import { document, inside, list, optional, readDocument, text, whole } from './xml'

/** All parts but the last are at least this large: 5 MiB. */
const SMALLEST_PART = 5 * 1024 ** 2

const requestSchema = inside({
  Part: list(
    inside({
      PartNumber: whole,
      ETag: text,
      ChecksumCRC32: optional(text),
      ChecksumCRC32C: optional(text),
      ChecksumCRC64NVME: optional(text),
      ChecksumSHA1: optional(text),
      ChecksumSHA256: optional(text),
    }),
  ),
})
type AskedPart = z.infer<typeof requestSchema>['Part'][number]

/** Parts become the object's segments as they are, so completing takes no longer for a large object. */
export async function completeMultipartUpload(call: Call): Promise<Reply> {
  const asked = readDocument(
    await receiveText(call, 4 * 1024 * 1024),
    'CompleteMultipartUpload',
    requestSchema,
  ).Part
  if (asked.length === 0 || asked.length > 10_000) throw s3Error('MalformedXML')
  const { row, checksum, encryption } = await call.store.write(() => {
    const upload = requireUpload(call)
    const said = uploadAttributes(upload)
    const parts = chosenParts(call.store.uploads.parts(upload.id), asked, said.algorithm, said.checksumType)
    const checksum = wholeChecksum(parts, said.algorithm ?? 'CRC64NVME', said.checksumType ?? 'FULL_OBJECT')
    requirePromised(call, checksum, parts)
    checkWrite(call.headers, call.store.current(call.bucket, call.key))
    const segments = parts.flatMap(segmentsOf)
    const { storageClass, algorithm: _a, checksumType: _t, ...settings } = said
    const attributes: Attributes = {
      ...settings,
      segments,
      checksum,
      parts: parts.map((part) => ({
        number: part.number,
        size: part.size,
        ...(said.algorithm ? { checksum: valueOf(part) } : {}),
      })),
    }
    // Parts that were uploaded but not chosen are of no object.
    const used = new Set(segments.map((segment) => segment.blob))
    const left = call.store.uploads.remove(upload.id).filter((segment) => !used.has(segment.blob))
    call.store.giveUp(left)
    const etag = `${md5OfParts(parts)}-${parts.length}`
    const size = parts.reduce((sum, part) => sum + part.size, 0)
    const added = { key: call.key, size, etag, storageClass, attributes }
    const bucket = call.store.requireBucket(call.bucket)
    const row = addVersion(call, bucket, added, causeOf(call, 'CompleteMultipartUpload'))
    return { row, checksum, encryption: said.encryption }
  })
  return xmlReply(
    document('CompleteMultipartUploadResult', {
      Location: `http://${call.headers.get('host') ?? ''}/${call.bucket}/${encodeURIComponent(call.key)}`,
      Bucket: call.bucket,
      Key: call.key,
      ETag: `"${row.etag}"`,
      [checksumElement(checksum.algorithm)]: checksum.value,
      ChecksumType: checksum.type,
    }),
    { ...versionHeaders(row), ...encryption },
  )
}

/** @throws InvalidPartOrder, InvalidPart, EntityTooSmall */
function chosenParts(
  uploaded: PartRow[],
  asked: AskedPart[],
  algorithm: Algorithm | undefined,
  type: Checksum['type'] | undefined,
): PartRow[] {
  const byNumber = new Map(uploaded.map((part) => [part.number, part]))
  if (asked.some((one, index) => one.PartNumber <= (asked[index - 1]?.PartNumber ?? 0))) {
    throw s3Error('InvalidPartOrder')
  }
  const chosen = asked.map((one) => {
    const etag = one.ETag.replace(/^"|"$/g, '')
    const part = byNumber.get(one.PartNumber)
    const claimed = claimedChecksum(one)
    const value = algorithm && claimed[algorithm]
    const wrongSum = part !== undefined && value !== undefined && value !== valueOf(part)
    if (!part || part.etag !== etag || wrongSum) {
      throw s3Error('InvalidPart', { detail: { PartNumber: one.PartNumber, ETag: etag } })
    }
    if (algorithm && type === 'COMPOSITE' && value === undefined) {
      throw s3Error('InvalidRequest', {
        message: `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${one.PartNumber} in the request.`,
      })
    }
    return part
  })
  const small = chosen.slice(0, -1).find((part) => part.size < SMALLEST_PART)
  if (!small) return chosen
  const { size, number, etag } = small
  throw s3Error('EntityTooSmall', {
    detail: { ProposedSize: size, MinSizeAllowed: SMALLEST_PART, PartNumber: number, ETag: etag },
  })
}

function claimedChecksum(part: AskedPart): Record<Algorithm, string | undefined> {
  const { ChecksumCRC32: CRC32, ChecksumCRC32C: CRC32C, ChecksumCRC64NVME: CRC64NVME } = part
  return { CRC32, CRC32C, CRC64NVME, SHA1: part.ChecksumSHA1, SHA256: part.ChecksumSHA256 }
}

function valueOf(part: PartRow): string {
  const { value }: { value: string } = JSON.parse(part.checksum ?? '{"value":""}')
  return value
}

function md5OfParts(parts: PartRow[]): string {
  return createHash('md5')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex'))))
    .digest('hex')
}

function wholeChecksum(parts: PartRow[], algorithm: Algorithm, type: Checksum['type']): Checksum {
  const sums = parts.map((part) => ({ digest: Buffer.from(valueOf(part), 'base64'), size: part.size }))
  if (type === 'FULL_OBJECT')
    return { algorithm, type, value: combineCrcs(algorithm, sums).toString('base64') }
  const digest = digestOf(algorithm)
  for (const sum of sums) digest.update(sum.digest)
  return { algorithm, type, value: `${digest.digest().toString('base64')}-${parts.length}` }
}

/** What the request itself says about the whole. @throws BadDigest, InvalidRequest */
function requirePromised(call: Call, checksum: Checksum, parts: PartRow[]): void {
  const promised = call.headers.get(checksumHeader(checksum.algorithm))
  // A composite sum may be given with or without the number of parts behind it.
  const known = [checksum.value, checksum.value.replace(/-\d+$/, '')]
  if (promised !== undefined && !known.includes(promised)) {
    throw s3Error('BadDigest', {
      message: `The ${checksum.algorithm} you specified did not match the calculated checksum.`,
    })
  }
  const size = call.headers.get('x-amz-mp-object-size')
  const actual = parts.reduce((sum, part) => sum + part.size, 0)
  if (size !== undefined && Number(size) !== actual) {
    throw s3Error('InvalidRequest', {
      message: `The provided 'x-amz-mp-object-size' header does not match what was computed.`,
    })
  }
}
