import { portsFrom, requireFree } from './ports.mjs'
import { step } from './progress.mjs'
import { openCloud, startShop } from './shop.mjs'
import { Supervisor } from './supervise.mjs'

/** Builds what is needed, starts every part, prints where the shop is, and stops everything on Ctrl-C.
 *  @param {{ build: () => Promise<void>, web: (env: Record<string, string>) => import('./supervise.mjs').Part }} options */
export async function launch({ build, web }) {
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
    await step('Building the shop', build)
    const { env, demo } = await openCloud({ supervisor, ports, dataDirectory: process.env.DATA_DIR })
    await startShop({ supervisor, ports, env, web })
    console.log(`
  The shop       ${env.SITE_URL}
  Its mailbox    ${env.MAILBOX_URL}
  Its API        ${env.SITE_URL}/api/docs   (app tier: http://127.0.0.1:${ports.appTier}/v1)
${demo.map((line) => `  ${line}`).join('\n')}

  Ctrl-C stops everything; what was acknowledged is kept in ${env.DATA_DIR}.
`)
  } catch (error) {
    if (!stopping) {
      console.error(error instanceof Error ? error.message : error)
      await stop(1)
    }
  }
}
