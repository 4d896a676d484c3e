import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail'
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { CfnBucket } from 'aws-cdk-lib/aws-s3'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { RemovalPolicy } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { names } from '@/infra/access'
import { logLife } from '@/infra/object-life'
import { replicated } from '@/infra/replicas'
import { buckets, physicalName } from '@/infra/resources'
import { perimeter } from './bucket-policy'
import { closed, guard, keyed } from './buckets'
import { bucketArn, bucketName, replicaName } from './names'
import { explainWildcards } from './exceptions'
import type { Settings } from './settings'

/**
 * The audit trail: who touched which object, and every use of a key. Bucket keys let S3 ask KMS once for many objects, so it is
 * the data events that tell which role read which customer's document; the key's own events tell who could.
 */
export function auditTrail(scope: Construct, settings: Settings, key: Key, logs: string): void {
  const physical = bucketName(settings, 'trail')
  const name = physicalName(settings.stage, 'audit')
  const trailArn = `arn:aws:cloudtrail:${settings.region}:${settings.account}:trail/${name}`
  const bucket = trailBucket(scope, physical, key.keyArn, logs)
  const service = new ServicePrincipal('cloudtrail.amazonaws.com')
  const conditions = { StringEquals: { 'aws:SourceArn': trailArn } }
  guard(scope, 'trail', bucket, [
    ...perimeter(settings, physical, { services: true }),
    new PolicyStatement({
      sid: 'AllowTrailToLook',
      principals: [service],
      actions: ['s3:GetBucketAcl'],
      resources: [bucketArn(physical)],
      conditions,
    }),
    new PolicyStatement({
      sid: 'AllowTrailToWrite',
      principals: [service],
      actions: ['s3:PutObject'],
      resources: [`${bucketArn(physical)}/AWSLogs/${settings.account}/*`],
      conditions,
    }),
  ])
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowTrail',
      principals: [service],
      actions: ['kms:DescribeKey', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions,
    }),
  )
  const group = logGroup(scope, settings, key, name)
  const writer = new Role(scope, 'TrailRole', { assumedBy: service })
  const writing = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [`arn:aws:logs:${settings.region}:${settings.account}:log-group:/${settings.stage}/${name}:*`],
  })
  const policy = new ManagedPolicy(writer, 'Policy', { roles: [writer], statements: [writing] })
  explainWildcards(policy, writing.resources)
  const trail = new CfnTrail(scope, 'Trail', {
    trailName: name,
    isLogging: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    enableLogFileValidation: true,
    s3BucketName: bucket.ref,
    kmsKeyId: key.keyArn,
    cloudWatchLogsLogGroupArn: group.logGroupArn,
    cloudWatchLogsRoleArn: writer.roleArn,
    advancedEventSelectors: [keyUse, objectUse(settings)],
  })
  trail.node.addDependency(policy, ...scope.node.findAll().filter((one) => one.node.id === 'TrailPolicy'))
}

/** Management events hold every use of a KMS key; none are left out. */
const keyUse: CfnTrail.AdvancedEventSelectorProperty = {
  name: 'Management events, key use among them',
  fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }],
}

const objectUse = (settings: Settings): CfnTrail.AdvancedEventSelectorProperty => ({
  name: 'Every read and write of an object, in both regions',
  fieldSelectors: [
    { field: 'eventCategory', equalTo: ['Data'] },
    { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
    {
      field: 'resources.ARN',
      startsWith: [
        ...names(buckets).map((bucket) => bucketName(settings, bucket)),
        ...replicated.map((bucket) => replicaName(settings, bucket)),
      ].map((physical) => `${bucketArn(physical)}/`),
    },
  ],
})

/** The trail cannot be changed either, for as long as orders are kept. */
function trailBucket(scope: Construct, physical: string, keyArn: string, logs: string): CfnBucket {
  const bucket = new CfnBucket(scope, 'TrailBucket', {
    ...closed(physical, logs),
    bucketEncryption: keyed(keyArn),
    versioningConfiguration: { status: 'Enabled' },
    objectLockEnabled: true,
    objectLockConfiguration: {
      objectLockEnabled: 'Enabled',
      rule: { defaultRetention: { mode: 'COMPLIANCE', days: logLife.trail } },
    },
    lifecycleConfiguration: {
      rules: [
        {
          id: 'trail',
          status: 'Enabled',
          transitions: [{ storageClass: 'GLACIER_IR', transitionInDays: logLife.trailAtHand }],
          expirationInDays: logLife.trail,
          noncurrentVersionExpiration: { noncurrentDays: 1 },
        },
      ],
    },
  })
  bucket.applyRemovalPolicy(RemovalPolicy.RETAIN)
  return bucket
}

function logGroup(scope: Construct, settings: Settings, key: Key, name: string): LogGroup {
  const logGroupName = `/${settings.stage}/${name}`
  const arn = `arn:aws:logs:${settings.region}:${settings.account}:log-group:${logGroupName}`
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowLogs',
      principals: [new ServicePrincipal(`logs.${settings.region}.amazonaws.com`)],
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': arn } },
    }),
  )
  return new LogGroup(scope, 'TrailLog', {
    logGroupName,
    encryptionKey: key,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  })
}
