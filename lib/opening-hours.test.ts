import { expect, test } from 'vitest'
import { doorSign } from './opening-hours'

const weekday = { days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, opens: '10:00', closes: '18:00' }
const hours = [
  { ...weekday, days: [...weekday.days] },
  { days: ['sun' as const], opens: '11:00', closes: '17:00' },
]

test('days with the same hours stand together, and closed ones are left out', () => {
  expect(doorSign(hours, 'en-GB')).toEqual([
    { days: 'Mon – Fri', times: '10:00 – 18:00' },
    { days: 'Sun', times: '11:00 – 17:00' },
  ])
})

test('days and times are written as the locale writes them', () => {
  expect(doorSign(hours, 'de-DE')[0]).toEqual({ days: 'Mo – Fr', times: '10:00 – 18:00' })
  expect(doorSign(hours, 'en-US')[0]?.times).toMatch(/^10:00\sAM – 6:00\sPM$/u)
})

test('a day may have hours of its own in the middle of the week, and two spells', () => {
  const sign = doorSign(
    [
      { days: ['mon', 'wed'], opens: '10:00', closes: '18:00' },
      { days: ['tue'], opens: '14:00', closes: '18:00' },
      { days: ['tue'], opens: '09:00', closes: '12:00' },
    ],
    'en-GB',
  )
  expect(sign.map(({ days, times }) => `${days} ${times}`)).toEqual([
    'Mon 10:00 – 18:00',
    'Tue 9:00 – 12:00, 14:00 – 18:00',
    'Wed 10:00 – 18:00',
  ])
})
