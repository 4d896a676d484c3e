// `npm run test:durability`: kills the local cloud, and cuts its power, in the middle of what it does. Flags: tests/durability/main.ts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildBundles, bundle } from './run/bundles.mjs'
import { ensureInstalled } from './run/install.mjs'
import { root } from './run/root.mjs'

ensureInstalled()
await buildBundles()
const { status } = spawnSync(
  join(root, 'node_modules/.bin/tsx'),
  [join(root, 'tests/durability/main.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CLOUD_BUNDLE: bundle('cloud') } },
)
process.exit(status ?? 1)
