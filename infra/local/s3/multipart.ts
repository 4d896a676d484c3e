import { randomBytes } from 'node:crypto'
import { type Call, type Reply, xmlReply } from './call'
import { ALGORITHMS, type Algorithm, checksumElement, checksumHeader, digestOf } from './checksums'
import { copySource } from './copy'
import { canCombine } from './crc-combine'
import { bucketDefaults } from './defaults'
import { invalidArgument, s3Error } from './errors'
import { versionHeaders } from './find'
import { readSettings, storageClass } from './object-settings'
import { requireKey } from './objects'
import { readCopyRange } from './ranges'
import { LARGEST_PUT, receive } from './receive'
import { attributesOf, type Checksum, type PartRow, type UploadAttributes, type UploadRow } from './schema'
import { sliceSegments } from './blobs'
import { document } from './xml'

const MOST_PARTS = 10_000

export async function createMultipartUpload(call: Call): Promise<Reply> {
  const bucket = call.store.requireBucket(call.bucket)
  requireKey(call.key)
  const settings = readSettings(call.headers, bucketDefaults(call, bucket), call.context.now())
  const algorithm = readAlgorithm(call)
  const checksumType = readChecksumType(call, algorithm)
  const attributes: UploadAttributes = {
    ...settings,
    storageClass: storageClass(call.headers),
    algorithm,
    checksumType,
  }
  const id = randomBytes(48).toString('base64url')
  await call.store.write(() =>
    call.store.uploads.add({
      id,
      bucket: call.bucket,
      key: call.key,
      started: call.context.now(),
      attributes: JSON.stringify(attributes),
    }),
  )
  return xmlReply(
    document('InitiateMultipartUploadResult', { Bucket: call.bucket, Key: call.key, UploadId: id }),
    {
      ...settings.encryption,
      'x-amz-checksum-algorithm': algorithm,
      'x-amz-checksum-type': algorithm && checksumType,
    },
  )
}

function readAlgorithm(call: Call): Algorithm | undefined {
  const asked = call.headers.get('x-amz-checksum-algorithm')
  const algorithm = ALGORITHMS.find((one) => one === asked?.toUpperCase())
  if (asked !== undefined && !algorithm) {
    throw s3Error('InvalidRequest', {
      message:
        'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    })
  }
  return algorithm
}

/** CRC64NVME is always of the full object; SHA sums of parts can only be composite. */
function readChecksumType(call: Call, algorithm: Algorithm | undefined): Checksum['type'] {
  const asked = call.headers.get('x-amz-checksum-type')
  const byDefault = algorithm === undefined || algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE'
  if (asked === undefined) return byDefault
  const possible =
    (asked === 'FULL_OBJECT' && algorithm !== undefined && canCombine(algorithm)) ||
    (asked === 'COMPOSITE' && algorithm !== undefined && algorithm !== 'CRC64NVME')
  if ((asked !== 'FULL_OBJECT' && asked !== 'COMPOSITE') || !possible) {
    throw s3Error('InvalidRequest', {
      message: `The ${asked} checksum type cannot be used with the ${(algorithm ?? 'unnamed').toLowerCase()} checksum algorithm.`,
    })
  }
  return asked
}

/** @throws NoSuchUpload, also when the upload is of another key */
export function requireUpload(call: Call): UploadRow {
  call.store.requireBucket(call.bucket)
  const id = call.query.get('uploadId') ?? ''
  const upload = call.store.uploads.find(id)
  if (upload?.bucket !== call.bucket || upload.key !== call.key)
    throw s3Error('NoSuchUpload', { detail: { UploadId: id } })
  return upload
}

function partNumber(call: Call): number {
  const value = call.query.get('partNumber') ?? ''
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < 1 || number > MOST_PARTS) {
    throw invalidArgument(
      'partNumber',
      value,
      `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`,
    )
  }
  return number
}

export async function uploadPart(call: Call): Promise<Reply> {
  const number = partNumber(call)
  const upload = uploadAttributes(requireUpload(call))
  requireSameAlgorithm(call, upload.algorithm)
  const received = await receive(call, upload.algorithm)
  const { algorithm, value } = received.checksum
  await call.store.adopt(received.segments, () => {
    savePart(call, {
      upload: requireUpload(call).id,
      number,
      etag: received.md5,
      size: received.size,
      modified: call.context.now(),
      segments: JSON.stringify(received.segments),
      checksum: JSON.stringify({ algorithm, value }),
    })
  })
  return {
    status: 200,
    headers: { etag: `"${received.md5}"`, [checksumHeader(algorithm)]: value, ...upload.encryption },
  }
}

export function uploadAttributes(upload: UploadRow): UploadAttributes {
  return JSON.parse(upload.attributes)
}

/** @throws InvalidRequest when a part comes with a checksum of another algorithm than its upload was made with */
function requireSameAlgorithm(call: Call, expected: Algorithm | undefined): void {
  if (!expected) return
  const other = ALGORITHMS.find(
    (one) =>
      one !== expected &&
      (call.headers.has(checksumHeader(one)) || call.headers.get('x-amz-trailer') === checksumHeader(one)),
  )
  if (!other) return
  throw s3Error('InvalidRequest', {
    message: `Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, actual checksum Type: ${other.toLowerCase()}`,
  })
}

function savePart(call: Call, part: PartRow): void {
  call.store.giveUp(call.store.uploads.putPart(part))
}

export async function uploadPartCopy(call: Call): Promise<Reply> {
  const number = partNumber(call)
  const upload = uploadAttributes(requireUpload(call))
  const source = copySource(call)
  const header = call.headers.get('x-amz-copy-source-range')
  const range = header === undefined ? { start: 0, end: source.size - 1 } : readCopyRange(header, source.size)
  const size = range.end - range.start + 1
  if (size > LARGEST_PUT)
    throw s3Error('InvalidRequest', {
      message:
        'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
    })
  const slices = sliceSegments(attributesOf(source).segments, range.start, size)
  const algorithm = upload.algorithm ?? 'CRC64NVME'
  const release = call.store.blobs.lease(slices)
  const { segments, etag, value } = await copied().finally(release)
  const modified = call.context.now()
  await call.store.adopt(segments, () =>
    savePart(call, {
      upload: requireUpload(call).id,
      number,
      etag,
      size,
      modified,
      segments: JSON.stringify(segments),
      checksum: JSON.stringify({ algorithm, value }),
    }),
  )
  return xmlReply(
    document('CopyPartResult', {
      LastModified: new Date(modified).toISOString(),
      ETag: `"${etag}"`,
      [checksumElement(algorithm)]: value,
    }),
    { ...upload.encryption, 'x-amz-copy-source-version-id': versionHeaders(source)['x-amz-version-id'] },
  )

  async function copied() {
    const [md5, checksum] = [digestOf('MD5'), digestOf(algorithm)]
    for await (const chunk of call.store.blobs.read(slices, 0, size)) {
      md5.update(chunk)
      checksum.update(chunk)
    }
    const segments = await call.store.blobs.share(slices)
    return { segments, etag: md5.digest().toString('hex'), value: checksum.digest().toString('base64') }
  }
}

export async function abortMultipartUpload(call: Call): Promise<Reply> {
  await call.store.write(() => call.store.giveUp(call.store.uploads.remove(requireUpload(call).id)))
  return { status: 204 }
}
