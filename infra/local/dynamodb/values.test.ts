import { describe, expect, it } from 'vitest'
import { checkedItem, itemSize } from './values'

describe('attribute values', () => {
  it.each([
    [{ a: {} }, 'is empty, must contain exactly one'],
    [{ a: { S: 'x', N: '1' } }, 'more than one datatypes'],
    [{ a: { X: 'x' } }, 'must contain exactly one of the supported datatypes'],
    [{ a: { NULL: false } }, 'must have the value of true'],
    [{ a: { SS: [] } }, 'may not be empty'],
    [{ a: { SS: ['x', 'x'] } }, 'contains duplicates'],
    [{ a: { NS: ['1', '1.0'] } }, 'contains duplicates'],
    [{ a: { L: [{ M: { b: { N: 'x' } } }] } }, 'cannot be converted to a numeric value: x'],
    [{ a: { N: 1 } }, 'NUMBER_VALUE cannot be converted to String'],
    [{ a: { B: 'not base64!' } }, 'base-64'],
    [{ a: 'x' }, 'Unexpected value type in payload'],
    [[], 'Unexpected field type'],
  ])('%j is refused', (item, message) => {
    expect(() => checkedItem(item)).toThrow(message)
  })

  it('nest no deeper than 32 levels', () => {
    const nested = (depth: number): unknown => (depth === 0 ? { S: 'x' } : { L: [nested(depth - 1)] })
    expect(() => checkedItem({ a: nested(31) })).not.toThrow()
    expect(() => checkedItem({ a: nested(32) })).toThrow('Nesting Levels')
  })

  it('become canonical', () => {
    expect(checkedItem({ a: { M: { n: { N: '1.50' } } }, s: { NS: ['01', '2e1'] } })).toEqual({
      a: { M: { n: { N: '1.5' } } },
      s: { NS: ['1', '20'] },
    })
  })

  it('count as bytes: names, UTF-8 text, half the digits, three for every container', () => {
    expect(itemSize({ name: { S: 'é' } })).toBe(4 + 2)
    expect(itemSize({ n: { N: '-12345' } })).toBe(1 + 1 + 3 + 1)
    expect(itemSize({ b: { B: 'AAECAw==' }, yes: { BOOL: true } })).toBe(1 + 4 + 3 + 1)
    expect(itemSize({ l: { L: [{ S: 'ab' }] } })).toBe(1 + 3 + 1 + 2)
  })
})
