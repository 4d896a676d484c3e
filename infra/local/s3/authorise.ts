import type { Call } from './call'
import { s3Error } from './errors'
import { policyDecision } from './policy'

/** IAM actions of the operations whose names differ from them. Those of versions get theirs from `actionOf`. */
const ACTIONS: Record<string, string> = {
  ListBuckets: 's3:ListAllMyBuckets',
  HeadBucket: 's3:ListBucket',
  ListObjectsV2: 's3:ListBucket',
  ListObjects: 's3:ListBucket',
  ListObjectVersions: 's3:ListBucketVersions',
  ListMultipartUploads: 's3:ListBucketMultipartUploads',
  ListParts: 's3:ListMultipartUploadParts',
  HeadObject: 's3:GetObject',
  GetObjectAttributes: 's3:GetObject',
  CopyObject: 's3:PutObject',
  PostObject: 's3:PutObject',
  CreateMultipartUpload: 's3:PutObject',
  UploadPart: 's3:PutObject',
  UploadPartCopy: 's3:PutObject',
  CompleteMultipartUpload: 's3:PutObject',
  GetBucketLifecycleConfiguration: 's3:GetLifecycleConfiguration',
  PutBucketLifecycleConfiguration: 's3:PutLifecycleConfiguration',
  DeleteBucketLifecycle: 's3:PutLifecycleConfiguration',
  GetBucketNotificationConfiguration: 's3:GetBucketNotification',
  PutBucketNotificationConfiguration: 's3:PutBucketNotification',
  GetBucketEncryption: 's3:GetEncryptionConfiguration',
  PutBucketEncryption: 's3:PutEncryptionConfiguration',
  DeleteBucketEncryption: 's3:PutEncryptionConfiguration',
  GetObjectLockConfiguration: 's3:GetBucketObjectLockConfiguration',
  PutObjectLockConfiguration: 's3:PutBucketObjectLockConfiguration',
  GetPublicAccessBlock: 's3:GetBucketPublicAccessBlock',
  PutPublicAccessBlock: 's3:PutBucketPublicAccessBlock',
  DeletePublicAccessBlock: 's3:PutBucketPublicAccessBlock',
  DeleteBucketCors: 's3:PutBucketCORS',
  GetBucketCors: 's3:GetBucketCORS',
  PutBucketCors: 's3:PutBucketCORS',
  DeleteBucketTagging: 's3:PutBucketTagging',
  DeleteBucketOwnershipControls: 's3:PutBucketOwnershipControls',
  GetBucketReplication: 's3:GetReplicationConfiguration',
  PutBucketReplication: 's3:PutReplicationConfiguration',
  DeleteBucketReplication: 's3:PutReplicationConfiguration',
}
const VERSIONED = new Set([
  's3:GetObject',
  's3:DeleteObject',
  's3:GetObjectTagging',
  's3:PutObjectTagging',
  's3:DeleteObjectTagging',
])

function actionOf(call: Call): string {
  const action = ACTIONS[call.operation] ?? `s3:${call.operation}`
  return call.query.has('versionId') && VERSIONED.has(action)
    ? action.replace('Object', 'ObjectVersion')
    : action
}

/** Whether whoever calls may do `action`: the role's grant, then what the bucket's policy adds or forbids. */
export function permitted(call: Call, action: string, bucket: string, key: string): boolean {
  const decision = policyDecision(call, action, bucket, key)
  if (decision === 'deny') return false
  const { credential } = call
  if (!credential) return decision === 'allow'
  return (
    credential.role === undefined ||
    decision === 'allow' ||
    call.allowed(credential.role, action, bucket, key)
  )
}

/** @throws AccessDenied */
export function requirePermission(call: Call, action: string, bucket = call.bucket, key = call.key): void {
  if (!permitted(call, action, bucket, key)) throw s3Error('AccessDenied')
}

/** Checks the operation itself and what its headers ask for besides. @throws AccessDenied */
export function authorise(call: Call): void {
  for (const name of ['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner']) {
    const owner = call.headers.get(name)
    if (owner !== undefined && owner !== call.context.accountId) throw s3Error('AccessDenied')
  }
  // Each key of a DeleteObjects and the form of a PostObject are judged when their bodies have been read.
  if (call.operation === 'DeleteObjects' || call.operation === 'PostObject') return
  const listing = call.operation.startsWith('List') && !call.key
  requirePermission(call, actionOf(call), call.bucket, listing ? (call.query.get('prefix') ?? '') : call.key)
  if (call.headers.has('x-amz-tagging')) requirePermission(call, 's3:PutObjectTagging')
  if (call.headers.has('x-amz-object-lock-mode')) requirePermission(call, 's3:PutObjectRetention')
  if (call.headers.has('x-amz-object-lock-legal-hold')) requirePermission(call, 's3:PutObjectLegalHold')
  if (call.headers.has('x-amz-bypass-governance-retention')) {
    requirePermission(call, 's3:BypassGovernanceRetention')
  }
}
