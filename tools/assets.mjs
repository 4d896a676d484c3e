// `npm run assets:reconcile`: holds the asset index against the bucket, and repairs it.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { runCommand } = await import('./run/command.mjs')
await runCommand('assets', process.argv.slice(2))
