import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { bundle, buildBundles } from './bundles.mjs'
import { portsFrom } from './ports.mjs'
import { root } from './root.mjs'
import { findRunning } from './running.mjs'
import { openCloud } from './shop.mjs'
import { Supervisor } from './supervise.mjs'

/** Runs one of our commands against the shop of this data directory: as one of its processes while it runs, else with its cloud
 *  alone, started for the command.
 *  @param {string} name of the bundle
 *  @param {string[]} args */
export async function runCommand(name, args) {
  const supervisor = new Supervisor()
  try {
    await buildBundles()
    const running = findRunning(resolve(root, process.env.DATA_DIR ?? '.data'))
    const env = running
      ? { ...process.env, ...running.env }
      : (
          await openCloud({
            supervisor,
            ports: portsFrom(process.env.PORT),
            dataDirectory: process.env.DATA_DIR,
          })
        ).env
    const child = spawn(process.execPath, ['--enable-source-maps', bundle(name), ...args], {
      cwd: root,
      env,
      stdio: 'inherit',
    })
    process.exitCode = (await new Promise((ended) => child.on('exit', ended))) ?? 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
  await supervisor.stop()
}
