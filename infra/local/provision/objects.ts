import {
  BucketAlreadyExists,
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  type LifecycleRule as S3Rule,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3'
import { type LifecycleRule, lifecycleRules, smallObjectsMove } from '@/infra/lifecycle'
import { keyPattern, writeRefusals } from '@/infra/bucket-rules'
import { replicaBucketName, replicatedHeads, ruleName } from '@/infra/replicas'
import { type BucketName, buckets, physicalName } from '@/infra/resources'
import { s3 } from '@/server/platform/aws'
import { config } from '@/server/platform/config'
import { bucketName } from '@/server/platform/objects'

/** The region in which the copies stand. */
const replicaRegion = 'eu-west-1'

/** Makes a declared bucket, where declared with its copy in the second region, and sets it up; again, it sets it up anew. */
export async function provisionBucket(name: BucketName): Promise<void> {
  const Bucket = bucketName(name)
  const { events, cors, replicated } = buckets[name]
  await makeBucket(name, Bucket)
  await writePolicy(name, Bucket)
  if (replicated) await replicate(name, Bucket)
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

/** A bucket as the declaration wants it, or its copy, which lives by the same rules. */
async function makeBucket(name: BucketName, Bucket: string, region?: 'eu-west-1'): Promise<void> {
  const { versioned, locked } = buckets[name]
  const CreateBucketConfiguration = region && { LocationConstraint: region }
  try {
    await s3().send(
      new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: locked, CreateBucketConfiguration }),
    )
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou || error instanceof BucketAlreadyExists)) throw error
  }
  if (versioned) {
    await s3().send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    )
  }
  await s3().send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            BucketKeyEnabled: true,
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn(region) },
          },
        ],
      },
    }),
  )
  await s3().send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      TransitionDefaultMinimumObjectSize: smallObjectsMove(name) ? 'varies_by_storage_class' : undefined,
      LifecycleConfiguration: { Rules: lifecycleRules(name).map(toS3) },
    }),
  )
}

const account = '000000000000'
/** There is no KMS here; the name tells in which key's care an object would be. */
const keyArn = (region: string = config().region): string =>
  `arn:aws:kms:${region}:${account}:alias/${physicalName(config().stage, 'objects')}`

/** What the bucket refuses whoever asks. TLS and the organisation are nothing that loopback knows; which role may touch what is the
 *  local S3's own knowledge of the declaration. */
async function writePolicy(name: BucketName, Bucket: string): Promise<void> {
  const arn = `arn:aws:s3:::${Bucket}`
  const Statement = writeRefusals(name, keyArn()).map(({ sid, actions, paths, conditions }) => ({
    Sid: sid,
    Effect: 'Deny',
    Principal: '*',
    Action: actions,
    Resource: paths.length > 0 ? paths.map((path) => `${arn}/${keyPattern(path)}`) : `${arn}/*`,
    Condition: conditions,
  }))
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
  await s3().send(new PutBucketPolicyCommand({ Bucket, Policy }))
}

async function replicate(name: BucketName, Bucket: string): Promise<void> {
  const copy = replicaBucketName(config().stage, name)
  await makeBucket(name, copy, replicaRegion)
  await s3().send(
    new PutBucketReplicationCommand({
      Bucket,
      ReplicationConfiguration: {
        Role: `arn:aws:iam::${account}:role/${physicalName(config().stage, 'object-replication')}`,
        Rules: replicatedHeads(name).map((Prefix, index) => ({
          ID: ruleName(Prefix),
          Status: 'Enabled',
          Priority: index + 1,
          Filter: { Prefix },
          DeleteMarkerReplication: { Status: 'Enabled' },
          SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
          Destination: {
            Bucket: `arn:aws:s3:::${copy}`,
            EncryptionConfiguration: { ReplicaKmsKeyID: keyArn(replicaRegion) },
          },
        })),
      },
    }),
  )
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
