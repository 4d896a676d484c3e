import { GetObjectCommand, NoSuchKey, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { encryptionOf, prefixOf } from '@/infra/access'
import { type BucketName, physicalName } from '@/infra/resources'
import { s3 } from '@/server/platform/aws'
import { now } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { NotFound, Unavailable } from '@/server/platform/errors'

/** The real name of a declared bucket in this deployment. */
export const bucketName = (bucket: BucketName): string => physicalName(config().stage, bucket)

interface PutOptions {
  contentType: string
  cacheControl?: string
  metadata?: Record<string, string>
  /** Refuses to write over an object that is there. */
  onlyIfAbsent?: boolean
}

/** Writes an object. Where it is there already and `onlyIfAbsent` is set, nothing happens.
 *  @throws Unavailable */
export async function putObject(
  bucket: BucketName,
  key: string,
  body: Uint8Array,
  { contentType, cacheControl, metadata, onlyIfAbsent = false }: PutOptions,
): Promise<void> {
  try {
    await s3().send(
      new PutObjectCommand({
        Bucket: bucketName(bucket),
        Key: key,
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
        Metadata: metadata,
        ServerSideEncryption: publicEncryption(bucket, key),
        IfNoneMatch: onlyIfAbsent ? '*' : undefined,
      }),
    )
  } catch (error) {
    if (onlyIfAbsent && error instanceof Error && error.name === 'PreconditionFailed') return
    throw unavailable(error)
  }
}

/** What is public must ask for S3's own key, or CloudFront could not read it; for everything else the bucket's default is right. */
const publicEncryption = (bucket: BucketName, key: string) =>
  prefixOf(bucket, key)?.dataClass === 'public' ? encryptionOf('public') : undefined

/** Reads a whole object: for small ones that the server works on, never to pass them on to a browser.
 *  @throws NotFound `object`, Unavailable */
export async function getObject(bucket: BucketName, key: string): Promise<Uint8Array> {
  try {
    const found = await s3().send(new GetObjectCommand({ Bucket: bucketName(bucket), Key: key }))
    if (!found.Body) throw new NotFound('object')
    return await found.Body.transformToByteArray()
  } catch (error) {
    throw error instanceof NoSuchKey ? new NotFound('object') : unavailable(error)
  }
}

/** A URL by which a browser downloads one object straight from the store, without any network call to make it.
 *  @param seconds how long it holds */
export function presignDownload(
  bucket: BucketName,
  key: string,
  { seconds, fileName }: { seconds: number; fileName: string },
): Promise<string> {
  const plain = fileName.replace(/[^\w. -]/g, '_')
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
  return getSignedUrl(
    s3(),
    new GetObjectCommand({ Bucket: bucketName(bucket), Key: key, ResponseContentDisposition: disposition }),
    { expiresIn: seconds, signingDate: new Date(now()) },
  )
}

/** When a URL that is presigned now for so many seconds really stops to work: role credentials that end earlier end it, too.
 *  @returns ISO 8601 */
export async function presignedExpiry(seconds: number): Promise<string> {
  const { expiration } = await s3().config.credentials()
  const wished = now() + seconds * 1000
  return new Date(Math.min(wished, expiration?.getTime() ?? wished)).toISOString()
}

function unavailable(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error instanceof NotFound) return error
  return new Unavailable('objects-unavailable', `${error.name}: ${error.message}`, {}, { cause: error })
}
