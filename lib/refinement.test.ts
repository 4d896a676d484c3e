import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noRefinement, parseRefinement, ranged, refinedPath, refinementSegments, toggled } from './refinement'

const read = (path: string) => parseRefinement(path.split('/').filter(Boolean))

describe('a refinement in a path', () => {
  test('reads what was written', () => {
    expect(read('colour:oat,sage/price:2000..6000/sort:price-asc/page:2')).toEqual({
      kind: 'canonical',
      refinement: {
        filters: { colour: ['oat', 'sage'] },
        ranges: { price: { min: 2000, max: 6000 } },
        inStock: false,
        sort: 'price-asc',
        page: 2,
      },
    })
  })

  test('has one spelling: any other is sent to it', () => {
    expect(read('page:1')).toEqual({ kind: 'redirect', segments: [] })
    expect(read('sort:relevance')).toEqual({ kind: 'redirect', segments: [] })
    expect(read('colour:sage,oat')).toEqual({ kind: 'redirect', segments: ['colour:oat,sage'] })
    expect(read('colour:oat/colour:sage')).toEqual({ kind: 'redirect', segments: ['colour:oat,sage'] })
    expect(read('sort:name/colour:oat')).toEqual({ kind: 'redirect', segments: ['colour:oat', 'sort:name'] })
  })

  test.each([
    'colour',
    'colour:',
    ':oat',
    'page:0',
    'page:9999',
    'page:two',
    'sort:best',
    'price:..',
    'price:9..1',
    'price:99999999999..',
    'stock:out',
    'colour:%41',
    'colour:a,,b',
    'colour:~FF',
    '__proto__:x',
    `colour:${'abcdefghijklm'.split('').join(',')}`,
  ])('%s is nonsense', (path) => {
    expect(read(path)).toEqual({ kind: 'nonsense' })
  })

  test('any values survive the way through a path', () => {
    const values = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(values, (brand) => {
        const path = refinementSegments({ ...noRefinement, filters: { brand } }).join('/')
        expect(path).toMatch(/^brand:[A-Za-z0-9._+~,-]+$/)
        const parsed = parseRefinement(path.split('/'))
        expect(parsed.kind === 'canonical' && parsed.refinement.filters.brand).toEqual([...brand].sort())
      }),
    )
  })

  test('a value that looks like a range stays a value', () => {
    const path = refinedPath('/c/x', { ...noRefinement, filters: { size: ['1..2'] } })
    expect(path).toBe('/c/x/size:1~2E~2E2')
    expect(read('size:1~2E~2E2')).toMatchObject({
      kind: 'canonical',
      refinement: { filters: { size: ['1..2'] } },
    })
  })
})

describe('changing a refinement', () => {
  test('switching a value on and off again begins at the first page', () => {
    const narrowed = toggled({ ...noRefinement, page: 3 }, 'colour', 'oat')
    expect(refinedPath('/c/vases', narrowed)).toBe('/c/vases/colour:oat')
    expect(refinedPath('/c/vases', toggled(narrowed, 'colour', 'oat'))).toBe('/c/vases')
  })

  test('a range is set and taken away', () => {
    const narrowed = ranged(noRefinement, 'price', { max: 5000 })
    expect(refinedPath('/c/vases', narrowed)).toBe('/c/vases/price:..5000')
    expect(refinedPath('/c/vases', ranged(narrowed, 'price'))).toBe('/c/vases')
  })
})
