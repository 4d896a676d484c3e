import { grants } from '@/infra/access'
import { bucketArn, replicator, roleArn, roleName } from '@/infra/aws/names'
import { buckets } from '@/infra/resources'
import { settings } from './assembly'
import type { Request } from './iam'
import type { Policies } from './policies'
import { keyActionOf, objectArn, type Place, type Probe, places, proper } from './probes'

const SSE = 's3:x-amz-server-side-encryption'
const KEY_ID = `${SSE}-aws-kms-key-id`

/** What goes beyond who may do what: how a request comes, with which encryption, which lock, and from where. */
export function situations(policies: Policies): Probe[] {
  return places
    .filter(({ declared }) => declared)
    .flatMap((place) => [
      ...arrivals(place),
      ...(place.replica ? [] : writes(place, policies)),
      ...edge(place, policies),
      ...keyUse(place, policies),
    ])
}

function ask(
  place: Place,
  role: string,
  action: string,
  changed: Request['context'],
  more: Partial<Probe>,
): Probe {
  const differs = Object.entries(changed).map(([name, value]) => `${name}=${value}`)
  const bucketWide = action === 's3:ListBucket' || action.startsWith('s3:PutBucket')
  return {
    what: `${role} ${action} ${place.physical}/${place.path} with ${differs.join(', ')}`,
    expected: false,
    role: roleName(settings, role),
    bucket: place.physical,
    keyAction: keyActionOf(place, action),
    request: {
      principal: { arn: roleArn(settings, role) },
      action,
      resource: bucketWide ? bucketArn(place.physical) : objectArn(place),
      context: { ...proper(place, role, action), ...changed },
    },
    ...more,
  }
}

/** Somebody who may do everything is still refused without TLS, from elsewhere, or without one of the declared roles. */
function arrivals(place: Place): Probe[] {
  const mighty = { almighty: true }
  const user = place.replica ? replicator : (grants.find((one) => one.bucket === place.bucket)?.role ?? '')
  return ['s3:GetObject', 's3:DeleteObjectVersion', 's3:ListBucket', 's3:PutBucketPolicy'].flatMap(
    (action) => [
      ask(place, user, action, { 'aws:SecureTransport': 'false' }, mighty),
      ask(place, user, action, { 's3:TlsVersion': '1.1' }, mighty),
      ask(place, user, action, { 's3:TlsVersion': '1.2' }, { ...mighty, expected: true }),
      ask(place, user, action, { 'aws:PrincipalOrgID': 'o-somebodyelse' }, mighty),
      ask(place, user, action, { 'aws:PrincipalOrgID': undefined }, mighty),
      ask(
        place,
        'administrator',
        action,
        { 'aws:PrincipalArn': roleArn(settings, 'administrator') },
        {
          ...mighty,
          expected: action === 's3:ListBucket' || action === 's3:PutBucketPolicy',
        },
      ),
    ],
  )
}

/** Of every role that may write: how its objects must be encrypted, and locked. */
function writes(place: Place, policies: Policies): Probe[] {
  const writers = grants.filter((one) => one.bucket === place.bucket && one.path === place.path && one.writes)
  const open = place.dataClass === 'public'
  const put = (role: string, changed: Request['context'], expected: boolean) =>
    ask(place, role, 's3:PutObject', changed, { expected })
  return writers.flatMap(({ role }) => [
    put(role, { [SSE]: undefined }, !open),
    put(role, { [SSE]: 'AES256' }, open),
    put(role, { [SSE]: 'aws:kms' }, !open),
    put(role, { [SSE]: 'aws:kms', [KEY_ID]: policies.bucketKeys.get(place.physical) }, !open),
    put(role, { [SSE]: 'aws:kms', [KEY_ID]: 'arn:aws:kms:us-east-1:999999999999:key/theirs' }, false),
    put(role, { [KEY_ID]: 'arn:aws:kms:us-east-1:999999999999:key/theirs' }, open),
    put(role, { [`${SSE}-customer-algorithm`]: 'AES256' }, false),
    ...(place.retention ? locks(place, role) : []),
  ])
}

function locks(place: Place, role: string): Probe[] {
  const mode = 's3:object-lock-mode'
  const days = 's3:object-lock-remaining-retention-days'
  return [
    ask(place, role, 's3:PutObject', { [mode]: undefined, [days]: undefined }, {}),
    ask(place, role, 's3:PutObject', { [mode]: 'GOVERNANCE' }, {}),
    ask(place, role, 's3:PutObject', { [days]: '364' }, {}),
    ask(place, role, 's3:PutObjectRetention', { [days]: '364' }, {}),
    ask(place, role, 's3:PutObjectRetention', { [mode]: undefined }, { expected: true }),
  ]
}

/** CloudFront reads what is public, by our distribution, and nothing else. */
function edge(place: Place, policies: Policies): Probe[] {
  const come = (action: string, source: string, expected: boolean): Probe => ({
    what: `CloudFront ${source} ${action} ${place.physical}/${place.path}`,
    expected,
    bucket: place.physical,
    request: {
      principal: { service: 'cloudfront.amazonaws.com' },
      action,
      resource: objectArn(place),
      context: {
        'aws:SecureTransport': 'true',
        's3:TlsVersion': '1.3',
        'aws:PrincipalIsAWSService': 'true',
        'aws:SourceArn': source,
        ...(action === 's3:PutObject' ? { [SSE]: 'AES256' } : {}),
      },
    },
  })
  const readable = place.dataClass === 'public' && buckets[place.bucket].reads === 'edge'
  const anybody: Probe = {
    ...come('s3:GetObject', 'nobody', false),
    request: {
      principal: undefined,
      action: 's3:GetObject',
      resource: objectArn(place),
      context: {
        'aws:SecureTransport': 'true',
        's3:TlsVersion': '1.3',
        'aws:PrincipalIsAWSService': 'false',
      },
    },
  }
  return [
    come('s3:GetObject', policies.distributionArn, readable),
    come('s3:PutObject', policies.distributionArn, false),
    come('s3:DeleteObject', policies.distributionArn, false),
    come('s3:GetObject', 'arn:aws:cloudfront::999999999999:distribution/THEIRS', false),
    anybody,
  ]
}

/** The key serves its owners through S3 and for their own buckets, and in no other way. */
function keyUse(place: Place, policies: Policies): Probe[] {
  const readers = grants.filter((one) => one.path === place.path && one.reads && one.dataClass !== 'public')
  const key = policies.bucketKeys.get(place.physical) ?? ''
  const via = `s3.${place.region}.amazonaws.com`
  const own = bucketArn(place.physical)
  const use = (
    role: string,
    action: string,
    service: string | undefined,
    arn: string,
    expected: boolean,
  ): Probe => ({
    what: `${role} ${action} via ${service} for ${arn}`,
    expected,
    role: roleName(settings, role),
    request: {
      principal: { arn: roleArn(settings, role) },
      action,
      resource: key,
      context: { 'kms:ViaService': service, 'kms:EncryptionContext:aws:s3:arn': arn },
    },
  })
  return readers
    .filter(() => !place.replica)
    .flatMap(({ role, writes }) => [
      use(role, 'kms:Decrypt', via, own, true),
      use(role, 'kms:GenerateDataKey', via, own, writes || anyWrites(role)),
      use(role, 'kms:Decrypt', undefined, own, false),
      use(role, 'kms:Decrypt', via, 'arn:aws:s3:::somebody-elses', false),
      use(role, 'kms:Encrypt', via, own, false),
      use(role, 'kms:ScheduleKeyDeletion', via, own, false),
    ])
}

const anyWrites = (role: string): boolean =>
  grants.some((one) => one.role === role && one.writes && one.dataClass !== 'public')
