// `npm run test:fuzz`: asks the local cloud what no client would ask. Flags: tests/fuzz/main.ts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildBundles, bundle } from './run/bundles.mjs'
import { ensureInstalled } from './run/install.mjs'
import { root } from './run/root.mjs'

ensureInstalled()
await buildBundles()
const { status } = spawnSync(
  join(root, 'node_modules/.bin/tsx'),
  [join(root, 'tests/fuzz/main.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CLOUD_BUNDLE: bundle('cloud') } },
)
process.exit(status ?? 1)
