import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { marketIds } from '@/lib/markets'
import { Promotion } from './model'
import { promotionRefusal, quote, type QuoteRequest, shares } from './quote'
import { partOf, salesTax } from './tax'

const promotion = (effect: Promotion['effect'], more: Partial<Promotion> = {}): Promotion =>
  Promotion.parse({ code: 'SAVE', labels: {}, effect, ...more })
const line = (unit: number, quantity = 1, taxClass: 'standard' | 'reduced' | 'zero' = 'standard') => ({
  sku: 'A',
  unit,
  quantity,
  taxClass,
})

const amounts = fc.record({
  unit: fc.integer({ min: 0, max: 1_000_000 }),
  quantity: fc.integer({ min: 1, max: 99 }),
  taxClass: fc.constantFrom('standard' as const, 'reduced' as const, 'zero' as const),
})
const effects = fc.oneof(
  fc.record({ kind: fc.constant('share' as const), basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ kind: fc.constant('free-delivery' as const) }),
  fc.integer({ min: 1, max: 10_000_000 }).map((amount) => ({
    kind: 'amount' as const,
    amounts: { GB: amount, DE: amount, US: amount, AE: amount },
  })),
)
const requests: fc.Arbitrary<QuoteRequest> = fc.record({
  market: fc.constantFrom(...marketIds),
  lines: fc.array(
    amounts.map((amount) => ({ sku: 'S', ...amount })),
    { maxLength: 20 },
  ),
  promotion: fc.option(
    effects.map((effect) => promotion(effect)),
    { nil: undefined },
  ),
  delivery: fc.integer({ min: 0, max: 10_000 }),
  destination: fc.option(
    fc.constantFrom(...Object.keys(salesTax)).map((region) => ({ country: 'US', region })),
    { nil: undefined },
  ),
})

describe('a quote', () => {
  test('in Britain contains a sixth of VAT', () => {
    const quoted = quote({ market: 'GB', lines: [line(12_000)], delivery: 600 })
    expect(quoted).toMatchObject({
      goods: 12_000,
      delivery: 600,
      tax: 2100,
      total: 12_600,
      taxIncluded: true,
    })
  })

  test('in Germany tells two rates apart', () => {
    const quoted = quote({ market: 'DE', lines: [line(11_900), line(10_700, 1, 'reduced')], delivery: 0 })
    expect(quoted.taxes).toEqual([
      { rate: 190_000, base: 10_000, amount: 1900 },
      { rate: 70_000, base: 10_000, amount: 700 },
    ])
  })

  test('in the States adds the tax of the state, and knows none without one', () => {
    const request = { market: 'US' as const, lines: [line(10_000)], delivery: 795 }
    expect(quote(request)).toMatchObject({ tax: 0, taxKnown: false, total: 10_795 })
    expect(quote({ ...request, destination: { country: 'US', region: 'MO' } })).toMatchObject({
      tax: 423,
      taxKnown: true,
      total: 10_000 + 423 + 795,
    })
  })

  test('never discounts more than the goods cost', () => {
    const promoted = quote({
      market: 'GB',
      lines: [line(500)],
      promotion: promotion({ kind: 'amount', amounts: { GB: 9900 } }),
      delivery: 395,
    })
    expect(promoted).toMatchObject({ discount: 500, total: 395 })
  })

  test('always adds up, line by line and rate by rate, to whole minor units', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const quoted = quote(request)
        const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
        expect(sum(quoted.lines.map((one) => one.goods))).toBe(quoted.goods)
        expect(sum(quoted.lines.map((one) => one.discount))).toBe(quoted.discount)
        expect(quoted.total).toBe(
          quoted.goods - quoted.discount + quoted.delivery + (quoted.taxIncluded ? 0 : quoted.tax),
        )
        expect(sum(quoted.taxes.map((tax) => tax.amount))).toBe(quoted.tax)
        expect(sum(quoted.taxes.map((tax) => tax.base + tax.amount))).toBe(
          quoted.goods - quoted.discount + quoted.delivery + (quoted.taxIncluded ? 0 : quoted.tax),
        )
        for (const one of quoted.lines) {
          expect(one.discount).toBeLessThanOrEqual(one.goods)
          expect(one.tax).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

test('shares add up to the amount and keep the proportion to one unit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 0, max: 10_000 }),
      (weights, tenThousandths) => {
        const sum = weights.reduce((total, weight) => total + weight, 0)
        fc.pre(sum > 0)
        const amount = partOf(sum, tenThousandths, 10_000)
        const split = shares(amount, weights)
        expect(split.reduce((total, share) => total + share, 0)).toBe(amount)
        for (const [index, share] of split.entries()) {
          expect(Math.abs(share - (amount * (weights[index] ?? 0)) / sum)).toBeLessThan(1.001)
          expect(share).toBeLessThanOrEqual(weights[index] ?? 0)
        }
      },
    ),
  )
})

describe('a promotion', () => {
  const at = Date.parse('2026-11-21T12:00:00Z')
  const check = (more: Partial<Promotion>, goods = 5000) =>
    promotionRefusal(promotion({ kind: 'share', basisPoints: 1000 }, more), { market: 'GB', goods, at })

  test('applies within its time, from its minimum, in its markets', () => {
    expect(check({})).toBeUndefined()
    expect(check({ startsAt: '2026-11-22T00:00:00Z' })).toBe('not-started')
    expect(check({ endsAt: '2026-11-21T12:00:00Z' })).toBe('ended')
    expect(check({ minimum: { GB: 5001 } })).toBe('minimum')
    expect(check({ minimum: { DE: 9000 } })).toBeUndefined()
    const german = promotion({ kind: 'amount', amounts: { DE: 500 } })
    expect(promotionRefusal(german, { market: 'GB', goods: 5000, at })).toBe('not-here')
  })
})
