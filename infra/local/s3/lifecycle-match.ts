import type { Due, LifecycleRule } from './lifecycle-rules'
import { attributesOf, type VersionRow } from './schema'

const DAY = 86_400_000
/** Smaller objects stay where they are unless the rule filters by size itself: 128 KiB. */
const SMALLEST_MOVED = 128 * 1024

/** The bucket's wish that small objects may move to the archive classes all the same. */
export const VARIES = 'varies_by_storage_class'

/** Storage classes in the order in which lifecycle rules can move an object down. */
const WATERFALL = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
]

/** When something is due: days are counted from its beginning and rounded up to the next midnight (UTC). */
export function dueAt(began: number, due: Due): number {
  return 'date' in due ? Math.max(due.date, began) : Math.ceil((began + due.days * DAY) / DAY) * DAY
}

/** Whether a rule's filter lets this version in. */
export function appliesTo(rule: LifecycleRule, row: VersionRow): boolean {
  if (!row.key.startsWith(rule.prefix)) return false
  if (row.marker) return Object.keys(rule.tags).length === 0
  if (rule.largerThan !== undefined && row.size <= rule.largerThan) return false
  if (rule.smallerThan !== undefined && row.size >= rule.smallerThan) return false
  const wanted = Object.entries(rule.tags)
  if (wanted.length === 0) return true
  const { tags } = attributesOf(row)
  return wanted.every(([key, value]) => tags[key] === value)
}

/** Whether the version is large enough for this rule to move it. */
export function hasMinimum(
  rule: LifecycleRule,
  row: VersionRow,
  storageClass: string,
  minimum: string | undefined,
): boolean {
  if (row.size >= SMALLEST_MOVED || rule.largerThan !== undefined || rule.smallerThan !== undefined)
    return true
  return minimum === VARIES && (storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE')
}

/** Whichever of two classes lies further down. */
export function laterClass(one: string, other: string): string {
  return WATERFALL.indexOf(other) > WATERFALL.indexOf(one) ? other : one
}
