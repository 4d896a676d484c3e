import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { mean, ndcg, pairedBootstrap, readJudgments } from '@/tools/relevance/measures'
import { startOpenSearch } from '../opensearch/opensearch'
import { Missing } from '../process'
import { script } from '../script'
import { scratch } from '../store'
import { PlainIndex } from './plain-index'

const depth = 50
/** How far the two adapters may be from each other in the mean. */
const apart = 0.03
/** How far each must be above OpenSearch's default in the mean. */
const clearly = 0.02
const Ranked = z.object({ query: z.string(), ids: z.array(z.string()) })
type Ranking = ReadonlyMap<string, readonly string[]>

/**
 * nDCG@10 of the shop's search on both adapters, and of OpenSearch as it comes, on the same feed and judgements. They are no part of the
 * repository: RELEVANCE_FEED and RELEVANCE_JUDGMENTS name files as `npm run bench:relevance` reads them.
 */
export async function ranksAlike(): Promise<void> {
  const { RELEVANCE_FEED: feed, RELEVANCE_JUDGMENTS: file } = process.env
  if (!feed || !file)
    throw new Missing('it needs a feed and judgements: RELEVANCE_FEED and RELEVANCE_JUDGMENTS.')
  const engine = await startOpenSearch()
  try {
    const judgments = readJudgments(readFileSync(file, 'utf8'))
    const plain = new PlainIndex(engine.url)
    await plain.fill(feed)
    const byDefault = new Map<string, string[]>()
    for (const query of judgments.keys()) byDefault.set(query, await plain.search(query, depth))
    const rankings = {
      'embedded index': await rankedByTheShop(feed, file, {}),
      'OpenSearch adapter': await rankedByTheShop(feed, file, { OPENSEARCH_URL: engine.url }),
      "OpenSearch's multi_match": byDefault,
    }
    const relevant = [...judgments].filter(([, ratings]) =>
      [...ratings.values()].some((rating) => rating > 0),
    )
    const scores = Object.entries(rankings).map(([name, ranking]) => ({
      name,
      values: relevant.map(([query, ratings]) => ndcg(ranking.get(query) ?? [], ratings) ?? 0),
    }))
    judge(scores)
  } finally {
    await engine.program.kill()
  }
}

async function rankedByTheShop(
  feed: string,
  judgments: string,
  env: Record<string, string>,
): Promise<Ranking> {
  const out = join(scratch('relevance'), 'ranked.ndjson')
  const tool = join(import.meta.dirname, '../../../tools/bench-relevance.ts')
  await script(tool, { LOG_LEVEL: 'error', ...env }, ['--feed', feed, '--judgments', judgments, '--out', out])
  const lines = readFileSync(out, 'utf8').trim().split('\n')
  return new Map(lines.map((line) => Ranked.parse(JSON.parse(line))).map(({ query, ids }) => [query, ids]))
}

/** @throws Error when the adapters differ, or one is not above what OpenSearch does by itself */
function judge(scores: readonly { name: string; values: number[] }[]): void {
  const [embedded, adapter, byDefault] = scores
  if (!embedded || !adapter || !byDefault) throw new Error('something was not measured')
  console.log(`   nDCG@10 over ${embedded.values.length} queries`)
  for (const { name, values } of scores) console.log(`   ${name.padEnd(26)} ${mean(values).toFixed(4)}`)
  const difference = Math.abs(mean(embedded.values) - mean(adapter.values))
  if (difference > apart) throw new Error(`the adapters are ${difference.toFixed(4)} apart, over ${apart}`)
  for (const { name, values } of [embedded, adapter]) {
    const { difference: ahead, low, p } = pairedBootstrap(values, byDefault.values)
    console.log(
      `   ${name.padEnd(26)} ${ahead.toFixed(4)} above the default, ${low.toFixed(4)} at least, p = ${p}`,
    )
    if (ahead < clearly) throw new Error(`${name} is not clearly above OpenSearch's default`)
  }
}
