import { z } from 'zod'
import { s3Error } from './errors'
import { element, inside, list, oneOf, optional, readDocument, text, truth, whole } from './xml'

const tag = inside({ Key: text, Value: text })
const storageClass = oneOf(
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
)
const sizes = { ObjectSizeGreaterThan: optional(whole), ObjectSizeLessThan: optional(whole) }
const date = text.transform((value, context) => {
  const time = Date.parse(value)
  if (!Number.isNaN(time) && time % 86_400_000 === 0) return time
  context.addIssue('not a midnight')
  return z.NEVER
})

const schema = inside({
  Rule: list(
    inside({
      ID: optional(text),
      Status: oneOf('Enabled', 'Disabled'),
      Prefix: optional(text),
      Filter: optional(
        element({
          Prefix: optional(text),
          Tag: optional(z.tuple([tag])),
          ...sizes,
          And: optional(element({ Prefix: optional(text), Tag: list(tag), ...sizes })),
        }),
      ),
      Expiration: optional(
        element({ Days: optional(whole), Date: optional(date), ExpiredObjectDeleteMarker: optional(truth) }),
      ),
      Transition: list(inside({ Days: optional(whole), Date: optional(date), StorageClass: storageClass })),
      NoncurrentVersionExpiration: optional(
        element({ NoncurrentDays: whole, NewerNoncurrentVersions: optional(whole) }),
      ),
      NoncurrentVersionTransition: list(
        inside({
          NoncurrentDays: whole,
          NewerNoncurrentVersions: optional(whole),
          StorageClass: storageClass,
        }),
      ),
      AbortIncompleteMultipartUpload: optional(element({ DaysAfterInitiation: whole })),
    }),
  ),
})

/** When something is due: so many days after it began, or from a date on (epoch milliseconds). */
export type Due = { days: number } | { date: number }

export interface LifecycleRule {
  id: string
  enabled: boolean
  prefix: string
  tags: Record<string, string>
  largerThan: number | undefined
  smallerThan: number | undefined
  expiration: Due | undefined
  expiredMarkers: boolean
  transitions: (Due & { storageClass: string })[]
  noncurrentExpiration: { days: number; keep: number } | undefined
  noncurrentTransitions: { days: number; keep: number; storageClass: string }[]
  abortDays: number | undefined
}

/** Reads a `LifecycleConfiguration` document. @throws MalformedXML, InvalidRequest, InvalidArgument */
export function readLifecycle(body: string): LifecycleRule[] {
  const { Rule } = readDocument(body, 'LifecycleConfiguration', schema)
  if (Rule.length === 0 || Rule.length > 1000) throw s3Error('MalformedXML')
  const rules = Rule.map((rule, index): LifecycleRule => {
    const { Filter: filter, Expiration: expiration } = rule
    if ((rule.Prefix === undefined) === (filter === undefined)) throw s3Error('MalformedXML')
    const scope = filter?.And ?? filter
    const tags = filter?.And?.Tag ?? filter?.Tag ?? []
    return {
      id: rule.ID ?? `rule-${index + 1}`,
      enabled: rule.Status === 'Enabled',
      prefix: rule.Prefix ?? scope?.Prefix ?? '',
      tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
      largerThan: scope?.ObjectSizeGreaterThan,
      smallerThan: scope?.ObjectSizeLessThan,
      expiration:
        expiration && (expiration.Days ?? expiration.Date) !== undefined ? due(expiration) : undefined,
      expiredMarkers: expiration?.ExpiredObjectDeleteMarker ?? false,
      transitions: rule.Transition.map((one) => ({ ...due(one), storageClass: one.StorageClass })),
      noncurrentExpiration: rule.NoncurrentVersionExpiration && {
        days: rule.NoncurrentVersionExpiration.NoncurrentDays,
        keep: rule.NoncurrentVersionExpiration.NewerNoncurrentVersions ?? 0,
      },
      noncurrentTransitions: rule.NoncurrentVersionTransition.map((one) => ({
        days: one.NoncurrentDays,
        keep: one.NewerNoncurrentVersions ?? 0,
        storageClass: one.StorageClass,
      })),
      abortDays: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
    }
  })
  check(rules)
  return rules
}

/** @throws MalformedXML unless exactly one of the two is given */
function due(one: { Days?: number; Date?: number }): Due {
  if (one.Days !== undefined && one.Date === undefined) return { days: one.Days }
  if (one.Date !== undefined && one.Days === undefined) return { date: one.Date }
  throw s3Error('MalformedXML')
}

function check(rules: LifecycleRule[]): void {
  if (new Set(rules.map((rule) => rule.id)).size < rules.length) {
    throw s3Error('InvalidArgument', {
      message: 'Rule ID must be unique. Found same ID for more than one rule',
    })
  }
  for (const rule of rules) {
    const { expiration, transitions, noncurrentExpiration, noncurrentTransitions, abortDays } = rule
    const acts = [expiration, noncurrentExpiration, abortDays].some((one) => one !== undefined)
    if (!acts && !rule.expiredMarkers && transitions.length + noncurrentTransitions.length === 0) {
      throw s3Error('InvalidRequest', { message: 'At least one action needs to be specified in a rule.' })
    }
    if (expiration && 'days' in expiration && expiration.days < 1) {
      throw s3Error('InvalidArgument', { message: "'Days' for Expiration action must be a positive integer" })
    }
    for (const one of transitions) {
      if ('days' in one && one.days < 30 && ['STANDARD_IA', 'ONEZONE_IA'].includes(one.storageClass)) {
        throw s3Error('InvalidArgument', {
          message: `'Days' in Transition action must be greater than or equal to 30 for storageClass '${one.storageClass}'`,
        })
      }
      if (expiration && 'days' in expiration && 'days' in one && expiration.days <= one.days) {
        throw s3Error('InvalidArgument', {
          message:
            "'Days' in the Expiration action for filter must be greater than 'Days' in the Transition action",
        })
      }
    }
  }
}
