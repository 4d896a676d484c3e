import { PolicyStatement, Effect, AnyPrincipal, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { grants } from '@/infra/access'
import { pathsOf, writeRefusals } from '@/infra/bucket-rules'
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

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>

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
  return [...around(guarded, [...new Set(roles), replicator]), ...writes(guarded), ...edge(guarded)]
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

const writes = ({ bucket, physical, keyArn }: Guarded): PolicyStatement[] =>
  writeRefusals(bucket, keyArn).map(({ sid, actions, paths, conditions }) => {
    const resources =
      paths.length > 0 ? paths.map((path) => objectsArn(physical, path)) : [`${bucketArn(physical)}/*`]
    return deny(sid, [...actions], resources, conditions)
  })

function edge(guarded: Guarded): PolicyStatement[] {
  if (buckets[guarded.bucket].reads !== 'edge') return []
  return [
    new PolicyStatement({
      sid: 'AllowEdge',
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:GetObject'],
      resources: pathsOf(guarded.bucket, true).map((path) => objectsArn(guarded.physical, path)),
      conditions: { ArnLike: { 'aws:SourceArn': guarded.edgeArn } },
    }),
  ]
}
