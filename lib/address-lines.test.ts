import { expect, test } from 'vitest'
import { townLine } from './address-lines'

test('a town is written as letters to its country have it', () => {
  expect(townLine({ city: 'Seattle', region: 'WA', postcode: '98101', country: 'US' })).toBe(
    'Seattle, WA 98101',
  )
  expect(townLine({ city: 'London', postcode: 'SE1 9XX', country: 'GB' })).toBe('London SE1 9XX')
  expect(townLine({ city: 'München', postcode: '80331', country: 'DE' })).toBe('80331 München')
  expect(townLine({ city: 'دبي', country: 'AE' })).toBe('دبي')
  expect(townLine({ city: 'Dubai', region: 'Dubai', country: 'AE' })).toBe('Dubai')
})
