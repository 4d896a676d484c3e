// `npm run test:engines`: the contract suites against engines that nobody here wrote; `npm run test:engines -- redis` runs one.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, requireNode } from './run/install.mjs'
import { root } from './run/root.mjs'

requireNode()
ensureInstalled()
const args = ['tests/engines/main.ts', ...process.argv.slice(2)]
const { status } = spawnSync(join(root, 'node_modules/.bin/tsx'), args, { cwd: root, stdio: 'inherit' })
process.exit(status ?? 1)
