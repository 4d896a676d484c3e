// `npm run flag`: lists the shop's switches, or throws one.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { runCommand } = await import('./run/command.mjs')
await runCommand('flag', process.argv.slice(2))
