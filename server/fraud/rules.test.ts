import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Signals } from './model'
import { scored } from './rules'

const ordinary: Signals = {
  occasion: 'payment',
  counts: { account: 1, device: 1, address: 1, card: 1 },
  failedSignIns: 0,
  doubtfulSignIn: false,
  device: true,
  flagged: false,
  countries: { shipping: 'GB', billing: 'GB', card: 'GB', viewer: 'GB' },
  basket: { total: 4_500, currency: 'GBP', mostOfOne: 2, express: false, guest: true },
}
const basket = ordinary.basket ?? expect.fail('there is a basket')

describe('a payment', () => {
  test('with nothing unusual is approved without a word', () => {
    expect(scored(ordinary)).toEqual({ decision: 'approve', score: 0, reasons: [] })
  })

  test.each<[string, Partial<Signals>, string]>([
    ['a gift sent abroad', { countries: { shipping: 'DE', billing: 'GB', card: 'GB' } }, 'billing-elsewhere'],
    ['a browser without cookies', { device: false }, 'no-device'],
    ['a block of flats', { counts: { address: 40 } }, 'many-by-address'],
    ['a traveller', { countries: { billing: 'GB', viewer: 'AE' } }, 'browsing-from-elsewhere'],
    ['a dear table', { basket: { ...basket, total: 200_000 } }, 'large-basket'],
    ['a forgotten password', { failedSignIns: 5 }, 'failed-sign-ins'],
  ])('with one everyday oddity (%s) is approved', (_what, more, reason) => {
    expect(scored({ ...ordinary, ...more })).toMatchObject({ decision: 'approve', reasons: [reason] })
  })

  test.each<[string, Partial<Signals>]>([
    ['the fifth basket with one card in an hour', { counts: { card: 5 } }],
    ['the seventh attempt of one browser', { counts: { device: 7 } }],
    ['a basket of very much money', { basket: { ...basket, total: 600_000 } }],
    [
      'a foreign card, a foreign address and a large basket',
      {
        countries: { shipping: 'GB', billing: 'US', card: 'AE' },
        basket: { ...basket, total: 200_000 },
      },
    ],
  ])('is looked at by a person: %s', (_what, more) => {
    expect(scored({ ...ordinary, ...more }).decision).toBe('review')
  })

  test.each<[string, Partial<Signals>]>([
    ['many attempts of one browser with one card', { counts: { device: 8, card: 6 } }],
    [
      'a hurried guest from elsewhere whom the firewall knows',
      {
        flagged: true,
        countries: { shipping: 'GB', billing: 'US', card: 'AE' },
        basket: { ...basket, total: 200_000, express: true },
      },
    ],
  ])('is refused: %s', (_what, more) => {
    expect(scored({ ...ordinary, ...more }).decision).toBe('block')
  })

  test('is worth the same in every currency', () => {
    const worth = (total: number, currency: 'GBP' | 'AED') =>
      scored({ ...ordinary, basket: { ...basket, total, currency } }).score
    expect(worth(150_000, 'GBP')).toBe(worth(675_000, 'AED'))
    expect(worth(149_999, 'AED')).toBe(0)
  })
})

test('another attempt never makes anybody look better', () => {
  const count = fc.nat(50)
  fc.assert(
    fc.property(
      count,
      count,
      count,
      count,
      fc.constantFrom('account', 'device', 'address', 'card'),
      (a, d, s, c, kind) => {
        const counts = { account: a, device: d, address: s, card: c }
        const more = { ...counts, [kind]: counts[kind] + 1 }
        expect(scored({ ...ordinary, counts: more }).score).toBeGreaterThanOrEqual(
          scored({ ...ordinary, counts }).score,
        )
      },
    ),
  )
})
