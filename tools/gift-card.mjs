// `npm run gift-card`: issues a gift card, tells what became of one, or stops one.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { runCommand } = await import('./run/command.mjs')
await runCommand('gift-card', process.argv.slice(2))
