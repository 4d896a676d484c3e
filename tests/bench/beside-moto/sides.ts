import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { launchMoto, motoPython } from '@/tests/engines/moto/moto'
import { scratch } from '@/tests/engines/store'
import { askEachService, type Environment } from './clients'

/** One of the two that are measured, running. */
export interface Side {
  environment: Environment
  /** Milliseconds from the command until it says that it is ready, or answers a first request. */
  ready: number
  /** Milliseconds from the command until each of the five services has answered a call. */
  usable: number
  stop(): Promise<void>
}

/** What is installed and built before either is started. @throws Missing without moto */
export async function prepare(): Promise<() => Promise<Record<'cloud' | 'moto', Side>>> {
  await motoPython()
  // As `npm run cloud` does, before it starts the cloud.
  const build = "import('./tools/run/cloud-bundle.mjs').then((made) => made.buildCloud()).then(console.log)"
  const file = spawnSync(process.execPath, ['-e', build], { encoding: 'utf8' }).stdout.trim()
  return async () => ({ cloud: await localCloud(file), moto: await moto() })
}

async function localCloud(file: string): Promise<Side> {
  const directory = scratch('bench')
  const from = performance.now()
  const child = spawn(process.execPath, [file, '--data', directory, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const environment: Environment = {}
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'READY') break
    const [name = '', value = ''] = line.split(/=(.*)/s)
    environment[name] = value
  }
  const ready = performance.now() - from
  await askEachService(environment)
  const stop = async () => {
    child.kill()
    await once(child, 'exit')
  }
  return { environment, ready, usable: performance.now() - from, stop }
}

async function moto(): Promise<Side> {
  const from = performance.now()
  const { environment, program, address } = await launchMoto()
  while (!(await answers(`${address}/moto-api/`))) await pause(5)
  const ready = performance.now() - from
  await askEachService(environment)
  return { environment, ready, usable: performance.now() - from, stop: () => program.kill() }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    // it does not listen yet
    return false
  }
}
