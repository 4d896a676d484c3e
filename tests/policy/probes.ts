import { encryptionOf, grants, names } from '@/infra/access'
import { bucketArn, bucketName, replicaName, replicator, roleArn, roleName } from '@/infra/aws/names'
import type { DataClass } from '@/infra/capabilities'
import { type Retention, retentions } from '@/infra/object-life'
import { roles } from '@/infra/object-storage'
import { type BucketName, buckets } from '@/infra/resources'
import { settings } from './assembly'
import type { Request } from './iam'
import { accountActions, bucketActions, objectActions } from './s3-actions'

/** One question to the policies, with the answer that the declaration gives. */
export interface Probe {
  what: string
  expected: boolean
  request: Request
  /** The role whose own policy counts, by name; nobody's where it is missing. */
  role?: string
  /** Somebody whose own policy allows everything, so that only the bucket can refuse. */
  almighty?: boolean
  /** The bucket's real name. */
  bucket?: string
  /** What the key of the bucket is asked for besides, for objects that it encrypts. */
  keyAction?: string
}

export interface Place {
  bucket: BucketName
  physical: string
  region: string
  path: string
  dataClass: DataClass
  retention?: Retention
  declared: boolean
  replica: boolean
}

/** Every declared prefix in both regions, and places beside them. */
export const places: readonly Place[] = names(buckets).flatMap((bucket) => {
  const beside = ['elsewhere/', 'customers/{id}/', 'products/{sku}/raw/'].map((path) => ({
    path,
    dataClass: 'internal' as const,
    declared: false,
  }))
  const prefixes = buckets[bucket].prefixes.map((prefix) => ({
    path: prefix.path,
    dataClass: prefix.dataClass,
    declared: true,
    ...('retention' in prefix ? { retention: prefix.retention } : {}),
  }))
  return [false, true].flatMap((replica) =>
    [...prefixes, ...beside].map(
      (one): Place => ({
        ...one,
        bucket,
        replica,
        physical: replica ? replicaName(settings, bucket) : bucketName(settings, bucket),
        region: replica ? settings.replicaRegion : settings.region,
      }),
    ),
  )
})

export const keyOf = ({ path }: Place): string => `${path.replaceAll(/\{[^}]*\}/g, 'x1')}file`
export const objectArn = (place: Place): string => `${bucketArn(place.physical)}/${keyOf(place)}`

/** A proper request: over TLS, from our organisation, with the headers that the place asks for. */
export function proper(place: Place, role: string, action: string): Request['context'] {
  const writes = action === 's3:PutObject'
  return {
    'aws:SecureTransport': 'true',
    's3:TlsVersion': '1.3',
    'aws:PrincipalOrgID': settings.organisation,
    'aws:PrincipalArn': roleArn(settings, role),
    'aws:PrincipalIsAWSService': 'false',
    ...(action.startsWith('s3:ListBucket') ? { 's3:prefix': keyOf(place).replace(/file$/, '') } : {}),
    ...(writes && place.dataClass === 'public'
      ? { 's3:x-amz-server-side-encryption': encryptionOf(place.dataClass) }
      : {}),
    ...(place.retention && (writes || action === 's3:PutObjectRetention')
      ? {
          's3:object-lock-mode': 'COMPLIANCE',
          's3:object-lock-remaining-retention-days': String(retentions[place.retention].years * 365 + 1),
        }
      : {}),
  }
}

/** What the key of a bucket is asked for when an object is read or written. */
export function keyActionOf(place: Place, action: string): string | undefined {
  if (place.dataClass === 'public') return undefined
  if (action === 's3:PutObject') return 'kms:GenerateDataKey'
  return action === 's3:GetObject' || action === 's3:GetObjectVersion' ? 'kms:Decrypt' : undefined
}

const REPLICATES_FROM = [
  's3:GetObjectLegalHold',
  's3:GetObjectRetention',
  's3:GetObjectVersionAcl',
  's3:GetObjectVersionForReplication',
  's3:GetObjectVersionTagging',
  's3:GetReplicationConfiguration',
  's3:ListBucket',
]
const REPLICATES_TO = ['s3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags']

function isDeclared(role: string, place: Place, action: string): boolean {
  if (role === replicator) return (place.replica ? REPLICATES_TO : REPLICATES_FROM).includes(action)
  if (place.replica || !place.declared) return false
  const grant = grants.find(
    (one) => one.role === role && one.bucket === place.bucket && one.path === place.path,
  )
  return Boolean(grant?.objectActions.includes(action) || grant?.listActions.includes(action))
}

/** Every role, every place and every action of S3. */
export function matrix(): Probe[] {
  const everyone = [...roles, replicator]
  return everyone.flatMap((role) =>
    places.flatMap((place) =>
      [...objectActions, ...bucketActions, ...accountActions].map((action): Probe => {
        const resource = objectActions.includes(action)
          ? objectArn(place)
          : bucketActions.includes(action)
            ? bucketArn(place.physical)
            : '*'
        const context = proper(place, role, action)
        return {
          what: `${role} ${action} ${place.physical}/${place.path}`,
          expected: isDeclared(role, place, action),
          role: roleName(settings, role),
          bucket: place.physical,
          keyAction: keyActionOf(place, action),
          request: { principal: { arn: roleArn(settings, role) }, action, resource, context },
        }
      }),
    ),
  )
}
