import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { encryptionOf, names } from '@/infra/access'
import { bucketName, replicaName } from '@/infra/aws/names'
import { keyPattern } from '@/infra/bucket-rules'
import { replicated, replicatedHeads } from '@/infra/replicas'
import { type BucketName, buckets, edge, objectRules, queues, rules, tables } from '@/infra/resources'
import { type Assembly, assembly, settings, type Template } from './assembly'

/** Everything that the data plane must have stands in the templates: piece by piece, as they would be deployed. */
let templates: Assembly
beforeAll(async () => {
  templates = await assembly()
}, 240_000)

type Properties = Readonly<Record<string, unknown>>
const of = (template: Template, type: string): Properties[] =>
  Object.values(template.Resources).flatMap((one) => (one.Type === type ? [one.Properties] : []))
const ofBoth = (type: string): Properties[] => [...of(templates.data, type), ...of(templates.replica, type)]
const bucketCalled = (name: string): Properties => {
  const found = ofBoth('AWS::S3::Bucket').find(({ BucketName }) => BucketName === name)
  if (!found) throw new Error(`there is no bucket ${name}`)
  return found
}
const everyBucket = (): [BucketName, Properties][] =>
  names(buckets).flatMap((name): [BucketName, Properties][] => [
    [name, bucketCalled(bucketName(settings, name))],
    ...(replicated.includes(name)
      ? [[name, bucketCalled(replicaName(settings, name))] satisfies [BucketName, Properties]]
      : []),
  ])

describe('buckets', () => {
  test('are closed, versioned, owned and logged, in both regions', () => {
    for (const [, bucket] of everyBucket()) {
      expect(bucket).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        VersioningConfiguration: { Status: 'Enabled' },
        LoggingConfiguration: { DestinationBucketName: expect.anything() },
      })
    }
  })

  test('are encrypted by a key of ours through a bucket key; public objects alone by S3’s own', () => {
    for (const [, bucket] of everyBucket()) {
      expect(bucket.BucketEncryption).toMatchObject({
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: expect.anything() },
          },
        ],
      })
    }
    expect(encryptionOf('public')).toBe('AES256')
    const keys = ofBoth('AWS::KMS::Key')
    expect(keys.length).toBeGreaterThanOrEqual(4)
    for (const key of keys) expect(key.EnableKeyRotation).toBe(true)
  })

  test('of every kind have a policy, and say no without TLS', () => {
    const policies = ofBoth('AWS::S3::BucketPolicy')
    expect(policies).toHaveLength(ofBoth('AWS::S3::Bucket').length)
    for (const { PolicyDocument } of policies) {
      expect(JSON.stringify(PolicyDocument)).toContain('"aws:SecureTransport":"false"')
    }
  })

  test('tell EventBridge of their objects where declared', () => {
    for (const name of names(buckets)) {
      const { NotificationConfiguration } = bucketCalled(bucketName(settings, name))
      const told = { EventBridgeConfiguration: { EventBridgeEnabled: true } }
      if (buckets[name].events) expect(NotificationConfiguration).toEqual(told)
      else expect(NotificationConfiguration).toBeUndefined()
    }
  })

  test('that hold records are locked in compliance mode from their first day, the copy as well', () => {
    for (const [name, bucket] of everyBucket()) {
      expect(bucket.ObjectLockEnabled ?? false).toBe(buckets[name].locked)
      if (!buckets[name].locked) continue
      expect(bucket.ObjectLockConfiguration).toMatchObject({
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE' } },
      })
    }
  })
})

const Replication = z.object({
  Role: z.string(),
  Rules: z.array(
    z.object({
      Status: z.literal('Enabled'),
      Filter: z.object({ Prefix: z.string() }),
      DeleteMarkerReplication: z.object({ Status: z.literal('Enabled') }),
      SourceSelectionCriteria: z.object({
        SseKmsEncryptedObjects: z.object({ Status: z.literal('Enabled') }),
      }),
      Destination: z.object({
        Bucket: z.string(),
        EncryptionConfiguration: z.object({ ReplicaKmsKeyID: z.string().includes(settings.replicaRegion) }),
      }),
    }),
  ),
})

test('each replicated bucket copies every prefix but quarantine, by the role for it, under the key there', () => {
  for (const name of replicated) {
    const bucket = bucketCalled(bucketName(settings, name))
    const { Role, Rules } = Replication.parse(bucket.ReplicationConfiguration)
    expect(Role).toContain(':role/quayside-object-replication')
    expect(Rules.map(({ Filter }) => Filter.Prefix)).toEqual(replicatedHeads(name))
    expect(Rules.some(({ Filter }) => Filter.Prefix.startsWith('quarantine'))).toBe(false)
    for (const { Destination } of Rules) {
      expect(Destination.Bucket).toBe(`arn:aws:s3:::${replicaName(settings, name)}`)
    }
  }
})

test('every table can be restored to any second, and is not deleted with its stack', () => {
  const all = Object.values(templates.data.Resources).filter(({ Type }) => Type === 'AWS::DynamoDB::Table')
  expect(all).toHaveLength(names(tables).length)
  for (const { Properties } of all) {
    expect(Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      SSESpecification: { SSEEnabled: true },
    })
  }
})

test('the trail holds every use of keys and every touch of an object, in both regions, and cannot be changed', () => {
  const [trail] = of(templates.data, 'AWS::CloudTrail::Trail')
  expect(trail).toMatchObject({ IsLogging: true, IsMultiRegionTrail: true, EnableLogFileValidation: true })
  const selectors = JSON.stringify(trail?.AdvancedEventSelectors)
  expect(selectors).toContain('"Management"')
  expect(selectors).not.toContain('kms.amazonaws.com')
  for (const name of names(buckets)) expect(selectors).toContain(`:::${bucketName(settings, name)}/`)
  for (const name of replicated) expect(selectors).toContain(`:::${replicaName(settings, name)}/`)
  expect(bucketCalled(bucketName(settings, 'trail')).ObjectLockConfiguration).toMatchObject({
    Rule: { DefaultRetention: { Mode: 'COMPLIANCE' } },
  })
})

const Distribution = z.object({
  DistributionConfig: z.object({
    Origins: z.array(
      z.object({ Id: z.string(), DomainName: z.string(), OriginAccessControlId: z.unknown().optional() }),
    ),
    CacheBehaviors: z.array(
      z.object({
        PathPattern: z.string(),
        CachePolicyId: z.unknown(),
        ResponseHeadersPolicyId: z.unknown(),
        ViewerProtocolPolicy: z.literal('redirect-to-https'),
      }),
    ),
  }),
})

describe('the edge', () => {
  const config = () =>
    Distribution.parse(of(templates.data, 'AWS::CloudFront::Distribution')[0]).DistributionConfig

  test('reads buckets by Origin Access Control alone, signed each time', () => {
    const origins = config().Origins.filter(({ DomainName }) => DomainName.includes('.s3.'))
    expect(origins.length).toBeGreaterThanOrEqual(3)
    for (const { OriginAccessControlId } of origins) expect(OriginAccessControlId).toBeDefined()
    for (const control of of(templates.data, 'AWS::CloudFront::OriginAccessControl')) {
      expect(control).toMatchObject({
        OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' },
      })
    }
  })

  test('keeps images for up to a year by their path alone, and gives them the headers of the shop', () => {
    const images = edge.find(({ pathPattern }) => pathPattern === '/assets/products/*')
    expect(images).toMatchObject({ maxTtl: 31_536_000, cookies: 'none', queryKeys: 'none', headerKeys: [] })
    const behaviour = config().CacheBehaviors.find(({ PathPattern }) => PathPattern === '/assets/products/*')
    const { Ref } = z.object({ Ref: z.string() }).parse(behaviour?.CachePolicyId)
    expect(templates.data.Resources[Ref]?.Properties).toMatchObject({
      CachePolicyConfig: {
        MaxTTL: 31_536_000,
        ParametersInCacheKeyAndForwardedToOrigin: {
          CookiesConfig: { CookieBehavior: 'none' },
          HeadersConfig: { HeaderBehavior: 'none' },
          QueryStringsConfig: { QueryStringBehavior: 'none' },
        },
      },
    })
    expect(behaviour?.ResponseHeadersPolicyId).toBeDefined()
    expect(of(templates.data, 'AWS::CloudFront::ResponseHeadersPolicy')[0]).toMatchObject({
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: { ContentTypeOptions: { Override: true }, StrictTransportSecurity: {} },
      },
    })
  })

  test('serves nothing of a bucket but its public prefixes', () => {
    const served = edge.filter(({ origin }) => origin === 's3-assets').map(({ pathPattern }) => pathPattern)
    const open = buckets.assets.prefixes.filter(({ dataClass }) => dataClass === 'public')
    for (const pattern of served) {
      const head = pattern.replace('/assets/', '').replace('*', '')
      expect(open.some(({ path }) => keyPattern(path).startsWith(head))).toBe(true)
      expect(buckets.assets.prefixes.filter(({ path }) => path.startsWith(head))).toEqual(
        open.filter(({ path }) => path.startsWith(head)),
      )
    }
  })
})

const Rule = z.object({
  Name: z.string(),
  EventPattern: z.object({ 'detail-type': z.array(z.string()), source: z.array(z.unknown()) }),
  Targets: z.tuple([
    z.object({
      Id: z.string(),
      InputPath: z.string().optional(),
      SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
    }),
  ]),
})

describe('messages', () => {
  test('come to the queue that each rule names, without the envelope, in their group', () => {
    const made = of(templates.data, 'AWS::Events::Rule').map((one) => Rule.parse(one))
    for (const name of names(objectRules)) {
      expect(made.map(({ Name }) => Name)).toContain(`${settings.stage}-${name}`)
    }
    for (const name of names(rules)) {
      const rule = rules[name]
      const found = made.find(({ Name }) => Name === `${settings.stage}-${name}`)
      expect(found?.EventPattern['detail-type']).toEqual(rule.events)
      expect(found?.Targets[0]).toMatchObject({ Id: rule.queue, InputPath: '$.detail' })
      expect(found?.Targets[0].SqsParameters?.MessageGroupId).toBe('group' in rule ? rule.group : undefined)
    }
  })

  test('of FIFO queues are told apart by their content, and what fails too often is kept aside', () => {
    const made = of(templates.data, 'AWS::SQS::Queue')
    expect(made).toHaveLength(names(queues).length * 2)
    for (const queue of made.filter(({ FifoQueue }) => FifoQueue)) {
      expect(queue.ContentBasedDeduplication).toBe(true)
    }
    expect(made.filter(({ RedrivePolicy }) => RedrivePolicy)).toHaveLength(names(queues).length)
  })
})

test('no policy is longer than IAM takes', () => {
  for (const { PolicyDocument } of ofBoth('AWS::IAM::ManagedPolicy')) {
    expect(JSON.stringify(PolicyDocument).length).toBeLessThan(6144)
  }
})
