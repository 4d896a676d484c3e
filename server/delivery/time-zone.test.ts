import { expect, test } from 'vitest'
import { timeZoneOf } from './time-zone'

test('an address lies in the time zone of its country, and in America of its state', () => {
  expect(timeZoneOf({ country: 'GB' }, 'GB')).toBe('Europe/London')
  expect(timeZoneOf({ country: 'US', region: 'CA' }, 'US')).toBe('America/Los_Angeles')
  expect(timeZoneOf({ country: 'US', region: 'NY' }, 'US')).toBe('America/New_York')
  expect(timeZoneOf({ country: 'FR' }, 'DE')).toBe('Europe/Berlin')
})

test('every zone is one that browsers know', () => {
  for (const region of ['TX', 'CO', 'AZ', 'WA', 'AK', 'HI', 'VT']) {
    const timeZone = timeZoneOf({ country: 'US', region }, 'US')
    expect(() => new Intl.DateTimeFormat('en', { timeZone }), timeZone).not.toThrow()
  }
})
