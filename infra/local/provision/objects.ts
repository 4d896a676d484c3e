import {
  BucketAlreadyExists,
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  type LifecycleRule as S3Rule,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3'
import { type LifecycleRule, lifecycleRules, smallObjectsMove } from '@/infra/lifecycle'
import { type BucketName, buckets } from '@/infra/resources'
import { s3 } from '@/server/platform/aws'
import { bucketName } from '@/server/platform/objects'

/** Makes a declared bucket and sets it up; again, it sets it up anew. */
export async function provisionBucket(name: BucketName): Promise<void> {
  const Bucket = bucketName(name)
  const { versioned, events, cors, locked } = buckets[name]
  try {
    await s3().send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: locked }))
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou || error instanceof BucketAlreadyExists)) throw error
  }
  if (versioned) {
    await s3().send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    )
  }
  if (events) {
    const NotificationConfiguration = { EventBridgeConfiguration: {} }
    await s3().send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }))
  }
  await s3().send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      TransitionDefaultMinimumObjectSize: smallObjectsMove(name) ? 'varies_by_storage_class' : undefined,
      LifecycleConfiguration: { Rules: lifecycleRules(name).map(toS3) },
    }),
  )
  if (cors) {
    const rule = {
      AllowedOrigins: ['*'],
      AllowedMethods: ['GET', 'HEAD', 'PUT', 'POST'],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 3600,
    }
    await s3().send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }))
  }
}

function toS3(rule: LifecycleRule): S3Rule {
  const Tags = Object.entries(rule.tags).map(([Key, Value]) => ({ Key, Value }))
  const filters = Tags.length + (rule.largerThan === undefined ? 0 : 1)
  const scope = { Prefix: rule.prefix, ObjectSizeGreaterThan: rule.largerThan }
  return {
    ID: rule.id,
    Status: 'Enabled',
    Filter: filters > 0 ? { And: { ...scope, Tags } } : { Prefix: rule.prefix },
    Transitions: rule.moves.map(({ afterDays, to }) => ({ Days: afterDays, StorageClass: to })),
    Expiration: rule.deleteAfterDays
      ? { Days: rule.deleteAfterDays }
      : rule.removeLoneMarkers
        ? { ExpiredObjectDeleteMarker: true }
        : undefined,
    NoncurrentVersionExpiration: rule.deleteReplacedAfterDays
      ? { NoncurrentDays: rule.deleteReplacedAfterDays }
      : undefined,
    AbortIncompleteMultipartUpload: rule.abortUploadsAfterDays
      ? { DaysAfterInitiation: rule.abortUploadsAfterDays }
      : undefined,
  }
}
