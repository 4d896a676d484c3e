// `npm run first-order`: clones HEAD into an empty folder, starts it as a stranger would, and buys something. Prints how long it took.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buy } from './run/buy.mjs'
import { root } from './run/root.mjs'

const limitSeconds = Number(process.env.LIMIT_S ?? 150)
const port = process.env.PORT ?? '3950'
const folder = mkdtempSync(join(tmpdir(), 'quayside-first-'))
const from = performance.now()
const seconds = () => (performance.now() - from) / 1000

let shop
try {
  if (spawnSync('git', ['clone', '-q', root, folder]).status !== 0) throw new Error('HEAD cannot be cloned.')
  shop = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...process.env, PORT: port },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve, reject) => {
    shop.stdout.on('data', (text) => {
      process.stdout.write(text)
      if (String(text).includes('Ctrl-C')) resolve()
    })
    shop.on('exit', () => reject(new Error('npm start ended by itself.')))
  })
  const { order, invoice } = await buy(`http://localhost:${port}`)
  console.log(
    `Order ${order.number}, invoice of ${invoice.length} bytes, ${seconds().toFixed(0)} s after the clone.`,
  )
  if (seconds() > limitSeconds) throw new Error(`That is over ${limitSeconds} s.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  if (shop?.pid && shop.exitCode === null) {
    process.kill(-shop.pid, 'SIGINT')
    await new Promise((resolve) => shop.on('exit', resolve))
  }
  rmSync(folder, { recursive: true, force: true })
}
