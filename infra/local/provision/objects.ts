import {
  BucketAlreadyExists,
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  PutBucketCorsCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3'
import { type BucketName, buckets } from '@/infra/resources'
import { s3 } from '@/server/platform/aws'
import { bucketName } from '@/server/platform/objects'

/** Makes a declared bucket and sets it up; again, it sets it up anew. */
export async function provisionBucket(name: BucketName): Promise<void> {
  const Bucket = bucketName(name)
  const { versioned, events, cors } = buckets[name]
  try {
    await s3().send(new CreateBucketCommand({ Bucket }))
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
