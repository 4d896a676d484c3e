import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EmbeddedIndex } from '@/server/search/embedded/embedded-index'
import { SearchQuery, type SearchQueryInput, SuggestQuery } from '@/server/search/model'
import { OpenSearchIndex } from '@/server/search/opensearch/opensearch-index'
import type { SearchIndex } from '@/server/search/port'
import { definitions, house, product } from './search-house'

interface Engine {
  name: string
  open(): Promise<SearchIndex>
  dispose(): Promise<void>
}

const directory = mkdtempSync(join(tmpdir(), 'quayside-search-'))
const engines: Engine[] = [
  {
    name: 'embedded',
    open: async () => new EmbeddedIndex({ directory }),
    dispose: async () => rmSync(directory, { recursive: true, force: true }),
  },
]
const node = process.env.OPENSEARCH_URL
if (node) {
  const prefix = `contract-${process.pid}`
  engines.push({
    name: 'OpenSearch',
    open: async () => new OpenSearchIndex({ node, prefix, refresh: true }),
    dispose: async () => new OpenSearchIndex({ node, prefix }).drop(),
  })
}

describe.each(engines)('the search index on $name', ({ open, dispose }) => {
  let index: SearchIndex

  beforeAll(async () => {
    index = await open()
  })
  beforeEach(async () => {
    await index.reset()
    await index.defineAttributes(definitions)
    await index.upsert(house)
  })
  afterAll(async () => {
    await index.close()
    await dispose()
  })

  const search = (query: Partial<SearchQueryInput>) =>
    index.query(SearchQuery.parse({ market: 'GB', locale: 'en-GB', ...query }))
  const found = async (text: string, query: Partial<SearchQueryInput> = {}) =>
    (await search({ text, ...query })).hits.map((hit) => hit.id)
  const valuesOf = async (code: string, query: Partial<SearchQueryInput>) => {
    const facet = (await search(query)).facets.find((one) => one.code === code)
    return facet?.kind === 'values'
      ? Object.fromEntries(facet.values.map(({ value, count }) => [value, count]))
      : undefined
  }

  describe('finding', () => {
    it('lists everything that the market sells when nothing is asked for', async () => {
      expect((await search({})).total).toBe(10)
      expect((await search({ market: 'DE' })).total).toBe(11)
      expect((await search({ market: 'US' })).total).toBe(0)
    })
    it('ignores plurals and case', async () => {
      expect(await found('Headphone')).toEqual(expect.arrayContaining(['h1', 'h2', 'h3']))
      expect((await found('LAPTOPS')).slice(0, 2)).toEqual(expect.arrayContaining(['l1']))
    })
    it('puts the thing itself before what goes with it', async () => {
      const ids = await found('laptop')
      expect(ids.slice(0, 3).toSorted()).toEqual(['l1', 'l2', 'l3'])
      expect(ids).toContain('b1')
    })
    it('knows other words for the same thing', async () => {
      expect(await found('notebook')).toContain('l1')
      expect(await found('ssd')).toEqual(expect.arrayContaining(['s1', 's2']))
      expect(await found('solid state drive')).toContain('s1')
    })
    it('reads measures however they are written', async () => {
      expect((await found('1tb ssd'))[0]).toBe('s2')
      expect((await found('2 TB'))[0]).toBe('s1')
      expect((await found('15.6 inch laptop'))[0]).toBe('l1')
    })
    it('finds words written together or apart', async () => {
      expect((await found('usb c headphones'))[0]).toBe('h2')
      expect((await found('usbc headphones'))[0]).toBe('h2')
      expect((await found('head phones')).slice(0, 3)).toContain('h1')
    })
    it('finds codes, with and without their dash', async () => {
      expect((await found('AC-S14'))[0]).toBe('l1')
      expect((await found('acs14'))[0]).toBe('l1')
    })
    it('corrects what is misspelt, and says so', async () => {
      const result = await search({ text: 'haedphones' })
      expect(result.hits.map((hit) => hit.id)).toContain('h1')
      expect(result.corrected).toMatch(/headphone/)
      expect((await search({ text: 'headphones' })).corrected).toBeUndefined()
    })
    it('lets in what lacks a word only when hardly anything has them all', async () => {
      const result = await search({ text: 'wireless headphones' })
      expect(result.hits[0]?.id).toBe('h1')
      expect(result.relaxed).toBe(true)
      expect(result.hits.map((hit) => hit.id)).toContain('h2')
    })
    it('finds nothing for nonsense', async () => {
      expect((await search({ text: 'qqqqzzzz xxyyxxyy' })).total).toBe(0)
    })
    it('takes any text for text', async () => {
      for (const text of [
        '"',
        "'; drop table documents; --",
        '(a OR b) AND NOT c*',
        '{"match_all":{}}',
        '\\',
        '***',
        'a'.repeat(200),
      ]) {
        await expect(search({ text })).resolves.toMatchObject({ page: 1 })
      }
    })
  })

  describe('languages', () => {
    it('searches the language of the shopper, and the original where there is no translation', async () => {
      expect((await found('Kopfhörer', { locale: 'de-DE', market: 'DE' })).slice(0, 2).toSorted()).toEqual([
        'h1',
        'h2',
      ])
      expect(await found('kopfhoerer', { locale: 'de-DE', market: 'DE' })).toContain('h1')
      expect(await found('Tasche', { locale: 'de-DE', market: 'DE' })).toContain('b1')
      expect(await found('studio', { locale: 'de-DE', market: 'DE' })).toEqual(['h3'])
    })
    it('says the language of each title', async () => {
      const { hits } = await search({ locale: 'de-DE', market: 'DE', category: 'headphones' })
      expect(Object.fromEntries(hits.map((hit) => [hit.id, hit.language]))).toMatchObject({
        h1: 'de',
        h3: 'en',
      })
    })
    it('reads Arabic with and without article and vowel signs', async () => {
      for (const text of ['سماعات', 'السماعات', 'سَمَّاعات'])
        expect((await found(text, { locale: 'ar-AE', market: 'AE' }))[0]).toBe('h1')
    })
  })

  describe('filters and facets', () => {
    it('takes any of the values of one attribute, and all of the attributes', async () => {
      expect(
        (await search({ filters: { brand: ['Acme', 'Borealis'], colour: ['black'] } })).hits
          .map((hit) => hit.id)
          .toSorted(),
      ).toEqual(['h3', 'l1', 'l3'])
    })
    it('takes a category with everything below it', async () => {
      expect((await search({ category: 'computers' })).total).toBe(5)
      expect((await search({ category: 'laptop-bags' })).total).toBe(2)
    })
    it('takes ranges with both ends, and what is available', async () => {
      expect((await search({ ranges: { price: { min: 3900, max: 8900 } } })).total).toBe(5)
      expect((await search({ ranges: { 'screen-size': { min: 15 } } })).total).toBe(2)
      expect((await search({ category: 'headphones', availableOnly: true })).total).toBe(2)
    })
    it('finds nothing for a value that does not exist', async () => {
      expect((await search({ filters: { colour: ['plaid'] } })).total).toBe(0)
      expect((await search({ category: 'submarines' })).total).toBe(0)
    })
    it('counts over the whole result, whatever the page', async () => {
      expect(await valuesOf('brand', { pageSize: 1 })).toEqual({
        Acme: 2,
        Borealis: 2,
        Carry: 2,
        Flint: 2,
        Wave: 2,
      })
      expect(await valuesOf('brand', { pageSize: 1, page: 3, category: 'laptops' })).toEqual({
        Acme: 2,
        Borealis: 1,
      })
    })
    it('does not narrow a facet by its own selection, and narrows it by the others', async () => {
      const query = { filters: { brand: ['Acme'], colour: ['black'] }, category: 'computers' }
      expect(await valuesOf('brand', query)).toEqual({ Acme: 1, Borealis: 1, Carry: 1 })
      expect(await valuesOf('colour', query)).toEqual({ black: 1, silver: 1 })
    })
    it('labels facets in the language of the shopper', async () => {
      const { facets } = await search({ locale: 'de-DE', market: 'DE', category: 'laptops' })
      const colour = facets.find((facet) => facet.code === 'colour')
      expect(colour).toMatchObject({ label: 'Farbe' })
      expect(colour?.kind === 'values' && colour.values.map((value) => value.label).toSorted()).toEqual([
        'Schwarz',
        'Silber',
      ])
    })
    it('gives number facets their ends and a histogram that adds up', async () => {
      const { facets } = await search({ category: 'laptops' })
      const sizes = facets.find((facet) => facet.code === 'screen-size')
      expect(sizes).toMatchObject({ kind: 'range', min: 13.3, max: 17.3, unit: 'in' })
      expect(sizes?.kind === 'range' && sizes.histogram.reduce((sum, step) => sum + step.count, 0)).toBe(3)
      expect(facets.find((facet) => facet.code === 'price')).toMatchObject({ min: 59900, max: 149900 })
    })
    it('keeps the ends of a range whose own filter is set', async () => {
      const { facets } = await search({ category: 'laptops', ranges: { price: { max: 60000 } } })
      expect(facets.find((facet) => facet.code === 'price')).toMatchObject({
        min: 59900,
        max: 149900,
        selected: { max: 60000 },
      })
    })
    it('counts categories with what is below them, not narrowed by the one that is chosen', async () => {
      const { categories } = await search({ category: 'laptops' })
      expect(Object.fromEntries(categories.map(({ id, count }) => [id, count]))).toMatchObject({
        computers: 5,
        laptops: 3,
        'laptop-bags': 2,
        sound: 3,
        headphones: 3,
      })
      expect(categories.find(({ id }) => id === 'laptops')).toMatchObject({
        label: 'Laptops',
        parent: 'computers',
        depth: 2,
        selected: true,
      })
    })
  })

  describe('order and pages', () => {
    it('sorts by price, name and date', async () => {
      const ids = async (sort: SearchQueryInput['sort']) =>
        (await search({ sort, category: 'laptops' })).hits.map((hit) => hit.id)
      expect(await ids('price-asc')).toEqual(['l2', 'l1', 'l3'])
      expect(await ids('price-desc')).toEqual(['l3', 'l1', 'l2'])
      expect(await ids('newest')).toEqual(['l3', 'l1', 'l2'])
      expect(await ids('name')).toEqual(['l2', 'l1', 'l3'])
    })
    it.each(['relevance', 'price-asc', 'name', 'newest'] as const)(
      'shows every product once on its pages, by %s',
      async (sort) => {
        const pages = await Promise.all([1, 2, 3, 4].map((page) => search({ sort, page, pageSize: 3 })))
        const ids = pages.flatMap((page) => page.hits.map((hit) => hit.id))
        expect(ids).toHaveLength(10)
        expect(new Set(ids).size).toBe(10)
        expect(pages.every((page) => page.total === 10)).toBe(true)
      },
    )
    it('has an empty page after the last', async () => {
      expect((await search({ page: 9, pageSize: 20 })).hits).toEqual([])
    })
    it('shows the price of the market', async () => {
      const [hit] = (await search({ text: 'AC-S14', market: 'DE', locale: 'de-DE' })).hits
      expect(hit?.price).toEqual({ amount: 99900, currency: 'EUR' })
    })
  })

  describe('writing', () => {
    it('takes a newer version and ignores an older one, and the same one again', async () => {
      const newer = product('l1', ['computers', 'laptops'], 50000, {
        title: 'Acme Swift zeppelin',
        version: 3,
      })
      expect(await index.upsert([newer])).toEqual({ written: 1, stale: 0 })
      expect(await index.upsert([{ ...newer, version: 2, texts: house[0]!.texts }, newer])).toEqual({
        written: 0,
        stale: 2,
      })
      expect(await found('zeppelin')).toEqual(['l1'])
      expect((await search({ category: 'laptops', sort: 'price-asc' })).hits[0]?.price.amount).toBe(50000)
      expect(await index.count()).toBe(11)
    })
    it('shows a new price at once', async () => {
      await index.upsert([
        { ...house[0]!, version: 2, prices: { GB: { amount: 100, currency: 'GBP' } }, available: [] },
      ])
      const [hit] = (await search({ sort: 'price-asc' })).hits
      expect(hit).toMatchObject({ id: 'l1', price: { amount: 100 }, available: false })
      expect((await search({ market: 'DE' })).hits.map(({ id }) => id)).not.toContain('l1')
    })
    it('takes products out, against writes that come late', async () => {
      await index.remove([{ id: 'l1', version: 5 }])
      expect(await index.upsert([{ ...house[0]!, version: 4 }])).toEqual({ written: 0, stale: 1 })
      expect(await found('swift')).not.toContain('l1')
      expect(await index.count()).toBe(10)
      await index.upsert([{ ...house[0]!, version: 6 }])
      expect((await found('AC-S14'))[0]).toBe('l1')
    })
    it('replaces everything in a rebuild', async () => {
      await index.rebuild(house.slice(0, 3))
      expect((await search({})).hits.map((hit) => hit.id).toSorted()).toEqual(['l1', 'l2', 'l3'])
      expect(await found('headphones')).toEqual([])
    })
    it('is empty after a reset', async () => {
      await index.reset()
      expect(await index.count()).toBe(0)
      expect((await search({})).hits).toEqual([])
    })
  })

  describe('suggesting', () => {
    const suggest = (text: string, locale = 'en-GB') =>
      index.suggest(SuggestQuery.parse({ market: 'GB', locale, text }))
    it('completes categories and products from their beginning', async () => {
      const result = await suggest('head')
      expect(result.categories.map(({ id }) => id)).toContain('headphones')
      expect(result.products.map(({ id }) => id)).toContain('h1')
    })
    it('completes the last word after whole ones', async () => {
      expect((await suggest('wave wirel')).products[0]?.id).toBe('h1')
    })
    it('suggests only what the market sells', async () => {
      expect((await suggest('only in germ')).products.map(({ id }) => id)).not.toContain('de1')
    })
    it('suggests nothing for nonsense', async () => {
      expect(await suggest('qqqzzz')).toEqual({ completions: [], categories: [], products: [] })
    })
  })
})
