import { describe, expect, it } from 'vitest'
import { globMatcher, invalidationMatcher } from './glob'

describe('path patterns', () => {
  it.each([
    ['*', '/', true],
    ['*', '/en-GB/p/x', true],
    ['/assets/*', '/assets/products/x.webp', true],
    ['/assets/*', '/assets', false],
    ['assets/*', '/assets/x', true],
    ['/*/cart', '/en-GB/cart', true],
    ['/*/cart', '/en-GB/cart/', false],
    ['/*/cart', '/cart', false],
    ['/??-??/cart', '/en-GB/cart', true],
    ['/??-??/cart', '/fr/cart', false],
    ['/a.c', '/abc', false],
    ['/A', '/a', false],
    ['/(x|y)+', '/x', false],
  ])('%s against %s: %s', (pattern, path, expected) => {
    expect(globMatcher(pattern)(path)).toBe(expected)
  })
})

describe('invalidation paths', () => {
  it('are exact without a wildcard, so variants with a query stay', () => {
    const matches = invalidationMatcher('/en-GB/p/x')
    expect(matches('/en-GB/p/x')).toBe(true)
    expect(matches('/en-GB/p/x?_rsc=abc')).toBe(false)
  })

  it('cover everything that begins like them when they end in a wildcard', () => {
    const matches = invalidationMatcher('/en-GB/p/x?*')
    expect(matches('/en-GB/p/x?_rsc=abc')).toBe(true)
    expect(matches('/en-GB/p/x')).toBe(false)
  })

  it.each(['en-GB', '/*/p/x'])('refuse %s', (path) => {
    expect(() => invalidationMatcher(path)).toThrow(RangeError)
  })
})
