import { servesBoto3 } from './boto3/stage'
import { agreesAsAFleet } from './fleet/stage'
import { streamsInKafka } from './kafka/stage'
import { agreesWithMoto } from './moto/stage'
import { searchesInOpenSearch } from './opensearch/stage'
import { Missing } from './process'
import { buysOnEngines } from './purchase/stage'
import { cachesInRedis } from './redis/stage'
import { ranksAlike } from './relevance/stage'

/**
 * The contract suites against engines that nobody here wrote. Engines are installed once, outside the repository, and end with this
 * process. What this machine cannot run is skipped by name, with the reason. Names given as arguments run alone.
 */
const stages: Readonly<Record<string, { what: string; run: () => Promise<void> }>> = {
  boto3: { what: 'boto3, as a client of the local cloud', run: servesBoto3 },
  redis: { what: 'the cache, in Redis', run: cachesInRedis },
  fleet: { what: 'three web tasks and their pages, in Redis', run: agreesAsAFleet },
  kafka: { what: 'streams, in Kafka', run: streamsInKafka },
  opensearch: { what: 'search, in OpenSearch', run: searchesInOpenSearch },
  relevance: { what: 'nDCG of both search adapters, and of OpenSearch by itself', run: ranksAlike },
  purchase: { what: 'from signing up to the invoice, without the local cloud', run: buysOnEngines },
  moto: { what: 'the contract suites, against moto', run: agreesWithMoto },
}

async function outcomeOf(name: string, { what, run }: { what: string; run: () => Promise<void> }) {
  console.log(`\n── ${name}: ${what}`)
  const from = performance.now()
  const outcome = await run().then(
    () => 'passed' as const,
    (error: unknown) => {
      if (!(error instanceof Missing)) console.error('  ', error)
      return error instanceof Missing ? error : ('FAILED' as const)
    },
  )
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  console.log(
    `── ${name}: ${outcome instanceof Missing ? `SKIPPED: ${outcome.message}` : outcome} (${seconds} s)`,
  )
  return outcome
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in stages))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}.`)
  process.exit(2)
}
const outcomes: (Missing | 'passed' | 'FAILED')[] = []
for (const [name, stage] of Object.entries(stages))
  if (wanted.length === 0 || wanted.includes(name)) outcomes.push(await outcomeOf(name, stage))
const passed = outcomes.filter((outcome) => outcome === 'passed').length
const failed = outcomes.filter((outcome) => outcome === 'FAILED').length
const skipped = outcomes.length - passed - failed
console.log(`\nengines: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
// 77 says to whoever called that this machine can run none of them.
process.exit(failed > 0 ? 1 : passed > 0 ? 0 : 77)
