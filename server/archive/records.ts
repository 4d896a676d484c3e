import { HeadObjectCommand, type HeadObjectCommandOutput, RestoreObjectCommand } from '@aws-sdk/client-s3'
import type { Role } from '@/infra/object-storage'
import { NotFound } from '@/server/platform/errors'
import { bucketName, objectsAs, objectsUnavailable } from '@/server/platform/objects'

export type Tier = 'Standard' | 'Bulk'
/** Hours that S3 states for a record in Glacier Flexible Retrieval, at the most. */
export const tierHours: Readonly<Record<Tier, number>> = { Standard: 5, Bulk: 12 }

/** How an archived record stands: at hand, asleep in Glacier, on its way back, or back for a while. */
export type Standing =
  | { at: 'hand' }
  | { at: 'glacier' }
  | { at: 'restoring' }
  | { at: 'restored'; until: string }

/** What S3 knows of a record. @throws NotFound `record`, Unavailable */
export async function headOf(role: Role, key: string): Promise<HeadObjectCommandOutput> {
  try {
    const command = new HeadObjectCommand({ Bucket: bucketName('archive'), Key: key })
    return await objectsAs(role).client().send(command)
  } catch (error) {
    const known = objectsUnavailable(error)
    throw known instanceof NotFound ? new NotFound('record') : known
  }
}

/** Whether a class of S3 must be asked for its objects before they can be read. */
export const isAsleep = (storageClass: string | undefined): boolean =>
  storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE'

export function standingOf({ StorageClass, Restore }: HeadObjectCommandOutput): Standing {
  if (!isAsleep(StorageClass)) return { at: 'hand' }
  if (Restore === undefined) return { at: 'glacier' }
  const until = /expiry-date="([^"]+)"/.exec(Restore)?.[1]
  return until ? { at: 'restored', until: new Date(until).toISOString() } : { at: 'restoring' }
}

/** Asks S3 to bring a record back for so many days. That it is on its way already is no failure. @throws Unavailable */
export async function askFor(role: Role, key: string, days: number, tier: Tier): Promise<void> {
  try {
    await objectsAs(role)
      .client()
      .send(
        new RestoreObjectCommand({
          Bucket: bucketName('archive'),
          Key: key,
          RestoreRequest: { Days: days, GlacierJobParameters: { Tier: tier } },
        }),
      )
  } catch (error) {
    if (error instanceof Error && error.name === 'RestoreAlreadyInProgress') return
    throw objectsUnavailable(error)
  }
}
