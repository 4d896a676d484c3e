// `npm run audit -- YEAR`: verifies what was archived for a year.
import { resolve } from 'node:path'
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { runCommand } = await import('./run/command.mjs')
const args = process.argv.slice(2)
// Paths are the caller's; the command runs in the repository's folder.
await runCommand(
  'audit',
  args.map((arg, index) => (args[index - 1] === '--report' ? resolve(arg) : arg)),
)
