import { PolicyStatement, Effect, AnyPrincipal, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { encryptionOf, grants } from '@/infra/access'
import { retentions } from '@/infra/object-life'
import { type BucketName, buckets } from '@/infra/resources'
import { bucketArn, objectsArn, replicator, roleArn } from './names'
import type { Settings } from './settings'

interface Guarded {
  settings: Settings
  bucket: BucketName
  /** The real name: the bucket's own, or its replica's. */
  physical: string
  /** The key of everything that is not public. */
  keyArn: string
  /** The distributions that may read what is public. */
  edgeArn: string
}

type Conditions = Record<string, Record<string, unknown>>

/** Whoever calls is a person or a role, not one of AWS's services on our behalf. */
const notAService = { Bool: { 'aws:PrincipalIsAWSService': 'false' } }

const deny = (sid: string, actions: string[], resources: string[], conditions: Conditions) =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions,
    resources,
    conditions,
  })

/** What guards every bucket of ours: TLS, the organisation, and where given the roles that may touch its objects.
 *  @param services whether one of AWS's own services reads or writes here; these belong to no organisation */
export function perimeter(
  settings: Settings,
  physical: string,
  { services, roleArns }: { services: boolean; roleArns?: readonly string[] },
): PolicyStatement[] {
  const objects = `${bucketArn(physical)}/*`
  const everything = [bucketArn(physical), objects]
  const people = services ? notAService : {}
  return [
    deny('DenyWithoutTls', ['s3:*'], everything, { Bool: { 'aws:SecureTransport': 'false' } }),
    deny('DenyOldTls', ['s3:*'], everything, { NumericLessThan: { 's3:TlsVersion': '1.2' } }),
    deny('DenyOtherOrganisations', ['s3:*'], everything, {
      StringNotEquals: { 'aws:PrincipalOrgID': settings.organisation },
      ...people,
    }),
    ...(roleArns
      ? [
          deny('DenyOtherRoles', ['s3:*'], [objects], {
            ArnNotEquals: { 'aws:PrincipalArn': roleArns },
            ...people,
          }),
        ]
      : []),
  ]
}

/** The whole policy of a declared bucket. Roles get their rights from their own policies; this one takes away. */
export function bucketStatements(guarded: Guarded): PolicyStatement[] {
  const roles = grants.filter((grant) => grant.bucket === guarded.bucket).map(({ role }) => role)
  return [
    ...around(guarded, [...new Set(roles), replicator]),
    ...encryption(guarded),
    ...locks(guarded),
    ...edge(guarded),
  ]
}

/** The policy of a replica: replication alone writes there, under the key and the locks that it is told. */
export const replicaStatements = (guarded: Guarded): PolicyStatement[] => [
  ...around(guarded, [replicator]),
  ...edge(guarded),
]

const around = ({ settings, bucket, physical }: Guarded, roles: readonly string[]): PolicyStatement[] =>
  perimeter(settings, physical, {
    services: buckets[bucket].reads === 'edge',
    roleArns: roles.map((role) => roleArn(settings, role)),
  })

const pathsOf = ({ bucket, physical }: Guarded, publicly: boolean): string[] =>
  buckets[bucket].prefixes
    .filter(({ dataClass }) => (dataClass === 'public') === publicly)
    .map(({ path }) => objectsArn(physical, path))

/** The bucket's default is the right key, so an upload that says nothing is right; one that says something else is refused. Public
 *  objects must ask for S3's own key, because CloudFront has no other. */
function encryption(guarded: Guarded): PolicyStatement[] {
  const keyed = pathsOf(guarded, false)
  const open = pathsOf(guarded, true)
  const header = 's3:x-amz-server-side-encryption'
  return [
    deny('DenyUnencrypted', ['s3:PutObject'], keyed, {
      StringNotEquals: { [header]: encryptionOf('personal') },
      Null: { [header]: 'false' },
    }),
    deny('DenyOtherKeys', ['s3:PutObject'], keyed, {
      StringNotEquals: { [`${header}-aws-kms-key-id`]: guarded.keyArn },
      Null: { [`${header}-aws-kms-key-id`]: 'false' },
    }),
    deny('DenyCustomerKeys', ['s3:PutObject'], [`${bucketArn(guarded.physical)}/*`], {
      Null: { [`${header}-customer-algorithm`]: 'false' },
    }),
    ...(open.length > 0
      ? [
          deny('DenyUnreadableByTheEdge', ['s3:PutObject'], open, {
            StringNotEquals: { [header]: encryptionOf('public') },
          }),
        ]
      : []),
  ]
}

/** Records come with their lock, in compliance mode and for long enough. */
function locks({ bucket, physical }: Guarded): PolicyStatement[] {
  return buckets[bucket].prefixes.flatMap((prefix) => {
    if (!('retention' in prefix)) return []
    const { path, retention } = prefix
    const days = 's3:object-lock-remaining-retention-days'
    const resources = [objectsArn(physical, path)]
    const name = retention[0]?.toUpperCase() + retention.slice(1)
    return [
      deny(`DenyUnlocked${name}`, ['s3:PutObject'], resources, {
        StringNotEquals: { 's3:object-lock-mode': 'COMPLIANCE' },
      }),
      deny(`DenyShortLock${name}`, ['s3:PutObject', 's3:PutObjectRetention'], resources, {
        NumericLessThan: { [days]: String(retentions[retention].years * 365) },
      }),
    ]
  })
}

function edge(guarded: Guarded): PolicyStatement[] {
  if (buckets[guarded.bucket].reads !== 'edge') return []
  return [
    new PolicyStatement({
      sid: 'AllowEdge',
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:GetObject'],
      resources: pathsOf(guarded, true),
      conditions: { ArnLike: { 'aws:SourceArn': guarded.edgeArn } },
    }),
  ]
}
