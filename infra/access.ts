import type { DataClass } from '@/infra/capabilities'
import { type Access, type Role, roles } from '@/infra/object-storage'
import { type BucketName, buckets, type objectRules } from '@/infra/resources'

/** What the declaration's words mean to S3. Buckets themselves (their policies, their removal) are the operator's. */
const OBJECT_ACTIONS: Record<Access, readonly string[]> = {
  read: [
    's3:GetObject',
    's3:GetObjectAttributes',
    's3:GetObjectTagging',
    's3:GetObjectVersion',
    's3:GetObjectVersionAttributes',
    's3:GetObjectVersionTagging',
  ],
  list: [],
  write: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject', 's3:PutObjectTagging'],
  delete: ['s3:DeleteObject'],
  erase: ['s3:DeleteObjectVersion'],
  lock: ['s3:GetObjectRetention', 's3:PutObjectRetention'],
  hold: ['s3:GetObjectLegalHold', 's3:GetObjectRetention', 's3:PutObjectLegalHold'],
  restore: ['s3:RestoreObject'],
}
/** Asked of the bucket, about one prefix of it. */
const LIST_ACTIONS = ['s3:ListBucket', 's3:ListBucketVersions']

/** What one role may do beneath one prefix. */
export interface Grant {
  role: Role
  bucket: BucketName
  path: string
  dataClass: DataClass
  objectActions: readonly string[]
  listActions: readonly string[]
  reads: boolean
  writes: boolean
}

/** Every grant that the declaration makes. */
export const grants: readonly Grant[] = names(buckets).flatMap((bucket) =>
  buckets[bucket].prefixes.flatMap(({ path, dataClass, may }) =>
    roles.flatMap((role): Grant[] => {
      const given: Readonly<Partial<Record<Role, readonly Access[]>>> = may
      const access = given[role]
      if (!access) return []
      return [
        {
          role,
          bucket,
          path,
          dataClass,
          objectActions: [...new Set(access.flatMap((one) => OBJECT_ACTIONS[one]))].sort(),
          listActions: access.includes('list') ? LIST_ACTIONS : [],
          reads: access.includes('read'),
          writes: access.includes('write'),
        },
      ]
    }),
  ),
)

/** How objects of a class are encrypted; the default of every bucket is the key of its customers' data. */
export const encryptionOf = (dataClass: DataClass): 'AES256' | 'aws:kms' =>
  dataClass === 'public' ? 'AES256' : 'aws:kms'

/** The declared prefix that an object stands beneath. */
export const prefixOf = (bucket: BucketName, key: string) =>
  buckets[bucket].prefixes.find(({ path }) => pathPattern(path).test(key))

/** Whether a capability's role may do `action` (of IAM) to a key, or, where it lists, to what begins so. Of the names of buckets
 *  the end counts, so it holds for every stage. */
export function mayTouch(role: string, action: string, bucketName: string, key: string): boolean {
  return grants.some(
    (grant) =>
      grant.role === role &&
      bucketName.endsWith(`-${grant.bucket}`) &&
      (grant.objectActions.includes(action) || grant.listActions.includes(action)) &&
      pathPattern(grant.path).test(key),
  )
}

/** `products/{sku}/images/` as a pattern: a part in braces stands for exactly one segment of the path. */
function pathPattern(path: string): RegExp {
  const parts = path.split(/\{[^}]*\}/).map((part) => part.replace(/[.+^$()|[\]\\*?]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]+')}`)
}

/** The keys of a declaration, with their type. */
export function names<Name extends string>(declared: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(declared).filter((name): name is Name => name in declared)
}

/** The pattern by which EventBridge recognises the events of S3 that a rule asks for. */
export const objectEventPattern = (
  bucketName: string,
  rule: (typeof objectRules)[keyof typeof objectRules],
) => ({
  source: ['aws.s3'],
  'detail-type': rule.events,
  detail: { bucket: { name: [bucketName] }, object: { key: rule.prefixes.map((prefix) => ({ prefix })) } },
})
