import { describe, expect, test } from 'vitest'
import { format } from './format'

describe('a message', () => {
  test('takes names and numbers as the locale writes them', () => {
    expect(format('{name} has {n}', { name: 'Robin', n: 12345 }, 'en-GB')).toBe('Robin has 12,345')
    expect(format('{n} Stück', { n: 12345 }, 'de-DE')).toBe('12.345 Stück')
  })

  test('chooses the plural form of the language', () => {
    const pattern = '{n, plural, =0 {nothing} one {# piece} other {# pieces of {what}}}'
    expect(format(pattern, { n: 0, what: 'clay' }, 'en-GB')).toBe('nothing')
    expect(format(pattern, { n: 1, what: 'clay' }, 'en-GB')).toBe('1 piece')
    expect(format(pattern, { n: 2000, what: 'clay' }, 'en-GB')).toBe('2,000 pieces of clay')
    const arabic = '{n, plural, zero {z} one {o} two {t} few {f} many {m} other {x}}'
    expect([0, 1, 2, 3, 11, 100].map((n) => format(arabic, { n }, 'ar-AE'))).toEqual([
      'z',
      'o',
      't',
      'f',
      'm',
      'x',
    ])
  })

  test('shows a place whose value is missing, and refuses braces that do not fit', () => {
    expect(format('Hello {name}', {}, 'en-GB')).toBe('Hello {name}')
    expect(() => format('Hello }', {}, 'en-GB')).toThrow(SyntaxError)
    expect(() => format('{n, plural, one {x}}', { n: 1 }, 'en-GB')).toThrow(SyntaxError)
  })

  test('leaves what stands in a value alone', () => {
    expect(format('{name}', { name: '{n} # <b>' }, 'en-GB')).toBe('{n} # <b>')
  })
})
