import { describe, expect, it } from 'vitest'
import { byteRange, isUnmodified } from './validators'

const known = { etag: '"a"', lastModified: 'Sat, 21 Nov 2026 10:00:00 GMT' }

describe('conditional requests', () => {
  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b", "a"', true],
    ['*', true],
    ['"b"', false],
  ])('If-None-Match %s', (tag, expected) => {
    expect(isUnmodified({ 'if-none-match': tag }, known)).toBe(expected)
  })

  it('compare dates only without tags', () => {
    const same = { 'if-modified-since': known.lastModified }
    expect(isUnmodified(same, known)).toBe(true)
    expect(isUnmodified({ 'if-modified-since': 'Sat, 21 Nov 2026 09:59:59 GMT' }, known)).toBe(false)
    expect(isUnmodified({ ...same, 'if-none-match': '"b"' }, known)).toBe(false)
    expect(isUnmodified({}, known)).toBe(false)
  })
})

describe('byte ranges of 100 bytes', () => {
  it.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=50-1000', { start: 50, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=9-0', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,5-6', undefined],
    ['items=0-1', undefined],
  ])('%s', (range, expected) => {
    expect(byteRange({ range }, known, 100)).toEqual(expected)
  })

  it('are given only of the representation that If-Range names', () => {
    const range = 'bytes=0-9'
    expect(byteRange({ range, 'if-range': '"a"' }, known, 100)).toEqual({ start: 0, end: 9 })
    expect(byteRange({ range, 'if-range': '"b"' }, known, 100)).toBeUndefined()
    expect(byteRange({ range, 'if-range': 'W/"a"' }, { ...known, etag: 'W/"a"' }, 100)).toBeUndefined()
  })
})
