// `npm run redrive`: lists the queues, or brings messages that were given up back to theirs.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { runCommand } = await import('./run/command.mjs')
await runCommand('redrive', process.argv.slice(2))
