import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { readIcecatMapping } from '@/server/feeds/icecat/mapping'
import { IcecatReader } from '@/server/feeds/icecat/to-offer'
import { searchDocument } from '@/server/search/document'
import { EmbeddedIndex } from '@/server/search/embedded/embedded-index'
import { AttributeDefinition, SearchDocument, SearchQuery, SuggestQuery } from '@/server/search/model'

/**
 * How fast the embedded index is on a whole feed, in process:
 *
 *   npx tsx tests/bench/search.ts --feed FILE [--queries FILE]
 *
 * FILE of queries: one a line, or the first column of a CSV with a heading.
 */
const { values: options } = parseArgs({ options: { feed: { type: 'string' }, queries: { type: 'string' } } })
if (!options.feed) {
  console.error('usage: npx tsx tests/bench/search.ts --feed FILE [--queries FILE]')
  process.exit(2)
}

const common = [
  'black',
  'hp',
  'cable',
  'usb',
  'printer',
  'black usb cable',
  'laptop',
  'hp laserjet toner',
  'wireless mouse',
  '2tb ssd',
]
const queries = options.queries
  ? [
      ...new Set(
        readFileSync(options.queries, 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',')[0] ?? ''),
      ),
    ]
  : common
const memory = () => Math.round(process.memoryUsage().rss / 1e6)

function report(name: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2)
  console.log(
    `${name.padEnd(34)} p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   p99 ${at(0.99)} ms   max ${at(1)} ms   (${times.length})`,
  )
}

async function timed(name: string, runs: (() => Promise<unknown>)[]): Promise<void> {
  const times: number[] = []
  for (const run of runs) {
    const started = performance.now()
    await run()
    times.push(performance.now() - started)
  }
  report(name, times)
}

const directory = mkdtempSync(join(tmpdir(), 'quayside-bench-'))
try {
  const reader = new IcecatReader(readIcecatMapping('server/feeds/mappings/icecat.yaml'))
  const { categories, definitions } = reader.foundation()
  const byId = new Map(categories.map((category) => [category.id, category]))
  const writer = new EmbeddedIndex({ directory })
  await writer.defineAttributes(
    definitions.map((definition) =>
      AttributeDefinition.parse({
        ...definition,
        kind: definition.kind === 'text' ? 'enum' : definition.kind,
        searchable: definition.kind === 'text',
      }),
    ),
  )
  let building = 0
  let reading = 0
  let count = 0
  let batch: SearchDocument[] = []
  const lines = createInterface({
    input: createReadStream(options.feed).pipe(createGunzip()),
    crlfDelay: Infinity,
  })
  const flush = async () => {
    const started = performance.now()
    await writer.upsert(batch)
    building += performance.now() - started
    count += batch.length
    batch = []
  }
  for await (const line of lines) {
    const started = performance.now()
    const read = reader.read(JSON.parse(line), '2026-01-01T00:00:00.000Z')
    if ('offer' in read) {
      batch.push(
        SearchDocument.parse(searchDocument({ ...read.offer, inStock: () => true, revision: 1 }, byId)),
      )
    }
    reading += performance.now() - started
    if (batch.length === 500) await flush()
  }
  await flush()
  await writer.close()
  console.log(
    `${count} products: mapped in ${(reading / 1000).toFixed(2)} s, indexed in ${(building / 1000).toFixed(2)} s, ${memory()} MB`,
  )
  console.log(`file ${(statSync(join(directory, 'search.db')).size / 1e6).toFixed(1)} MB`)

  const before = memory()
  const opened = performance.now()
  const index = new EmbeddedIndex({ directory })
  await index.count()
  console.log(`opened in ${(performance.now() - opened).toFixed(0)} ms, ${memory() - before} MB more\n`)

  const ask = (query: object) => () =>
    index.query(SearchQuery.parse({ market: 'US', locale: 'en-US', ...query }))
  const suggest = (text: string) => () =>
    index.suggest(SuggestQuery.parse({ market: 'US', locale: 'en-US', text }))
  const rounds = Array.from({ length: 20 }, () => queries).flat()
  await timed(
    'first query of each',
    queries.map((text) => ask({ text })),
  )
  await timed(
    'search, facets',
    rounds.map((text) => ask({ text })),
  )
  await timed(
    'search, no facets',
    rounds.map((text) => ask({ text, facets: false })),
  )
  await timed(
    'search, 2 filters, facets',
    rounds.map((text) =>
      ask({ text, filters: { brand: ['HP', 'StarTech.com'] }, ranges: { price: { max: 20_000 } } }),
    ),
  )
  await timed(
    'worst: words that half the shop has',
    Array.from({ length: 200 }, (_, i) => ask({ text: common[i % 6] })),
  )
  await timed(
    'category page, facets',
    Array.from({ length: 20 }, () => categories)
      .flat()
      .map(({ id }) => ask({ category: id })),
  )
  await timed(
    'category page, by price',
    categories.map(({ id }) => ask({ category: id, sort: 'price-asc' })),
  )
  await timed(
    'everything, facets',
    Array.from({ length: 200 }, () => ask({})),
  )
  await timed(
    'by name, page 20',
    Array.from({ length: 50 }, () => ask({ sort: 'name', page: 20 })),
  )
  const letters = [
    ...new Set(
      queries.flatMap((query) =>
        Array.from(query, (_, i) => query.slice(0, i + 1)).filter((text) => text.trim() !== ''),
      ),
    ),
  ]
  await suggest('warm')()
  await timed('autocomplete, each beginning once', letters.map(suggest))
  await timed('autocomplete, again', letters.map(suggest))
  await index.close()
} finally {
  rmSync(directory, { recursive: true, force: true })
}
