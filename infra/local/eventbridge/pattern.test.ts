import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from './pattern'

const matches = (pattern: object, event: object) => compilePattern(JSON.stringify(pattern))(event)
const field = (...entries: unknown[]) => ({ x: entries })

describe('an event pattern', () => {
  it.each<[string, object, object, boolean]>([
    ['text', field('a'), { x: 'a' }, true],
    ['other text', field('a'), { x: 'b' }, false],
    ['one of several', field('a', 'b'), { x: 'b' }, true],
    ['one of the values', field('b'), { x: ['a', 'b'] }, true],
    ['a number, however written', field(3), JSON.parse('{"x":3.0}'), true],
    ['a number is no text', field(3), { x: '3' }, false],
    ['null', field(null), { x: null }, true],
    ['null is not absence', field(null), {}, false],
    ['empty text', field(''), { x: '' }, true],
    ['a boolean', field(true), { x: true }, true],
    ['a prefix', field({ prefix: 'ab' }), { x: 'abc' }, true],
    ['a prefix in any case', field({ prefix: { 'equals-ignore-case': 'AB' } }), { x: 'abc' }, true],
    ['a suffix', field({ suffix: '.png' }), { x: 'a.png' }, true],
    ['a suffix in any case', field({ suffix: { 'equals-ignore-case': '.PNG' } }), { x: 'a.png' }, true],
    ['text in any case', field({ 'equals-ignore-case': 'ALICE' }), { x: 'alice' }, true],
    ['anything but', field({ 'anything-but': 'a' }), { x: 'b' }, true],
    ['anything but (the same)', field({ 'anything-but': 'a' }), { x: 'a' }, false],
    ['anything but needs the field', field({ 'anything-but': 'a' }), {}, false],
    ['anything but of a list', field({ 'anything-but': ['a', 'b'] }), { x: 'b' }, false],
    ['anything but numbers', field({ 'anything-but': [1, 2] }), { x: 3 }, true],
    ['anything but a prefix', field({ 'anything-but': { prefix: 'us-' } }), { x: 'eu-1' }, true],
    ['anything but prefixes', field({ 'anything-but': { prefix: ['us-', 'eu-'] } }), { x: 'eu-1' }, false],
    ['anything but a suffix', field({ 'anything-but': { suffix: '.png' } }), { x: 'a.png' }, false],
    ['anything but in any case', field({ 'anything-but': { 'equals-ignore-case': 'A' } }), { x: 'a' }, false],
    ['anything but a wildcard', field({ 'anything-but': { wildcard: '*/lib/*' } }), { x: 'a/lib/b' }, false],
    ['equal number', field({ numeric: ['=', 5] }), { x: 5 }, true],
    ['a range', field({ numeric: ['>', 0, '<=', 5] }), { x: 5 }, true],
    ['outside a range', field({ numeric: ['>', 0, '<', 5] }), { x: 5 }, false],
    ['a number as text is none', field({ numeric: ['=', 5] }), { x: '5' }, false],
    ['presence', field({ exists: true }), { x: null }, true],
    ['presence is about leaves', field({ exists: true }), { x: { y: 1 } }, false],
    ['absence', field({ exists: false }), {}, true],
    ['absence below what is absent', { a: { b: [{ exists: false }] } }, {}, true],
    ['an address in a block', field({ cidr: '10.0.0.0/24' }), { x: '10.0.0.255' }, true],
    ['an address outside', field({ cidr: '10.0.0.0/24' }), { x: '10.0.1.0' }, false],
    ['an IPv6 address', field({ cidr: '2001:db8::/32' }), { x: '2001:db8::1' }, true],
    ['a wildcard', field({ wildcard: 'dir/*.png' }), { x: 'dir/a/b.png' }, true],
    ['a wildcard with too little', field({ wildcard: 'aba*aba' }), { x: 'aba' }, false],
    ['an escaped asterisk', field({ wildcard: 'a\\*b*' }), { x: 'a*bc' }, true],
    ['an escaped asterisk is one', field({ wildcard: 'a\\*b' }), { x: 'axb' }, false],
    ['all fields', { a: [1], b: [2] }, { a: 1, b: 3 }, false],
    ['a nested field', { a: { b: ['c'] } }, { a: { b: 'c', d: 1 } }, true],
    ['one element with all fields', { l: { a: [1], b: [2] } }, { l: [{ a: 1, b: 2 }] }, true],
    ['never fields of two elements', { l: { a: [1], b: [2] } }, { l: [{ a: 1 }, { b: 2 }] }, false],
    ['either branch', { $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, true],
    ['neither branch', { $or: [{ a: [1] }, { b: [2] }] }, { b: 3 }, false],
    ['a branch and the rest', { c: [3], $or: [{ a: [1] }, { b: [2] }] }, { a: 1, c: 4 }, false],
    ['a field that objects inherit', { constructor: [{ exists: false }] }, {}, true],
  ])('matches %s', (_name, pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected)
  })

  it.each([
    '',
    '[]',
    '"x"',
    '{}',
    '{"a":1}',
    '{"a":{}}',
    '{"a":[]}',
    '{"a":[[1]]}',
    '{"a":[{}]}',
    '{"a":[{"prefix":1}]}',
    '{"a":[{"prefix":"a","suffix":"b"}]}',
    '{"a":[{"exists":"yes"}]}',
    '{"a":[{"numeric":[]}]}',
    '{"a":[{"numeric":["<","5"]}]}',
    '{"a":[{"numeric":[">",5,"<",1]}]}',
    '{"a":[{"cidr":"10.0.0.0"}]}',
    '{"a":[{"cidr":"10.0.0.0/33"}]}',
    '{"a":[{"wildcard":"a**b"}]}',
    '{"a":[{"wildcard":"a\\\\b"}]}',
    '{"a":[{"anything-but":[1,"a"]}]}',
    '{"a":[{"anything-but":[]}]}',
    '{"a":[{"anything-but":{"numeric":["=",1]}}]}',
    '{"$or":[{"a":[1]}]}',
    '{"$or":[1,2]}',
  ])('refuses %s', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(
      expect.objectContaining({ code: 'InvalidEventPatternException' }),
    )
  })

  it('that lists a value matches exactly the events with it, and anything-but exactly the others', () => {
    const scalar = fc.oneof(fc.string(), fc.integer())
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), scalar, (wanted, value) => {
        const has = wanted.some((each) => each === value)
        expect(matches(field(...wanted), { x: value })).toBe(has)
        expect(matches(field({ 'anything-but': wanted }), { x: value })).toBe(!has)
      }),
    )
  })

  it('with a wildcard agrees with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 })
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), text, (parts, value) => {
        const pattern = parts.join('*').replace(/\*{2,}/g, '*')
        const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
        expect(matches(field({ wildcard: pattern }), { x: value })).toBe(expression.test(value))
      }),
    )
  })
})
