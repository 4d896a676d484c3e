import { describe, expect, it } from 'vitest'
import { SearchQuery, type SearchQueryInput } from '@/server/search/model'
import { escapeRegExp, facetAggregations, readValueFacets } from './facets'
import { eligibleIn, filterClauses, groupClause, laneClause, soldIn, sortClauses } from './query'

const query = (change: Partial<SearchQueryInput> = {}) =>
  SearchQuery.parse({ market: 'GB', locale: 'en-GB', ...change })
const rarity = { documents: 100, frequency: (term: string) => (term === 'notebook' ? 40 : 10) }
const group = (surface: string, ...terms: string[]) => ({
  surface,
  alternatives: [surface, ...terms].map((term) => ({ terms: [term], weight: 1 })),
})

describe('the query for OpenSearch', () => {
  it('filters by values, ranges, category and stock, each under its own code', () => {
    const clauses = filterClauses(
      query({
        category: 'laptops',
        filters: { colour: ['black', 'silver'] },
        ranges: { price: { max: 500 }, weight: { min: 2 } },
        availableOnly: true,
      }),
    )
    expect(Object.fromEntries(clauses)).toEqual({
      category: { term: { values: { value: 'category=laptops' } } },
      colour: { terms: { values: ['colour=black', 'colour=silver'] } },
      price: { range: { 'prices.GB': { lte: 500 } } },
      weight: { range: { 'numbers.weight': { gte: 2 } } },
      available: { term: { available: { value: 'GB' } } },
    })
  })
  it('never puts text anywhere but into a value', () => {
    const text = '"}} ] OR *:* \\'
    expect(JSON.parse(JSON.stringify(groupClause(group(text), 'en', rarity)))).toEqual(
      groupClause(group(text), 'en', rarity),
    )
    expect(JSON.stringify(groupClause(group(text), 'en', rarity))).toContain(JSON.stringify(text))
  })
  it('asks for so many of the words, and for neighbours as neighbours', () => {
    const clause = JSON.stringify(
      laneClause([group('laptop', 'notebook'), group('bag')], 'en', 1, eligibleIn('en', 'en'), rarity),
    )
    expect(clause).toContain('"minimum_should_match":1')
    expect(clause).toContain('{"title.en":"laptop bag"}')
    expect(clause).toContain('"weight":0.85')
  })
  it('searches other languages only where the own one is missing', () => {
    expect(eligibleIn('en', 'de')).toEqual({
      bool: {
        must: [{ term: { language: { value: 'en' } } }],
        must_not: [{ term: { languages: { value: 'de' } } }],
      },
    })
  })
  it('finds only what the market sells', () => {
    expect(soldIn('AE')).toContainEqual({ exists: { field: 'prices.AE' } })
  })
  it('ends every order with the id, so that pages do not overlap', () => {
    for (const sort of ['relevance', 'price-asc', 'price-desc', 'newest', 'name'] as const) {
      expect(sortClauses(query({ sort }), 'en', true).at(-1)).toEqual({ id: 'asc' })
    }
  })
})

describe('facets of OpenSearch', () => {
  it('are counted under all filters but their own', () => {
    const asked = query({ filters: { colour: ['black'], brand: ['Acme'] } })
    const aggregations = facetAggregations(asked, filterClauses(asked), [])
    expect(aggregations['without:colour']).toMatchObject({
      filter: { bool: { filter: [{ terms: { values: ['brand=Acme'] } }] } },
    })
    expect(aggregations.all).toMatchObject({
      filter: { bool: { filter: [expect.anything(), expect.anything()] } },
    })
  })
  it('take a selected code from its own aggregation', () => {
    const asked = query({ filters: { brand: ['Acme'] } })
    const buckets = (...counts: [string, number][]) => ({
      buckets: counts.map(([key, doc_count]) => ({ key, doc_count })),
    })
    const facets = readValueFacets(
      {
        all: { doc_count: 2, values: buckets(['brand=Acme', 2]) },
        'without:brand': { doc_count: 5, values: buckets(['brand=Acme', 2], ['brand=Other=One', 3]) },
      },
      asked,
      new Map(),
      'en',
    )
    expect(facets[0]?.values.map(({ value, count, selected }) => [value, count, selected])).toEqual([
      ['Other=One', 3, false],
      ['Acme', 2, true],
    ])
  })
  it('match text literally', () => {
    expect(escapeRegExp('a.b*c"d')).toBe('a\\.b\\*c\\"d')
  })
})
