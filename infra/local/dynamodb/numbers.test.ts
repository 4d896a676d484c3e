import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addNumbers, canonicalNumber, compareNumbers, numberBytes } from './numbers'

/** Decimals as `digits × 10^exponent`, with their exact value as a fraction of whole numbers. */
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }), fc.integer({ min: -60, max: 60 }))
  .map(([digits, exponent]) => ({ text: `${digits}e${exponent}`, digits, exponent }))

const scaled = ({ digits, exponent }: { digits: bigint; exponent: number }) =>
  digits * 10n ** BigInt(exponent + 200)

function canonical(text: string): string {
  const result = canonicalNumber(text)
  if ('problem' in result) throw new Error(result.problem)
  return result.number
}

describe('numbers', () => {
  it.each([
    ['1.0', '1'],
    ['-0', '0'],
    ['+007.50', '7.5'],
    ['1e3', '1000'],
    ['.5', '0.5'],
    ['12.34E-4', '0.001234'],
    ['1000000000000000000000', '1000000000000000000000'],
  ])('%s becomes %s', (text, expected) => {
    expect(canonical(text)).toBe(expected)
  })

  it.each([
    ['', 'cannot be converted'],
    ['1x', 'cannot be converted'],
    ['.', 'cannot be converted'],
    ['1e126', 'overflow'],
    ['1e-131', 'underflow'],
    ['123456789012345678901234567890123456789', 'more than 38 significant digits'],
  ])('%s is refused', (text, message) => {
    expect(canonicalNumber(text)).toEqual({ problem: expect.stringContaining(message) })
  })

  it('keep their extremes', () => {
    expect(canonical('9.9999999999999999999999999999999999999E+125')).toHaveLength(126)
    expect(canonical('1E-130')).toBe(`0.${'0'.repeat(129)}1`)
  })

  it('sort by their bytes as by their value', () => {
    fc.assert(
      fc.property(decimals, decimals, (one, other) => {
        const [a, b] = [scaled(one), scaled(other)]
        const expected = a < b ? -1 : a > b ? 1 : 0
        const [first, second] = [canonical(one.text), canonical(other.text)]
        expect(Buffer.compare(numberBytes(first), numberBytes(second))).toBe(expected)
        expect(Math.sign(compareNumbers(first, second))).toBe(expected)
      }),
    )
  })

  it('add and subtract exactly, or say that the result does not fit', () => {
    fc.assert(
      fc.property(decimals, decimals, fc.boolean(), (one, other, subtract) => {
        const exact = subtract ? scaled(one) - scaled(other) : scaled(one) + scaled(other)
        const result = addNumbers(canonical(one.text), canonical(other.text), subtract)
        expect(result).toEqual(canonicalNumber(`${exact}e-200`))
      }),
    )
    expect(addNumbers('0.1', '0.2', false)).toEqual({ number: '0.3' })
    expect(addNumbers('9007199254740993', '1', false)).toEqual({ number: '9007199254740994' })
  })
})
