import { CfnBucket } from 'aws-cdk-lib/aws-s3'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { RemovalPolicy } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { logLife } from '@/infra/object-life'
import { perimeter } from './bucket-policy'
import { closed, guard } from './buckets'
import { bucketArn, constructId } from './names'
import type { Settings } from './settings'

/** Beneath which the load balancer writes who came. */
export const balancerLogs = 'balancer'

const ownKeys: CfnBucket.BucketEncryptionProperty = {
  serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
}

/** Where buckets write who came, and CloudFront too, which still needs ACLs for it. Log delivery knows S3's own keys alone.
 *  @param shared whether CloudFront writes here */
export function logBucket(
  scope: Construct,
  settings: Settings,
  physical: string,
  shared: boolean,
): CfnBucket {
  const base = closed(physical)
  const bucket = new CfnBucket(scope, 'LogsBucket', {
    ...base,
    ownershipControls: shared
      ? { rules: [{ objectOwnership: 'BucketOwnerPreferred' }] }
      : base.ownershipControls,
    bucketEncryption: ownKeys,
    versioningConfiguration: { status: 'Enabled' },
    lifecycleConfiguration: {
      rules: [
        {
          id: 'logs',
          status: 'Enabled',
          expirationInDays: logLife.accessLogs,
          noncurrentVersionExpiration: { noncurrentDays: 1 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    },
  })
  bucket.applyRemovalPolicy(RemovalPolicy.RETAIN)
  guard(scope, 'logs', bucket, [
    ...perimeter(settings, physical, { services: true }),
    new PolicyStatement({
      sid: 'AllowAccessLogs',
      principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [`${bucketArn(physical)}/s3/*`],
      conditions: { StringEquals: { 'aws:SourceAccount': settings.account } },
    }),
    new PolicyStatement({
      sid: 'AllowBalancerLogs',
      principals: [new ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [`${bucketArn(physical)}/${balancerLogs}/AWSLogs/${settings.account}/*`],
    }),
  ])
  return bucket
}

/** The build's own files: public, made anew by every release, so nothing about them needs to be kept. */
export function staticBucket(
  scope: Construct,
  settings: Settings,
  physical: string,
  logs: string,
): CfnBucket {
  const bucket = new CfnBucket(scope, constructId('static', 'bucket'), {
    ...closed(physical, logs),
    bucketEncryption: ownKeys,
    versioningConfiguration: { status: 'Enabled' },
    lifecycleConfiguration: {
      rules: [{ id: 'replaced', status: 'Enabled', noncurrentVersionExpiration: { noncurrentDays: 30 } }],
    },
  })
  guard(scope, 'static', bucket, [
    ...perimeter(settings, physical, { services: true }),
    new PolicyStatement({
      sid: 'AllowEdge',
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:GetObject'],
      resources: [`${bucketArn(physical)}/*`],
      conditions: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudfront::${settings.account}:distribution/*` } },
    }),
  ])
  return bucket
}
