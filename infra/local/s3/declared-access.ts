import { buckets } from '@/infra/resources'
import type { Allowed } from './call'

/** What the owner of a prefix may do beneath it. Buckets themselves are the operator's. */
const ACTIONS = new Set([
  's3:ListBucket',
  's3:ListBucketVersions',
  's3:GetObject',
  's3:GetObjectVersion',
  's3:GetObjectAttributes',
  's3:GetObjectTagging',
  's3:GetObjectVersionTagging',
  's3:GetObjectRetention',
  's3:GetObjectLegalHold',
  's3:PutObject',
  's3:PutObjectTagging',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
  's3:RestoreObject',
])

/** What the declaration of the cloud gives to a capability's role, in any stage: its own prefixes, and nothing else. */
export function declaredAccess(): Allowed {
  const grants = Object.entries(buckets).flatMap(([name, { prefixes }]) =>
    prefixes.map(({ owner, path }) => ({ owner, bucket: name, pattern: prefixPattern(path) })),
  )
  return (role, action, bucket, key) =>
    ACTIONS.has(action) &&
    grants.some(
      (grant) => grant.owner === role && bucket.endsWith(`-${grant.bucket}`) && grant.pattern.test(key),
    )
}

/** `products/{sku}/` as a pattern: a part in braces stands for exactly one segment of the path. */
function prefixPattern(path: string): RegExp {
  const parts = path.split(/\{[^}]*\}/).map((part) => part.replace(/[.+^$()|[\]\\*?]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]+')}`)
}
