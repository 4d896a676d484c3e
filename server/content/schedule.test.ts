import { expect, test } from 'vitest'
import type { Publication } from './model'
import { endedAt, nextChange, publicationAt, stillNeeded } from './schedule'

const hour = (n: number) => `2026-11-27T${String(n).padStart(2, '0')}:00:00.000Z`
let made = 0
const shown = (version: number, from: number, until?: number): Publication => ({
  id: `pub_${String((made += 1)).padStart(26, '0')}`,
  version,
  from: hour(from),
  until: until === undefined ? undefined : hour(until),
  by: 'ola@quayside.example',
})

test('nothing is shown before its time', () => {
  expect(publicationAt([shown(1, 9)], hour(8))).toBeUndefined()
  expect(publicationAt([shown(1, 9)], hour(9))?.version).toBe(1)
})

test('what ends gives way to what was there before', () => {
  const both = [shown(1, 2), shown(2, 9, 12)]
  expect([8, 9, 11, 12].map((n) => publicationAt(both, hour(n))?.version)).toEqual([1, 2, 2, 1])
})

test('of two that begin at once the one that was decided last is shown', () => {
  expect(publicationAt([shown(1, 9), shown(2, 9)], hour(9))?.version).toBe(2)
})

test('the next change is the next beginning or end', () => {
  const both = [shown(1, 2), shown(2, 9, 12)]
  expect([1, 2, 9, 12].map((n) => nextChange(both, hour(n)))).toEqual([hour(2), hour(9), hour(12), undefined])
})

test('a page that is taken off shows nothing, and nothing of it begins later', () => {
  const off = endedAt([shown(1, 2), shown(2, 9, 12), shown(3, 14)], hour(10))
  expect([10, 13, 15].map((n) => publicationAt(off, hour(n)))).toEqual([undefined, undefined, undefined])
  expect(publicationAt(off, hour(9))?.version).toBe(2)
})

test('leaving out what nobody can see any more changes nothing from then on', () => {
  const all = [
    shown(1, 1),
    shown(2, 2, 4),
    shown(3, 3),
    shown(4, 3, 20),
    shown(5, 6),
    shown(6, 8, 10),
    shown(7, 9),
  ]
  const kept = stillNeeded(all, hour(7))
  expect(kept.length).toBeLessThan(all.length)
  for (let n = 7; n < 24; n++) {
    expect(publicationAt(kept, hour(n))?.version, `at ${n}`).toBe(publicationAt(all, hour(n))?.version)
  }
})
