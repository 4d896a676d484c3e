// `npm run test:full`: what takes too long, or needs too much of a machine, for every change. Closes with one line of counts. What
// this machine cannot run is skipped by name, with the reason.
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, requireNode } from './run/install.mjs'
import { root } from './run/root.mjs'

requireNode()
ensureInstalled()
const { ensureChromium } = await import('./run/chromium.mjs')

/** What a suite answers when this machine cannot run it; it has said why. */
const skipped = 77

const browser = async () => ({
  CHROMIUM_PATH: (await ensureChromium()) ?? '',
  PORT: process.env.TEST_PORT ?? '3100',
  TEST_DATA_DIR: mkdtempSync(join(tmpdir(), 'quayside-full-')),
})
const bin = (name) => join(root, 'node_modules', '.bin', name)

/** @type {{ name: string, command: [string, ...string[]], env?: () => Promise<Record<string, string>> }[]} */
const suites = [
  {
    name: 'five hundred purchases under fault',
    command: [bin('tsx'), 'tests/chaos/main.ts', '--from', '51', '--runs', '500'],
  },
  {
    name: 'a fault at every call of every purchase',
    command: [bin('tsx'), 'tests/chaos/main.ts', '--matrix'],
  },
  {
    name: 'a thousand buyers want a hundred pieces',
    command: [bin('tsx'), 'tests/chaos/contention.ts'],
  },
  {
    name: 'the local cloud is killed a hundred times, and its power cut',
    command: [process.execPath, 'tools/durability.mjs'],
  },
  {
    name: 'the local cloud is asked what no client would ask',
    command: [process.execPath, 'tools/fuzz.mjs'],
  },
  {
    name: 'a film of 1 GB goes up and down beside the shop, not through it',
    command: [bin('tsx'), 'tests/bench/gigabyte.ts'],
  },
  {
    name: 'engines that nobody here wrote',
    command: [process.execPath, 'tools/test-engines.mjs'],
  },
  { name: 'the container serves a purchase', command: [process.execPath, 'tools/container.mjs'] },
  {
    name: 'every page in every light and width, and what else a shopper may do',
    command: [bin('playwright'), 'test', '--project=matrix', '--project=further'],
    env: browser,
  },
  {
    name: 'ten pages look as they did in every light, width and direction, and photographs fit their slots',
    command: [bin('playwright'), 'test', '--project=pictures'],
    env: browser,
  },
  {
    name: 'a category of odd goods',
    command: [bin('playwright'), 'test', '--project=overfilled'],
    env: browser,
  },
  {
    name: 'faults, tabs that lie idle for long, and a thousand page views at the edge',
    command: [bin('playwright'), 'test', '--project=alone', '--no-deps'],
    env: async () => ({ ...(await browser()), IDLE_MS: '35000', EDGE_REPLAY: '1' }),
  },
]

async function run({ name, command: [file, ...args], env }) {
  console.log(`\n── ${name}`)
  const from = performance.now()
  const more = env ? await env() : {}
  const child = spawn(file, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...more },
  })
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.on('exit', (status) => resolve(status ?? 1))
  })
  const outcome = code === 0 ? 'passed' : code === skipped ? 'SKIPPED' : 'FAILED'
  console.log(`── ${name}: ${outcome} in ${((performance.now() - from) / 1000).toFixed(1)} s`)
  return outcome
}

const outcomes = []
for (const suite of suites) outcomes.push(await run(suite))
const count = (outcome) => outcomes.filter((one) => one === outcome).length
if (count('SKIPPED') > 0) console.log(`\n${count('SKIPPED')} skipped; the reasons stand above`)
console.log(`\nfull: ${count('passed')} passed, ${count('FAILED')} failed`)
process.exit(count('FAILED') === 0 && count('passed') > 0 ? 0 : 1)
