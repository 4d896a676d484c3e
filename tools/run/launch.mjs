import { buildBundles } from './bundles.mjs'
import { portsFrom, requireFree } from './ports.mjs'
import { step } from './progress.mjs'
import { forgetData, tellRunning, tellStopped } from './running.mjs'
import { openCloud, startShop } from './shop.mjs'
import { Supervisor } from './supervise.mjs'

/** Builds what is needed, starts every part, prints where the shop is, and stops everything on Ctrl-C. On SIGUSR2 the shop forgets
 *  all that happened and starts anew (`tools/reset.mjs`).
 *  @param {{ build?: () => Promise<void>, web: (env: Record<string, string>) => import('./supervise.mjs').Part }} options
 *    `build` makes what the web tier serves, while the cloud comes up beside it */
export async function launch({ build, web }) {
  let supervisor = new Supervisor()
  let dataDirectory
  let stopping = false
  async function stop(code) {
    if (stopping) return
    stopping = true
    await supervisor.stop()
    if (dataDirectory) tellStopped(dataDirectory)
    process.exit(code)
  }
  process.on('SIGINT', () => stop(0))
  process.on('SIGTERM', () => stop(0))

  let starts = 0
  async function start(ports, built) {
    const opened = openCloud({ supervisor, ports, dataDirectory: process.env.DATA_DIR })
    const [{ env, demo }] = await Promise.all([opened, built])
    await startShop({ supervisor, ports, env, web })
    dataDirectory = env.DATA_DIR
    tellRunning({ dataDirectory, starts: (starts += 1), env })
    return { env, demo }
  }

  async function attempt(work) {
    try {
      await work()
    } catch (error) {
      if (stopping) return
      console.error(error instanceof Error ? error.message : error)
      await stop(1)
    }
  }

  await attempt(async () => {
    const ports = portsFrom(process.env.PORT)
    await requireFree(ports)
    await buildBundles()
    const { env, demo } = await start(ports, build && step('Building the shop', build))
    let resetting = Promise.resolve()
    const reset = () =>
      attempt(async () => {
        await supervisor.stop()
        forgetData(env.DATA_DIR)
        supervisor = new Supervisor()
        await start(ports)
      })
    process.on('SIGUSR2', () => (resetting = resetting.then(() => (stopping ? undefined : reset()))))
    console.log(`
  The shop       ${env.SITE_URL}
  Its mailbox    ${env.MAILBOX_URL}
  Its API        ${env.SITE_URL}/api/docs   (app tier: http://127.0.0.1:${ports.appTier}/v1)
  Its requests   ${process.env.TRACES === 'on' ? `${env.DOOR_URL}/traces` : 'not traced (TRACES=on npm start)'}
${demo.map((line) => `  ${line}`).join('\n')}

  Ctrl-C stops everything; what was acknowledged is kept in ${env.DATA_DIR}.
`)
  })
}
