import { expect, test } from 'vitest'
import { encryptionOf, grants, mayTouch, names, prefixOf } from './access'
import { lifecycleRules } from './lifecycle'
import { type Retention, retainUntil, retentions } from './object-life'
import { buckets } from './resources'

const day = 86_400_000
const until = (retention: Retention, at: string) =>
  new Date(retainUntil(retention, Date.parse(at))).toISOString().slice(0, 10)

test('orders are kept for seven calendar years, leap days counted', () => {
  expect(until('order', '2026-11-21')).toBe('2033-11-21')
  expect(until('order', '2024-02-29')).toBe('2031-03-01')
  expect(until('consent', '2026-12-31')).toBe('2031-12-31')
})

test('no record is deleted before its retention is over, whenever it began', () => {
  for (const { path, retention } of buckets.archive.prefixes) {
    const rule = lifecycleRules('archive').find(
      ({ prefix, deleteAfterDays }) => deleteAfterDays && prefix && path.startsWith(prefix),
    )
    const days = rule?.deleteAfterDays ?? 0
    expect(days).toBeGreaterThanOrEqual(retentions[retention].years * 365)
    for (let start = Date.UTC(2024, 0, 1); start < Date.UTC(2028, 0, 1); start += day) {
      expect(start + days * day).toBeGreaterThanOrEqual(retainUntil(retention, start))
    }
  }
})

test('every prefix is its own: no key stands beneath two of them', () => {
  for (const bucket of names(buckets)) {
    for (const { path, owner } of buckets[bucket].prefixes) {
      const key = `${path.replaceAll(/\{[^}]*\}/g, 'x1')}file`
      expect(prefixOf(bucket, key)?.path).toBe(path)
      const others = grants.filter((grant) => grant.bucket === bucket && grant.path !== path)
      for (const { role } of others.filter((grant) => grant.role !== owner && grant.role !== 'assets')) {
        expect(mayTouch(role, 's3:PutObject', `x-${bucket}`, key)).toBe(false)
      }
    }
  }
})

test('only what everybody may see is encrypted without a key of ours', () => {
  expect(encryptionOf('public')).toBe('AES256')
  for (const dataClass of ['internal', 'personal', 'payment'] as const) {
    expect(encryptionOf(dataClass)).toBe('aws:kms')
  }
})
