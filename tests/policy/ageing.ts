import { z } from 'zod'
import type { Template } from './assembly'

/** What S3 does with objects as they age, from the template alone. Days are whole days since an object came. */
const Rule = z.object({
  Status: z.literal('Enabled'),
  Prefix: z.string().default(''),
  TagFilters: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
  ObjectSizeGreaterThan: z.coerce.number().optional(),
  Transitions: z.array(z.object({ StorageClass: z.string(), TransitionInDays: z.number() })).default([]),
  ExpirationInDays: z.number().optional(),
  ExpiredObjectDeleteMarker: z.boolean().optional(),
  NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.number() }).optional(),
  AbortIncompleteMultipartUpload: z.object({ DaysAfterInitiation: z.number() }).optional(),
})
const Bucket = z.object({
  LifecycleConfiguration: z.object({
    Rules: z.array(Rule),
    TransitionDefaultMinimumObjectSize: z.enum(['varies_by_storage_class', 'all_storage_classes_128K']),
  }),
  VersioningConfiguration: z.object({ Status: z.literal('Enabled') }),
  ObjectLockEnabled: z.boolean().default(false),
  ObjectLockConfiguration: z
    .object({
      Rule: z.object({ DefaultRetention: z.object({ Mode: z.literal('COMPLIANCE'), Days: z.number() }) }),
    })
    .optional(),
})
export type AgedBucket = z.infer<typeof Bucket>

export function bucketNamed(template: Template, name: string): AgedBucket {
  const found = Object.values(template.Resources).find(
    ({ Type, Properties }) => Type === 'AWS::S3::Bucket' && Properties.BucketName === name,
  )
  return Bucket.parse(found?.Properties)
}

interface Aged {
  key: string
  bytes: number
  tags?: Readonly<Record<string, string>>
  /** Days from its arrival for which it is locked; and whether it is held beyond. */
  lockedDays?: number
  held?: boolean
}

export interface State {
  /** `gone` when not even an old version is left. */
  storageClass: string
  /** Whether it is what a plain GET finds; not so once it has expired and waits for its versions to go. */
  current: boolean
  /** Whether a presigned GET answers at once. */
  answers: boolean
  /** Whether somebody with every right could remove it for good. */
  deletable: boolean
}

const WATERFALL = ['STANDARD', 'STANDARD_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE']
const SMALL = 128 * 1024

/** The state of one object on one day. */
export function stateOn(bucket: AgedBucket, object: Aged, day: number): State {
  const rules = bucket.LifecycleConfiguration.Rules.filter(
    (rule) =>
      object.key.startsWith(rule.Prefix) &&
      rule.TagFilters.every(({ Key, Value }) => object.tags?.[Key] === Value) &&
      object.bytes > (rule.ObjectSizeGreaterThan ?? -1),
  )
  const expiry = Math.min(...rules.map((rule) => rule.ExpirationInDays ?? Number.POSITIVE_INFINITY))
  const leftover = Math.min(
    ...rules.map((rule) => rule.NoncurrentVersionExpiration?.NoncurrentDays ?? Number.POSITIVE_INFINITY),
  )
  const locked = object.held === true || day < (object.lockedDays ?? 0)
  if (day >= expiry + leftover && !locked) {
    return { storageClass: 'gone', current: false, answers: false, deletable: false }
  }
  // Noncurrent versions move no further here: no rule says so.
  const moves = rules.flatMap((rule) =>
    rule.Transitions.filter(
      ({ TransitionInDays, StorageClass }) =>
        TransitionInDays <= Math.min(day, expiry) && moveable(bucket, rule, object, StorageClass),
    ),
  )
  const storageClass = moves.reduce(
    (deepest, { StorageClass }) =>
      WATERFALL.indexOf(StorageClass) > WATERFALL.indexOf(deepest) ? StorageClass : deepest,
    'STANDARD',
  )
  const current = day < expiry
  return {
    storageClass,
    current,
    answers: current && storageClass !== 'GLACIER' && storageClass !== 'DEEP_ARCHIVE',
    deletable: !locked,
  }
}

/** Small objects stay unless the rule filters by size, or the bucket lets them go to the deepest classes. */
function moveable(bucket: AgedBucket, rule: z.infer<typeof Rule>, { bytes }: Aged, to: string): boolean {
  if (bytes >= SMALL || rule.ObjectSizeGreaterThan !== undefined) return true
  const { TransitionDefaultMinimumObjectSize: minimum } = bucket.LifecycleConfiguration
  return minimum === 'varies_by_storage_class' && (to === 'GLACIER' || to === 'DEEP_ARCHIVE')
}
