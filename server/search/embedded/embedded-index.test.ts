import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  SearchDocument,
  type SearchDocumentInput,
  SearchQuery,
  type SearchQueryInput,
} from '@/server/search/model'
import { EmbeddedIndex } from './embedded-index'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'quayside-index-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const product = (id: string, title: string, change: Partial<SearchDocumentInput> = {}) =>
  SearchDocument.parse({
    id,
    version: 1,
    language: 'en',
    texts: { en: { title } },
    categories: [],
    prices: { GB: { amount: 100, currency: 'GBP' } },
    ...change,
  })
const ask = (index: EmbeddedIndex, text: string, change: Partial<SearchQueryInput> = {}) =>
  index.query(SearchQuery.parse({ market: 'GB', locale: 'en-GB', text, ...change }))
const idsOf = async (index: EmbeddedIndex, text: string) => (await ask(index, text)).hits.map((hit) => hit.id)

describe('the index in one file', () => {
  it('is read by one process while another writes it', async () => {
    const writer = new EmbeddedIndex({ directory })
    const reader = new EmbeddedIndex({ directory })
    await writer.upsert([product('a', 'green lantern')])
    expect(await idsOf(reader, 'lantern')).toEqual(['a'])
    await writer.upsert([product('b', 'red lantern'), product('a', 'green torch', { version: 2 })])
    expect(await idsOf(reader, 'lantern')).toEqual(['b'])
    await writer.remove([{ id: 'b', version: 2 }])
    expect(await idsOf(reader, 'lantern')).toEqual([])
    await Promise.all([writer.close(), reader.close()])
  })

  it('corrects no word that one of its languages has', async () => {
    const index = new EmbeddedIndex({ directory })
    const lamps = Array.from({ length: 3 }, (_, i) =>
      product(`l${i}`, '', { texts: { en: { title: `Lamp ${i}` }, de: { title: `Lampe ${i}` } } }),
    )
    await index.upsert(lamps)
    const german = (text: string) => ask(index, text, { locale: 'de-DE' })
    expect((await german('lampe')).total).toBe(3)
    expect(await german('lampe')).not.toHaveProperty('corrected')
    expect((await german('lambpe')).corrected).toBe('lampe')
    await index.close()
  })

  it('is there again when it is opened again', async () => {
    const before = new EmbeddedIndex({ directory })
    await before.upsert(Array.from({ length: 3_000 }, (_, i) => product(`p${i}`, `lantern number ${i}`)))
    await before.upsert([product('p7', 'umbrella', { version: 2 })])
    await before.close()
    const after = new EmbeddedIndex({ directory })
    expect(await after.count()).toBe(3_000)
    expect((await ask(after, 'lantern')).total).toBe(2_999)
    expect(await idsOf(after, 'umbrella')).toEqual(['p7'])
    await after.close()
  })

  it('shows the old index until a rebuild is complete, and keeps what was written meanwhile', async () => {
    const writer = new EmbeddedIndex({ directory })
    const reader = new EmbeddedIndex({ directory })
    await writer.upsert([product('old', 'lantern'), product('gone', 'lantern')])
    await reader.count()
    async function* documents() {
      yield product('new', 'lantern')
      yield product('gone', 'lantern')
      expect((await idsOf(reader, 'lantern')).toSorted()).toEqual(['gone', 'old'])
      await reader.upsert([product('meanwhile', 'lantern')])
      await reader.remove([{ id: 'gone', version: 5 }])
    }
    await writer.rebuild(documents())
    expect((await idsOf(reader, 'lantern')).toSorted()).toEqual(['meanwhile', 'new'])
    expect((await idsOf(writer, 'lantern')).toSorted()).toEqual(['meanwhile', 'new'])
    await Promise.all([writer.close(), reader.close()])
  })

  it('stays right through many changes of the same products', async () => {
    const index = new EmbeddedIndex({ directory })
    for (let version = 1; version <= 12; version++) {
      await index.upsert(
        Array.from({ length: 200 }, (_, i) => product(`p${i}`, `lantern edition${version}`, { version })),
      )
      expect((await ask(index, 'lantern')).total).toBe(200)
      expect((await ask(index, `edition${version}`)).total).toBe(200)
    }
    expect((await ask(index, 'edition3', { facets: false })).total).toBe(0)
    await index.close()
  })

  it('counts large results anew when a price has changed', async () => {
    const index = new EmbeddedIndex({ directory })
    await index.upsert(
      Array.from({ length: 2_100 }, (_, i) => product(`p${i}`, 'lantern', { brand: i % 2 ? 'Odd' : 'Even' })),
    )
    const maximum = async () => (await ask(index, 'lantern')).facets.find((facet) => facet.code === 'price')
    expect(await maximum()).toMatchObject({ max: 100 })
    await index.upsert([
      product('p1', 'lantern', {
        version: 2,
        brand: 'Odd',
        prices: { GB: { amount: 900, currency: 'GBP' } },
      }),
    ])
    expect(await maximum()).toMatchObject({ max: 900 })
    await index.close()
  })

  it('asks whether something else was meant when a word is rarer than a near one', async () => {
    const index = new EmbeddedIndex({ directory })
    await index.upsert([
      product('slip', 'keybord'),
      ...Array.from({ length: 30 }, (_, i) => product(`p${i}`, `keyboard ${i}`)),
    ])
    expect((await ask(index, 'keybord')).didYouMean).toBe('keyboard')
    expect((await ask(index, 'keyboard')).didYouMean).toBeUndefined()
    expect((await ask(index, 'kexboard')).corrected).toBe('keyboard')
    await index.close()
  })

  it("knows a retailer's own synonyms", async () => {
    const index = new EmbeddedIndex({ directory, synonyms: { en: 'gadget => lantern' } })
    await index.upsert([product('a', 'lantern')])
    expect(await idsOf(index, 'gadget')).toEqual(['a'])
    await index.close()
  })
})
