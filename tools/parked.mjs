// `npm run parked`: lists the records of streams that were given up, or appends those of a topic once more.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { runCommand } = await import('./run/command.mjs')
await runCommand('parked', process.argv.slice(2))
