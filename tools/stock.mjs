// `npm run stock`: tells how much of a SKU lies at a place, or spreads it among several counters there.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { runCommand } = await import('./run/command.mjs')
await runCommand('stock', process.argv.slice(2))
