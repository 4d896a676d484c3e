// `npm start`: from a bare clone to a running shop; again, from what is there.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled()

const { buildBundles } = await import('./run/bundles.mjs')
const { buildShop } = await import('./run/next-build.mjs')
const { portsFrom, requireFree } = await import('./run/ports.mjs')
const { step } = await import('./run/progress.mjs')
const { root } = await import('./run/root.mjs')
const { startShop } = await import('./run/shop.mjs')
const { Supervisor } = await import('./run/supervise.mjs')

const supervisor = new Supervisor()
let stopping = false
async function stop(code) {
  if (stopping) return
  stopping = true
  await supervisor.stop()
  process.exit(code)
}
process.on('SIGINT', () => stop(0))
process.on('SIGTERM', () => stop(0))

try {
  const ports = portsFrom(process.env.PORT)
  await requireFree(ports)
  await step('Building the shop for production', async () => {
    await buildBundles()
    await buildShop()
  })
  const { env, demo } = await startShop({
    supervisor,
    ports,
    dataDirectory: process.env.DATA_DIR,
    web: (webEnv) => ({
      name: 'shop',
      file: `${root}/tools/run/web.mjs`,
      env: webEnv,
      ready: (line) => line.includes('Ready'),
    }),
  })
  console.log(`
  The shop       ${env.SITE_URL}
  Its mailbox    ${env.MAILBOX_URL}
  Its API        ${env.SITE_URL}/api/docs   (app tier: http://127.0.0.1:${ports.appTier}/v1)
${demo.map((line) => `  ${line}`).join('\n')}

  Ctrl-C stops everything; what was acknowledged is kept in .data/.
`)
} catch (error) {
  if (!stopping) {
    console.error(error instanceof Error ? error.message : error)
    await stop(1)
  }
}
