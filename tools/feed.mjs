// `npm run feed -- FILE`: imports a product feed into the shop, running or not.
import { resolve } from 'node:path'
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled()
const { buildBundles, bundle } = await import('./run/bundles.mjs')
const { portsFrom } = await import('./run/ports.mjs')
const { openCloud } = await import('./run/shop.mjs')
const { Supervisor } = await import('./run/supervise.mjs')
const { root } = await import('./run/root.mjs')
const { spawn } = await import('node:child_process')

const supervisor = new Supervisor()
try {
  await buildBundles()
  const ports = portsFrom(process.env.PORT)
  const { env } = await openCloud({ supervisor, ports, dataDirectory: process.env.DATA_DIR })
  const [, , ...args] = process.argv
  const given = args.map((arg) => (arg.startsWith('--') || !/[./]/.test(arg) ? arg : resolve(arg)))
  const child = spawn(process.execPath, ['--enable-source-maps', bundle('feed'), ...given], {
    cwd: root,
    env,
    stdio: 'inherit',
  })
  const code = await new Promise((ended) => child.on('exit', ended))
  await supervisor.stop()
  process.exit(code ?? 1)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  await supervisor.stop()
  process.exit(1)
}
