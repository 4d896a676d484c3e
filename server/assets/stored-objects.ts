import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound as NoSuchObject,
} from '@aws-sdk/client-s3'
import type { BucketName } from '@/infra/resources'
import { NotFound } from '@/server/platform/errors'
import { bucketName, objectsUnavailable } from '@/server/platform/objects'
import { signUrl } from './sign-url'
import { signer, store } from './storage'

/** Where one object, or one version of it, stands. */
export interface Place {
  bucket: BucketName
  key: string
  version?: string
}
export interface StoredObject {
  key: string
  /** Bytes. */
  size: number
  contentType?: string
  version?: string
  etag?: string
  metadata: Readonly<Record<string, string>>
}

const at = ({ bucket, key, version }: Place) => ({
  Bucket: bucketName(bucket),
  Key: key,
  VersionId: version,
})

/** What is known of an object without reading it; `undefined` where there is none. @throws Unavailable */
export async function describeObject(place: Place): Promise<StoredObject | undefined> {
  try {
    const head = await store().send(new HeadObjectCommand(at(place)))
    return {
      key: place.key,
      size: head.ContentLength ?? 0,
      contentType: head.ContentType,
      version: head.VersionId,
      etag: head.ETag,
      metadata: head.Metadata ?? {},
    }
  } catch (error) {
    if (error instanceof NoSuchObject || error instanceof NoSuchKey) return undefined
    // A version that was erased is "no such version", and a marker "method not allowed".
    if (error instanceof Error && /^(NoSuchVersion|MethodNotAllowed|405|404)$/.test(error.name))
      return undefined
    throw objectsUnavailable(error)
  }
}

/** Reads an object, or `length` bytes from `from` on. @throws NotFound `object`, Unavailable */
export async function readObject(
  place: Place,
  stretch?: { from: number; length: number },
): Promise<Uint8Array> {
  const Range = stretch && `bytes=${stretch.from}-${stretch.from + stretch.length - 1}`
  try {
    const found = await store().send(new GetObjectCommand({ ...at(place), Range }))
    return (await found.Body?.transformToByteArray()) ?? new Uint8Array()
  } catch (error) {
    throw error instanceof NoSuchKey ? new NotFound('object') : objectsUnavailable(error)
  }
}

/** Hides an object behind a marker, or (with a version) removes that version for good. @throws Unavailable */
export async function removeObject(place: Place): Promise<void> {
  try {
    await store().send(new DeleteObjectCommand(at(place)))
  } catch (error) {
    throw objectsUnavailable(error)
  }
}

/** Every object beneath a prefix, page by page: for audits, never while somebody waits. @throws Unavailable */
export async function* listObjects(
  bucket: BucketName,
  prefix: string,
): AsyncGenerator<{ key: string; size: number; modified: number }> {
  let from: string | undefined
  do {
    const start = from
    const page = await store()
      .send(
        new ListObjectsV2Command({ Bucket: bucketName(bucket), Prefix: prefix, ContinuationToken: start }),
      )
      .catch((error: unknown) => {
        throw objectsUnavailable(error)
      })
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      if (Key !== undefined) yield { key: Key, size: Size ?? 0, modified: LastModified?.getTime() ?? 0 }
    }
    from = page.IsTruncated ? page.NextContinuationToken : undefined
  } while (from)
}

/** A URL by which a page shows one object that is not public, made without a network call.
 *  @param seconds how long it holds */
export async function presignRead({ bucket, key }: Omit<Place, 'version'>, seconds: number): Promise<string> {
  return signUrl(await signer(seconds), { method: 'GET', bucket, key, seconds })
}
