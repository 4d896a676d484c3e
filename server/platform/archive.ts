import { PutObjectCommand } from '@aws-sdk/client-s3'
import type { Capability } from '@/infra/capabilities'
import { type Retention, retainUntil } from '@/infra/object-life'
import {
  type ArchiveManifest,
  archiveFolder,
  manifestKey,
  sha256Of,
} from '@/server/platform/archive-manifest'
import { isoNow, now } from '@/server/platform/clock'
import { log } from '@/server/platform/log'
import { bucketName, objectsAs, objectsUnavailable } from '@/server/platform/objects'
import { reached } from '@/server/platform/steps'

interface ArchivedDocument {
  /** What it is, and so how long it is kept. */
  retention: Retention
  /** When what it tells came to be, ISO 8601: the same however often it is told, unlike the time now. */
  at: string
  /** Its path beneath the folder of its year, without slashes at its ends, e.g. `ord_1/delivered.json`. */
  name: string
  body: Uint8Array
  contentType: string
  /** Ids of what it is about, for the manifest; nothing personal. */
  about: Readonly<Record<string, string>>
}

/** Writes a record into the archive, locked in compliance mode for as long as its retention asks, and beside it a manifest with its
 *  checksum. What was archived first stands: a repetition changes nothing, and completes what a crash left undone.
 *  @param as the room that owns records of this retention; S3 refuses every other
 *  @throws Unavailable: to be tried again */
export async function archiveDocument(as: Capability, document: ArchivedDocument): Promise<ArchiveManifest> {
  const { retention, at, name, contentType, about } = document
  const key = `${archiveFolder(retention, new Date(at).getUTCFullYear())}${name}`
  const until = new Date(retainUntil(retention, now()))
  const isNew = await putLocked(as, key, document.body, contentType, until)
  await reached('archive.document-written')
  const body = isNew ? document.body : await objectsAs(as).get('archive', key)
  if (!isNew && sha256Of(body) !== sha256Of(document.body)) {
    log.warn({ key }, 'a record was told of again, in other words; the first one stands')
  }
  const manifest: ArchiveManifest = {
    manifest: 1,
    key,
    sha256: sha256Of(body),
    bytes: body.byteLength,
    contentType,
    retention,
    at: new Date(at).toISOString(),
    archivedAt: isoNow(),
    retainUntil: until.toISOString(),
    about: { ...about },
  }
  await putLocked(as, manifestKey(key), json(manifest), 'application/json', until)
  return manifest
}

/** The bytes of a record that is kept as JSON. */
export const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 1)}\n`)

/** @returns false when something stands there already */
async function putLocked(
  as: Capability,
  key: string,
  body: Uint8Array,
  contentType: string,
  until: Date,
): Promise<boolean> {
  try {
    await objectsAs(as)
      .client()
      .send(
        new PutObjectCommand({
          Bucket: bucketName('archive'),
          Key: key,
          Body: body,
          ContentType: contentType,
          ChecksumSHA256: Buffer.from(sha256Of(body), 'hex').toString('base64'),
          ObjectLockMode: 'COMPLIANCE',
          ObjectLockRetainUntilDate: until,
          IfNoneMatch: '*',
        }),
      )
    return true
  } catch (error) {
    if (error instanceof Error && error.name === 'PreconditionFailed') return false
    throw objectsUnavailable(error)
  }
}
