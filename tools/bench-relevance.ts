import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { readIcecatMapping } from '@/server/feeds/icecat/mapping'
import { IcecatReader } from '@/server/feeds/icecat/to-offer'
import type { Offer } from '@/server/feeds/model'
import { condensedNdcg, mean, ndcg, pairedBootstrap, readJudgments } from './relevance/measures'
import { PlainBm25, type PlainText } from './relevance/plain-bm25'

/**
 * Measures how good the shop's search is: imports a feed into a throw-away index, asks every query of a judgement file
 * through the shop's own search operation, writes the ranked ids, and prints nDCG@10 beside plain BM25's.
 *
 *   npm run bench:relevance -- --feed FILE --judgments FILE --out RANKED.ndjson
 */
const DEPTH = 50
const BATCH = 500

const { values: options } = parseArgs({
  options: {
    feed: { type: 'string' },
    judgments: { type: 'string' },
    out: { type: 'string' },
    mapping: { type: 'string', default: 'server/feeds/mappings/icecat.yaml' },
    verbose: { type: 'boolean', default: false },
  },
})
if (!options.feed || !options.judgments || !options.out) {
  console.error(
    'usage: npm run bench:relevance -- --feed FILE --judgments FILE --out RANKED.ndjson [--verbose]',
  )
  process.exit(2)
}

const directory = mkdtempSync(join(tmpdir(), 'quayside-relevance-'))
process.env.DATA_DIR = directory
// With OPENSEARCH_URL set, the same is measured there, in indices of its own.
process.env.STAGE = 'bench-relevance'
const { defineFacets, indexProducts, searchProducts } = await import('@/server/search/search')

async function* rowsOf(file: string): AsyncGenerator<Record<string, unknown>> {
  const bytes = createReadStream(file)
  const lines = createInterface({
    input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes,
    crlfDelay: Infinity,
  })
  for await (const line of lines) if (line.trim() !== '') yield JSON.parse(line)
}

/** Indexes the feed. @returns its rows as plain text, for the engine to compare with */
async function importFeed(file: string, mappingFile: string): Promise<PlainText[]> {
  const mapping = readIcecatMapping(mappingFile)
  const reader = new IcecatReader(mapping)
  const { categories, definitions } = reader.foundation()
  const byId = new Map(categories.map((category) => [category.id, category]))
  await defineFacets(definitions)
  const plain: PlainText[] = []
  let batch: Offer[] = []
  let rejected = 0
  const flush = async () => {
    await indexProducts(
      batch.map((offer) => ({ ...offer, inStock: () => true, revision: 1 })),
      byId,
    )
    batch = []
  }
  for await (const row of rowsOf(file)) {
    const read = reader.read(row, '2026-01-01T00:00:00.000Z')
    if ('rejected' in read) {
      rejected++
      continue
    }
    const text = (column: string) => String(row[column] ?? '')
    const { fields } = mapping
    plain.push({
      id: text(fields.id),
      title: text(fields.title),
      supplier: text(fields.brand),
      description: text(fields.description),
    })
    if (batch.push(read.offer) === BATCH) await flush()
  }
  await flush()
  console.log(`indexed ${plain.length} products, ${rejected} rows rejected`)
  return plain
}

try {
  const started = performance.now()
  const judgments = readJudgments(readFileSync(options.judgments, 'utf8'))
  const plain = new PlainBm25(await importFeed(options.feed, options.mapping))
  console.log(`in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)

  const lines: string[] = []
  const scores: { query: string; ours: number; plain: number; condensed: number; condensedPlain: number }[] =
    []
  for (const [query, ratings] of judgments) {
    const result = await searchProducts({
      market: 'US',
      locale: 'en-US',
      text: query,
      pageSize: DEPTH,
      facets: false,
    })
    const ids = result.hits.map((hit) => hit.id.replace(/^icecat-/, ''))
    lines.push(JSON.stringify({ query, ids }))
    const theirs = plain.search(query, DEPTH)
    const ours = ndcg(ids, ratings)
    if (ours === undefined) continue
    scores.push({
      query,
      ours,
      plain: ndcg(theirs, ratings) ?? 0,
      condensed: condensedNdcg(ids, ratings) ?? 0,
      condensedPlain: condensedNdcg(theirs, ratings) ?? 0,
    })
  }
  writeFileSync(options.out, `${lines.join('\n')}\n`)

  if (options.verbose) {
    for (const { query, ours, plain: theirs } of scores.toSorted(
      (a, b) => a.ours - a.plain - (b.ours - b.plain),
    )) {
      console.log(`${ours.toFixed(3)}  ${theirs.toFixed(3)}  ${query}`)
    }
    console.log()
  }
  const of = (key: 'ours' | 'plain' | 'condensed' | 'condensedPlain') => scores.map((score) => score[key])
  const report = (name: string, ours: number[], theirs: number[]) => {
    const { difference, low, high, p } = pairedBootstrap(ours, theirs)
    console.log(
      `${name.padEnd(18)} shop ${mean(ours).toFixed(4)}   plain BM25 ${mean(theirs).toFixed(4)}   ` +
        `difference ${difference.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}], p = ${p.toFixed(4)}`,
    )
  }
  console.log(
    `${judgments.size} queries, ${scores.length} of them with something relevant; wrote ${options.out}`,
  )
  report('nDCG@10', of('ours'), of('plain'))
  report('condensed nDCG@10', of('condensed'), of('condensedPlain'))
} finally {
  rmSync(directory, { recursive: true, force: true })
}
