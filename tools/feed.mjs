// `npm run feed -- FILE`: imports a product feed into the shop, running or not.
import { resolve } from 'node:path'
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { runCommand } = await import('./run/command.mjs')
const args = process.argv.slice(2)
// Paths are the caller's; the command runs in the repository's folder.
await runCommand(
  'feed',
  args.map((arg) => (arg.startsWith('--') || !/[./]/.test(arg) ? arg : resolve(arg))),
)
