import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bringMapWorker } from './map-worker.mjs'
import { bringOfflineWorker } from './offline-worker.mjs'
import { root } from './root.mjs'

/** What the production build is made from. */
const sources = [
  'app',
  'components',
  'lib',
  'server',
  'infra/resources.ts',
  'infra/edge-behaviours.ts',
  'infra/access.ts',
  'infra/capabilities.ts',
  'infra/object-life.ts',
  'infra/object-storage.ts',
  'public',
  'next.config.mjs',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
  'package-lock.json',
]
/** Data beside the code that the build never reads, and what it brings itself. */
const data = /\.(test\.tsx?|webp|avif|yaml|md)$|\/public\/sw\.js$/
const stamp = join(root, '.next', 'quayside-stamp')

function files(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return data.test(path) ? [] : [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)))
}

function sourceHash() {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of files(join(root, source)))
      hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Builds the shop for production unless the build at hand is of the same sources.
 *  @param {{ force?: boolean }} options */
export async function buildShop({ force = false } = {}) {
  bringMapWorker()
  const wanted = sourceHash()
  const current = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (!force && current === wanted) return
  bringOfflineWorker(wanted.slice(0, 12))
  await next(['build'])
  // The standalone server leaves static files to a CDN; locally it also serves them to the edge.
  const standalone = join(root, '.next', 'standalone')
  mkdirSync(join(standalone, '.next'), { recursive: true })
  cpSync(join(root, '.next', 'static'), join(standalone, '.next', 'static'), { recursive: true })
  const publicFiles = join(root, 'public')
  if (existsSync(publicFiles)) cpSync(publicFiles, join(standalone, 'public'), { recursive: true })
  writeFileSync(stamp, wanted)
}

function next(args) {
  const bin = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) return resolve(undefined)
      console.error(output)
      reject(new Error('The shop could not be built; Next says why above.'))
    })
  })
}
