// `npm run ledger`: compares a live shop's stock, orders and payments with what explains them.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { runCommand } = await import('./run/command.mjs')
await runCommand('ledger', process.argv.slice(2))
