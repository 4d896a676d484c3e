import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Program, start, until } from '../process'
import { freePort, freePorts, scratch } from '../store'

const root = join(import.meta.dirname, '../../..')
const Running = z.object({ env: z.record(z.string(), z.string()) })

/** One process of the web tier. */
export interface Task {
  address: string
  log: string
}

export interface Fleet {
  tasks: Task[]
  /** The environment in which the shop's processes run. */
  env: Readonly<Record<string, string>>
  programs: Program[]
}

/** Starts a shop, and tasks of its web tier beside the one that it has, all on one build and one Redis. */
export async function startFleet(redisUrl: string, size: number): Promise<Fleet> {
  const folder = scratch('fleet')
  const port = await freePorts(17)
  const settings = { DATA_DIR: folder, PORT: String(port), REDIS_URL: redisUrl, LOG_LEVEL: 'info' }
  const log = join(folder, 'shop.log')
  const shop = start(process.execPath, [join(root, 'tools/start.mjs')], { log, cwd: root, env: settings })
  const told = join(folder, 'shop.json')
  await until(shop, async () => existsSync(told), `the shop (${log})`, 600)
  const { env } = Running.parse(JSON.parse(readFileSync(told, 'utf8')))
  const first = { address: env.WEB_INTERNAL_URL ?? '', log }
  const others = await Promise.all(
    Array.from({ length: size - 1 }, () => startTask(folder, { ...env, ...settings })),
  )
  return { env, programs: [...others.map(({ program }) => program), shop], tasks: [first, ...others] }
}

async function startTask(folder: string, env: Record<string, string>): Promise<Task & { program: Program }> {
  const port = await freePort()
  const log = join(folder, `web-${port}.log`)
  const program = start(process.execPath, [join(root, 'tools/run/web.mjs')], {
    log,
    cwd: root,
    env: { ...env, NODE_ENV: 'production', PORT: String(port), HOSTNAME: '127.0.0.1' },
  })
  const address = `http://127.0.0.1:${port}`
  await until(program, async () => (await fetch(`${address}/healthz`)).ok, `a web task (${log})`)
  return { address, log, program }
}
