import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { EmbeddedIndex } from '@/server/search/embedded/embedded-index'
import { planQuery } from '@/server/search/embedded/plan'
import { SearchQuery } from '@/server/search/model'
import { product } from '@/tests/contract/search-house'
import { engineDocument } from './document'
import { type Lane, reranked } from './rerank'

const directory = mkdtempSync(join(tmpdir(), 'quayside-rerank-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const documents = [
  product('bag', ['laptop-bags'], 30, { title: 'Sleeve for a laptop', description: 'Fits every laptop' }),
  product('stand', ['storage'], 40, { title: 'Stand', description: 'For a laptop, a laptop or a laptop' }),
  product('light', ['laptops'], 900, { title: 'Feather 13 laptop', popularity: 0.2 }),
  product('fast', ['laptops'], 1200, { title: 'Gale 15 laptop', description: 'A fast laptop' }),
  product('radio', ['sound'], 90, { title: 'Radio' }),
]
const hits = documents.map((document) => {
  const { stored, ranking } = engineDocument(document, new Map(), 0)
  return { _id: document.id, _score: 1, _source: { stored, ranking, available: [] } }
})
/** As the engine tells it of a whole index. */
function laneOf(text: string): Lane {
  const texts = hits.flatMap(({ _source: { ranking } }) => ranking.texts.en ?? [])
  const frequency = (term: string) => texts.filter(({ terms }) => terms.split(' ').includes(term)).length
  const mean = (of: 'title' | 'description') =>
    texts.reduce((sum, one) => sum + one[of], 0) / Math.max(1, texts.length)
  return {
    lane: 'en',
    groups: planQuery(text, 'en', { frequency, correct: () => undefined }, undefined).groups,
    rarity: {
      documents: texts.length,
      frequency,
      meanTitle: mean('title'),
      meanDescription: mean('description'),
    },
  }
}

it('the best of OpenSearch stand in the order of the embedded index, with its scores', async () => {
  const index = new EmbeddedIndex({ directory })
  await index.upsert(documents)
  const text = 'fast laptop'
  const expected = await index.query(SearchQuery.parse({ market: 'GB', locale: 'en-GB', text }))
  await index.close()
  const found = reranked(hits.slice(0, 4), [laneOf(text)], 'en')
  expect(found.map(({ _id }) => _id)).toEqual(expected.hits.map(({ id }) => id))
  expect(found.map(({ _score }) => _score)).toEqual(
    expected.hits.map(({ score }) => expect.closeTo(score, 3)),
  )
})

it('what was indexed before it could be ranked once more stays as the engine orders it', () => {
  const [first, ...others] = hits
  if (!first) throw new Error('no hits')
  const old = [...others, { ...first, _source: { stored: first._source.stored, available: [] } }]
  expect(reranked(old, [laneOf('laptop')], 'en')).toBe(old)
})
