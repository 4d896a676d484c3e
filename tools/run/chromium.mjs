import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const debian = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const runs = (command, args, quiet = true) =>
  spawnSync(command, args, { stdio: quiet ? 'ignore' : 'inherit' }).status === 0

/** A Chromium that tests can drive: the machine's own, Debian's package, or Playwright's build, whichever can be had first.
 *  @returns {Promise<string | undefined>} its path; `undefined` stands for Playwright's own */
export async function ensureChromium() {
  const there = [process.env.CHROMIUM_PATH, ...debian].find((path) => path && existsSync(path))
  if (there) return there
  const { chromium } = await import('@playwright/test')
  if (existsSync(chromium.executablePath())) return undefined
  console.log('Installing a Chromium for the browser tests …')
  if (process.platform === 'linux' && process.getuid?.() === 0 && runs('apt-get', ['--version'])) {
    runs('apt-get', ['update'])
    runs('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'])
    const installed = debian.find((path) => existsSync(path))
    if (installed) return installed
  }
  if (runs(join(root, 'node_modules/.bin/playwright'), ['install', 'chromium'], false)) return undefined
  throw new Error(
    'No Chromium could be installed. Install one (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.',
  )
}
