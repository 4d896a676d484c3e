import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const marker = join(root, 'node_modules', '.quayside-lock')

/** Installs the locked dependencies when they are missing or are not those of the lock file.
 *  @param {'everything' | 'shop'} what `shop` leaves out what only checks and the deployment need: half the files */
export function ensureInstalled(what = 'everything') {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const there = existsSync(marker) ? readFileSync(marker, 'utf8') : ''
  if (there === lock || (what === 'shop' && there === `${lock} shop`)) return
  // Who has once installed everything keeps it.
  const all = what === 'everything' || (there !== '' && !there.endsWith(' shop'))
  console.log('Installing the locked dependencies (about half a minute with a warm cache) …')
  // `npm ci` refuses a complete lock where a registry lacks packages for other operating systems; `npm install` keeps it.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const scope = all ? ['--include=dev'] : ['--omit=dev']
  const { status } = spawnSync(npm, ['install', ...scope, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  if (status !== 0) {
    console.error('The dependencies could not be installed; npm says why above.')
    process.exit(1)
  }
  writeFileSync(marker, all ? lock : `${lock} shop`)
}

/** Says in one sentence when this Node is too old to run the shop. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 9)) return
  console.error(`Quayside needs Node 20.9 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
