import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  NoSuchUpload,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import type { BucketName } from '@/infra/resources'
import { NotFound } from '@/server/platform/errors'
import { bucketName, objectsUnavailable, publicEncryption } from '@/server/platform/objects'
import { signUrl } from './sign-url'
import { signer, store } from './storage'

/** An upload in parts that is under way. */
export interface Multipart {
  bucket: BucketName
  key: string
  uploadId: string
}
/** A part that has arrived; `size` in bytes. */
export interface ArrivedPart {
  number: number
  size: number
  etag: string
}

const at = ({ bucket, key, uploadId }: Multipart) => ({
  Bucket: bucketName(bucket),
  Key: key,
  UploadId: uploadId,
})

async function asked<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call()
  } catch (error) {
    throw error instanceof NoSuchUpload ? new NotFound('multipart') : objectsUnavailable(error)
  }
}

/** Begins an upload in parts. @throws Unavailable */
export async function beginMultipart(
  bucket: BucketName,
  key: string,
  more: { contentType: string; cacheControl?: string; metadata?: Record<string, string> },
): Promise<Multipart> {
  const { UploadId } = await asked(() =>
    store().send(
      new CreateMultipartUploadCommand({
        Bucket: bucketName(bucket),
        Key: key,
        ContentType: more.contentType,
        CacheControl: more.cacheControl,
        Metadata: more.metadata,
        ServerSideEncryption: publicEncryption(bucket, key),
      }),
    ),
  )
  if (!UploadId) throw new Error('S3 began an upload without an id')
  return { bucket, key, uploadId: UploadId }
}

/** A URL to which one part of exactly this length can be put, made without a network call.
 *  @param length in bytes
 *  @param seconds how long it holds */
export async function presignPart(
  upload: Multipart,
  { number, length, seconds }: { number: number; length: number; seconds: number },
): Promise<string> {
  return signUrl(await signer(seconds), {
    method: 'PUT',
    bucket: upload.bucket,
    key: upload.key,
    query: { partNumber: String(number), uploadId: upload.uploadId },
    headers: { 'content-length': String(length) },
    seconds,
  })
}

/** The parts that have arrived, by their numbers. @throws NotFound `multipart` when it has ended, Unavailable */
export async function arrivedParts(upload: Multipart): Promise<ArrivedPart[]> {
  const arrived: ArrivedPart[] = []
  let after: string | undefined
  do {
    const page = await asked(() =>
      store().send(new ListPartsCommand({ ...at(upload), PartNumberMarker: after })),
    )
    for (const { PartNumber, Size, ETag } of page.Parts ?? []) {
      if (PartNumber !== undefined && Size !== undefined && ETag !== undefined) {
        arrived.push({ number: PartNumber, size: Size, etag: ETag })
      }
    }
    after = page.IsTruncated ? page.NextPartNumberMarker : undefined
  } while (after)
  return arrived
}

/** Makes one object of the parts. @throws NotFound `multipart` when it has ended, Unavailable
 *  @returns the version that was made */
export async function completeMultipart(
  upload: Multipart,
  parts: readonly Pick<ArrivedPart, 'number' | 'etag'>[],
): Promise<{ version?: string; etag?: string }> {
  const Parts = parts.map(({ number, etag }): CompletedPart => ({ PartNumber: number, ETag: etag }))
  const made = await asked(() =>
    store().send(new CompleteMultipartUploadCommand({ ...at(upload), MultipartUpload: { Parts } })),
  )
  return { version: made.VersionId, etag: made.ETag }
}

/** Gives an upload up; its parts go. One that has ended already stays as it is. @throws Unavailable */
export async function abortMultipart(upload: Multipart): Promise<void> {
  try {
    await asked(() => store().send(new AbortMultipartUploadCommand(at(upload))))
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
  }
}

const copiedAtOnce = 512 * 1024 ** 2
const copiesInParallel = 4

/** Copies an object within the store, whatever its size: in stretches, because one copy ends at 5 GB. No byte comes to us.
 *  @param size in bytes
 *  @throws Unavailable */
export async function copyWithin(
  source: { bucket: BucketName; key: string; version?: string; size: number },
  target: Multipart,
): Promise<{ version?: string; etag?: string }> {
  const version = source.version ? `?versionId=${encodeURIComponent(source.version)}` : ''
  const CopySource = `${bucketName(source.bucket)}/${source.key.split('/').map(encodeURIComponent).join('/')}${version}`
  const stretches = Array.from({ length: Math.ceil(source.size / copiedAtOnce) }, (_, index) => ({
    number: index + 1,
    from: index * copiedAtOnce,
    to: Math.min((index + 1) * copiedAtOnce, source.size) - 1,
  }))
  const parts: Pick<ArrivedPart, 'number' | 'etag'>[] = []
  const rest = stretches.values()
  await Promise.all(
    Array.from({ length: copiesInParallel }, async () => {
      for (const { number, from, to } of rest) {
        const { CopyPartResult } = await asked(() =>
          store().send(
            new UploadPartCopyCommand({
              ...at(target),
              PartNumber: number,
              CopySource,
              CopySourceRange: `bytes=${from}-${to}`,
            }),
          ),
        )
        parts.push({ number, etag: CopyPartResult?.ETag ?? '' })
      }
    }),
  )
  return completeMultipart(
    target,
    parts.toSorted((one, other) => one.number - other.number),
  )
}
