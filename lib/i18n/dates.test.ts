import { describe, expect, test } from 'vitest'
import { arrival, dateAndTime, longDate } from './dates'

const plain = (text: string) => text.replace(/\p{Zs}/gu, ' ')

describe('a moment', () => {
  test('is written as clocks in the market show it', () => {
    const at = '2026-07-01T21:30:00.000Z'
    expect(plain(dateAndTime(at, 'en-GB'))).toBe('1 Jul 2026, 22:30')
    expect(plain(dateAndTime(at, 'de-DE'))).toContain('23:30')
    expect(plain(dateAndTime('2026-11-21T04:05:00.000Z', 'en-GB'))).toBe('21 Nov 2026, 04:05')
    expect(plain(dateAndTime(at, 'en-US'))).toBe('Jul 1, 2026, 5:30 PM EDT')
    expect(longDate(at, 'ar-AE')).toContain('2')
  })

  test('belongs to the day that it has there', () => {
    expect(longDate('2026-06-30T23:30:00.000Z', 'en-GB')).toBe('1 July 2026')
    expect(longDate('2026-06-30', 'en-US')).toBe('June 30, 2026')
  })
})

describe('an arrival', () => {
  test('is told to the quarter of an hour, in the time of the place', () => {
    expect(plain(arrival('2026-11-24T14:01:00.000Z', 'en-GB', 'Europe/London'))).toBe('Tue 14:15')
    expect(plain(arrival('2026-11-24T23:50:00.000Z', 'de-DE', 'Europe/Berlin'))).toMatch(/^Mi\.?, 01:00$/)
    expect(plain(arrival('2026-11-24T23:50:00.000Z', 'en-US', 'America/Denver'))).toBe('Tue, 5:00 PM MST')
  })
})
