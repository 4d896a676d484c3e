import { describe, expect, test } from 'vitest'
import { type Locale, marketOf } from '@/lib/markets'
import { paperOrder } from '@/tests/contract/paper-order'
import { written } from './letterhead'

describe('a day on paper', () => {
  test.each<[Locale, string, string]>([
    ['en-GB', '2026-06-30T23:30:00.000Z', '1 July 2026'],
    ['de-DE', '2026-11-21T22:59:00.000Z', '21. November 2026'],
    ['de-DE', '2026-11-21T23:00:00.000Z', '22. November 2026'],
    ['en-US', '2026-11-21T02:00:00.000Z', 'November 20, 2026'],
  ])('in %s of the moment %s is %s: the day that it was there', (locale, instant, day) => {
    expect(written(instant, paperOrder(locale).order)).toBe(day)
  })

  test('in Dubai begins four hours before Greenwich', () => {
    const { order } = paperOrder('ar-AE')
    expect(marketOf(order.locale).timeZone).toBe('Asia/Dubai')
    expect(written('2026-11-21T20:00:00.000Z', order)).toBe(written('2026-11-22T12:00:00.000Z', order))
    expect(written('2026-11-21T19:59:00.000Z', order)).not.toBe(written('2026-11-22T12:00:00.000Z', order))
  })

  test('that is a day already stays that day everywhere', () => {
    expect(written('2026-11-23', paperOrder('en-US').order)).toBe('November 23, 2026')
  })
})
