import { parseArgs } from 'node:util'
import { type FeedCounts, runFeed } from './run'

/** `npm run feed -- FILE [--mapping NAME]`: imports a product feed and ends with counts. */
const usage = 'Usage: npm run feed -- FILE [--mapping NAME or FILE.yaml]'

const told = ({ rows, written, unchanged, rejected }: FeedCounts): string =>
  `${rows} rows: ${written} written, ${unchanged} unchanged, ${rejected} rejected`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { mapping: { type: 'string' }, mappings: { type: 'string', default: 'server/feeds/mappings' } },
  })
  const [file] = positionals
  if (!file || positionals.length > 1) throw new Error(usage)
  const from = performance.now()
  let shown = 0
  const counts = await runFeed({ file, ...values }, (soFar) => {
    if (performance.now() - shown < 2000) return
    shown = performance.now()
    console.log(told(soFar))
  })
  const seconds = (performance.now() - from) / 1000
  const memory = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(`${told(counts)}; ${seconds.toFixed(1)} s, ${memory} MB at most.`)
  if (counts.rejected > 0) console.log('Rejected rows are kept with their reasons; docs/feeds.md says where.')
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
