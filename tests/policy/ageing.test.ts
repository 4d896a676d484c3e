import { beforeAll, describe, expect, test } from 'vitest'
import { names } from '@/infra/access'
import { bucketName, replicaName } from '@/infra/aws/names'
import { retainUntil, retentions } from '@/infra/object-life'
import { type BucketName, buckets } from '@/infra/resources'
import { type AgedBucket, bucketNamed, stateOn } from './ageing'
import { assembly, settings } from './assembly'

const LAST = 2600
const days = Array.from({ length: LAST + 1 }, (_, day) => day)
const small = 40 * 1024
const large = 4 * 1024 * 1024
const discontinued = { status: 'discontinued' }

let aged: Record<BucketName, AgedBucket>
let replicas: Record<BucketName, AgedBucket>
beforeAll(async () => {
  const { data, replica } = await assembly()
  const all = (template: typeof data, name: (bucket: BucketName) => string) => ({
    assets: bucketNamed(template, name('assets')),
    invoices: bucketNamed(template, name('invoices')),
    archive: bucketNamed(template, name('archive')),
  })
  aged = all(data, (bucket) => bucketName(settings, bucket))
  replicas = all(replica, (bucket) => replicaName(settings, bucket))
}, 240_000)

/** The days on which something changes, and to what: `0 STANDARD, 180 STANDARD_IA, …`. */
function life(bucket: BucketName, object: Parameters<typeof stateOn>[1]): string {
  const states = days.map((day) => {
    const { storageClass, current } = stateOn(aged[bucket], object, day)
    return current || storageClass === 'gone' ? storageClass : `expired ${storageClass}`
  })
  return days
    .filter((day) => states[day] !== states[day - 1])
    .map((day) => `${day} ${states[day]}`)
    .join(', ')
}

const SHARED = '0 STANDARD, 180 STANDARD_IA, 730 GLACIER_IR, 2555 expired GLACIER_IR, 2585 gone'

describe('the class of an object on every day from its arrival to day 2,600', () => {
  test.each([
    ['assets', 'products/lamp/images/a.webp', large, {}, '0 STANDARD'],
    ['assets', 'products/lamp/video/a.mp4', large, {}, '0 STANDARD'],
    ['assets', 'products/lamp/images/a.webp', large, discontinued, SHARED],
    ['assets', 'products/lamp/video/a.mp4', large, discontinued, SHARED],
    [
      'assets',
      'products/lamp/images/a.webp',
      small,
      discontinued,
      '0 STANDARD, 2555 expired STANDARD, 2585 gone',
    ],
    ['assets', 'editorial/campaigns/autumn.avif', large, {}, SHARED],
    ['assets', 'customers/c1/uploads/me.avif', large, {}, SHARED],
    ['assets', 'quarantine/customers/c1/me.jpg', large, {}, '0 STANDARD, 7 expired STANDARD, 37 gone'],
    ['assets', 'checked/editorial/c1/ab/1700.webp', large, {}, '0 STANDARD, 7 expired STANDARD, 37 gone'],
    ['assets', 'quarantine/products/lamp/a.jpg', small, {}, '0 STANDARD, 7 expired STANDARD, 37 gone'],
    ['invoices', 'customers/c1/orders/o1/invoice.pdf', small, {}, SHARED],
    [
      'archive',
      'orders/2026/o1.json',
      small,
      {},
      '0 STANDARD, 1096 GLACIER, 2557 expired GLACIER, 2587 gone',
    ],
    ['archive', 'tax/2026/i1.pdf', small, {}, '0 STANDARD, 1096 GLACIER'],
    [
      'archive',
      'consents/2026/c1.json',
      small,
      {},
      '0 STANDARD, 1096 GLACIER, 1827 expired GLACIER, 1857 gone',
    ],
  ] as const)('%s/%s of %i bytes %j: %s', (bucket, key, bytes, tags, expected) => {
    expect(life(bucket, { key, bytes, tags })).toBe(expected)
  })
})

test('what a browser or a presigned URL reads answers at once for as long as it is there', () => {
  for (const bucket of ['assets', 'invoices'] as const) {
    for (const { path } of buckets[bucket].prefixes) {
      for (const [bytes, tags] of [
        [small, {}],
        [large, {}],
        [large, discontinued],
      ] as const) {
        const key = `${path.replaceAll(/\{[^}]*\}/g, 'x')}f`
        const silent = days.filter((day) => {
          const { current, answers } = stateOn(aged[bucket], { key, bytes, tags }, day)
          return current && !answers
        })
        expect(silent).toEqual([])
      }
    }
  }
})

test('an archived record needs a restore once it is in Glacier', () => {
  const record = { key: 'orders/2026/o1.json', bytes: small }
  expect(stateOn(aged.archive, record, 1095).answers).toBe(true)
  expect(stateOn(aged.archive, record, 1096).answers).toBe(false)
})

test('no record can be deleted, by anybody or by age, before its last calendar day of retention', () => {
  const day = 86_400_000
  for (const { path, retention } of buckets.archive.prefixes) {
    const key = `${path.replace('{year}', '2026')}r.json`
    // A year of starts around each kind of leap day is every case there is.
    for (let start = Date.UTC(2024, 0, 1); start < Date.UTC(2028, 0, 1); start += 7 * day) {
      const lockedDays = (retainUntil(retention, start) - start) / day
      expect(lockedDays).toBeGreaterThanOrEqual(retentions[retention].years * 365 + 1)
      const before = stateOn(aged.archive, { key, bytes: small, lockedDays }, lockedDays - 1)
      expect(before).toMatchObject({ current: true, deletable: false })
      expect(stateOn(aged.archive, { key, bytes: small, lockedDays }, lockedDays).deletable).toBe(true)
    }
  }
})

test('a legal hold outlives every date', () => {
  const held = { key: 'consents/2026/c1.json', bytes: small, held: true }
  expect(stateOn(aged.archive, held, LAST)).toMatchObject({ deletable: false, storageClass: 'GLACIER' })
})

test('who names no date gets the lock of orders, in compliance mode', () => {
  expect(aged.archive.ObjectLockEnabled).toBe(true)
  expect(aged.archive.ObjectLockConfiguration?.Rule.DefaultRetention).toEqual({
    Mode: 'COMPLIANCE',
    Days: 2557,
  })
})

test('replicas age as their sources do, and uploads that never end are given up', () => {
  for (const bucket of names(buckets)) {
    expect(replicas[bucket].LifecycleConfiguration).toEqual(aged[bucket].LifecycleConfiguration)
    expect(replicas[bucket].ObjectLockEnabled).toBe(aged[bucket].ObjectLockEnabled)
    const [abort] = aged[bucket].LifecycleConfiguration.Rules.flatMap(
      (rule) => rule.AbortIncompleteMultipartUpload ?? [],
    )
    expect(abort?.DaysAfterInitiation).toBe(7)
  }
})
