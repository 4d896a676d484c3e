import { bucketArn } from '@/infra/aws/names'
import { decide, type Statement } from './iam'
import type { Policies } from './policies'
import type { Probe } from './probes'

const everything: Statement[] = [{ Effect: 'Allow', Action: ['*'], Resource: ['*'], Condition: {} }]
const none: Statement[] = []

/** Whether a request succeeds: S3 lets it in, and KMS gives the key where one is needed. */
export function succeeds(policies: Policies, probe: Probe): boolean {
  const { request, bucket, keyAction } = probe
  const identity = probe.almighty ? everything : (policies.identity.get(probe.role ?? '') ?? none)
  if (request.action.startsWith('kms:')) {
    return keyGives(policies, identity, request.principal, request.action, request.resource, request.context)
  }
  const guard = (bucket && policies.buckets.get(bucket)) || none
  const own = decide(identity, request)
  const theirs = decide(guard, request)
  if (own === 'deny' || theirs === 'deny' || (own === 'nothing' && theirs === 'nothing')) return false
  if (!keyAction || !bucket) return true
  const key = policies.bucketKeys.get(bucket) ?? ''
  const region = key.split(':')[3]
  return keyGives(policies, identity, request.principal, keyAction, key, {
    'kms:ViaService': `s3.${region}.amazonaws.com`,
    'kms:EncryptionContext:aws:s3:arn': bucketArn(bucket),
  })
}

/** A key's own policy must let somebody in; that it trusts the account means that it trusts the account's policies. */
function keyGives(
  policies: Policies,
  identity: Statement[],
  principal: Probe['request']['principal'],
  action: string,
  resource: string,
  context: Probe['request']['context'],
): boolean {
  const request = { principal, action, resource, context }
  // In a key's policy, "*" is the key itself.
  const trusted = decide(policies.keys.get(resource) ?? none, request)
  return trusted === 'allow' && decide(identity, request) === 'allow'
}
