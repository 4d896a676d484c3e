import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3'
import { PolicyDocument, type PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { RemovalPolicy } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { type LifecycleRule, lifecycleRules, smallObjectsMove } from '@/infra/lifecycle'
import { lives } from '@/infra/object-life'
import { type BucketName, buckets } from '@/infra/resources'
import { constructId } from './names'

interface Bucketful {
  physical: string
  keyArn: string
  /** Where its access logs go. */
  logs: string
  origin: string
  replication?: CfnBucket.ReplicationConfigurationProperty
}

/** A declared bucket, or its replica, which lives by the same rules. */
export function declaredBucket(scope: Construct, name: BucketName, given: Bucketful): CfnBucket {
  const { versioned, events, cors, locked } = buckets[name]
  const bucket = new CfnBucket(scope, constructId(name, 'bucket'), {
    ...closed(given.physical, given.logs),
    bucketEncryption: keyed(given.keyArn),
    versioningConfiguration: { status: versioned ? 'Enabled' : 'Suspended' },
    lifecycleConfiguration: {
      rules: lifecycleRules(name).map(lifecycleRule),
      transitionDefaultMinimumObjectSize: smallObjectsMove(name)
        ? 'varies_by_storage_class'
        : 'all_storage_classes_128K',
    },
    objectLockEnabled: locked || undefined,
    objectLockConfiguration: locked ? defaultLock() : undefined,
    notificationConfiguration: events
      ? { eventBridgeConfiguration: { eventBridgeEnabled: true } }
      : undefined,
    corsConfiguration: cors ? { corsRules: [direct(given.origin)] } : undefined,
    replicationConfiguration: given.replication,
  })
  bucket.applyRemovalPolicy(RemovalPolicy.RETAIN)
  return bucket
}

/** What every bucket of ours is: closed to the public, without ACLs, and telling who came. */
export const closed = (bucketName: string, logs?: string) => ({
  bucketName,
  publicAccessBlockConfiguration: {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
  ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
  loggingConfiguration: logs
    ? { destinationBucketName: logs, logFilePrefix: `s3/${bucketName}/` }
    : undefined,
})

/** Encryption with a key of ours; the bucket key spares a call to KMS for each object. */
export const keyed = (keyArn: string): CfnBucket.BucketEncryptionProperty => ({
  serverSideEncryptionConfiguration: [
    {
      bucketKeyEnabled: true,
      serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
    },
  ],
})

/** Gives a bucket its policy. The name is told as it is, not as a reference: so whoever reads the template sees whose it is. */
export function guard(scope: Construct, id: string, bucket: CfnBucket, statements: PolicyStatement[]): void {
  const policy = new CfnBucketPolicy(scope, constructId(id, 'policy'), {
    bucket: bucket.bucketName ?? bucket.ref,
    policyDocument: new PolicyDocument({ statements }),
  })
  policy.addResourceDependency(bucket)
}

/** A record whose writer named no date is kept as long as orders are. */
const defaultLock = (): CfnBucket.ObjectLockConfigurationProperty => ({
  objectLockEnabled: 'Enabled',
  rule: { defaultRetention: { mode: 'COMPLIANCE', days: lives.orderRecord.deleteAfterDays } },
})

const direct = (origin: string): CfnBucket.CorsRuleProperty => ({
  allowedOrigins: [origin],
  allowedMethods: ['GET', 'HEAD', 'PUT', 'POST'],
  allowedHeaders: ['*'],
  exposedHeaders: ['ETag'],
  maxAge: 3600,
})

function lifecycleRule(rule: LifecycleRule): CfnBucket.RuleProperty {
  return {
    id: rule.id,
    status: 'Enabled',
    prefix: rule.prefix || undefined,
    tagFilters: Object.entries(rule.tags).map(([key, value]) => ({ key, value })),
    objectSizeGreaterThan: rule.largerThan,
    transitions: rule.moves.map(({ afterDays, to }) => ({ transitionInDays: afterDays, storageClass: to })),
    expirationInDays: rule.deleteAfterDays,
    expiredObjectDeleteMarker: rule.removeLoneMarkers || undefined,
    noncurrentVersionExpiration: rule.deleteReplacedAfterDays
      ? { noncurrentDays: rule.deleteReplacedAfterDays }
      : undefined,
    abortIncompleteMultipartUpload: rule.abortUploadsAfterDays
      ? { daysAfterInitiation: rule.abortUploadsAfterDays }
      : undefined,
  }
}
