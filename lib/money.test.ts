import { expect, test } from 'vitest'
import { minorUnits, writtenAmount } from './money'

test('amounts are read as people write them', () => {
  expect(['12', '12.5', '12,50', ' 0.05 ', '١٢٫٥٠'].map(minorUnits)).toEqual([1200, 1250, 1250, 5, 1250])
})

test('what could be read in two ways is no amount', () => {
  for (const written of ['', '1,250', '1.250', '-3', '1.2.3', '1e3', '£5', '.5']) {
    expect(minorUnits(written), written).toBeUndefined()
  }
})

test('an amount that is written is read as the same again', () => {
  for (const locale of ['en-GB', 'de-DE', 'ar-AE'] as const) {
    expect(minorUnits(writtenAmount(123456, locale)), locale).toBe(123456)
  }
})
