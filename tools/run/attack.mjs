import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildBundles, bundle } from './bundles.mjs'
import { ensureInstalled } from './install.mjs'
import { root } from './root.mjs'

/** Runs a suite against the local cloud as `npm start` bundles it, with this process's flags, and ends as it ends.
 *  @param {string} suite its entry, from the root */
export async function attack(suite) {
  ensureInstalled()
  await buildBundles()
  const { status } = spawnSync(
    join(root, 'node_modules/.bin/tsx'),
    [join(root, suite), ...process.argv.slice(2)],
    { cwd: root, stdio: 'inherit', env: { ...process.env, CLOUD_BUNDLE: bundle('cloud') } },
  )
  process.exit(status ?? 1)
}
