// `npm test`: every check that a change must pass, the browser included.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled()
const { check, runAll } = await import('./run/checks.mjs')
const { ensureChromium } = await import('./run/chromium.mjs')
const { buildBundles } = await import('./run/bundles.mjs')
const { buildShop } = await import('./run/next-build.mjs')
const { step } = await import('./run/progress.mjs')

const chromium = (await ensureChromium()) ?? ''
await step('Building the shop for production', async () => {
  await buildBundles()
  await buildShop()
})
const browser = {
  CHROMIUM_PATH: chromium,
  PORT: process.env.TEST_PORT ?? '3100',
  TEST_DATA_DIR: mkdtempSync(join(tmpdir(), 'quayside-e2e-')),
}

// The full suite has the rest.
const everyday = ['desktop', 'mobile', 'alone'].map((name) => `--project=${name}`)

await runAll([
  () => check('formatting', 'biome', ['format', '.']),
  () => check('lint and folder rules', 'oxlint', ['--type-aware', '--deny-warnings']),
  () => check('types', 'tsc', ['--noEmit']),
  () => check('unused code', 'knip', []),
  () => check('unit tests', 'vitest', ['run', '--project', 'unit']),
  () => check('contract tests', 'vitest', ['run', '--project', 'contract'], { CHROMIUM_PATH: chromium }),
  () => check('end-to-end tests', 'playwright', ['test', ...everyday], browser),
])
