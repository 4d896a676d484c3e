import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startRedis } from '../redis/redis'
import { script } from '../script'
import { type Fleet, startFleet, type Task } from './web'

/** From dropping a tag until nobody is shown the old page any more, in milliseconds. */
const aim = 1000
const patience = 15_000

/** Three tasks of the web tier share their pages: made once, dropped everywhere at once, and served while Redis is gone. */
export async function agreesAsAFleet(): Promise<void> {
  const redis = await startRedis()
  let fleet: Fleet | undefined
  try {
    fleet = await startFleet(redis.url, 3)
    const path = await isMadeOnce(fleet.tasks, await products(fleet.tasks))
    await isFreshEverywhere(fleet, path)
    const said = saidBy(fleet.tasks)
    await redis.program.kill()
    await outlivesRedis(fleet, path)
    await said.once('out of reach; this process keeps its own')
    const again = await startRedis(redis.port)
    try {
      await said.once('in reach again')
      // What one task was told while Redis was gone, all know now.
      for (const task of fleet.tasks)
        await until(async () => (await page(task, path)).body.includes('£234.56'), `${task.address} is fresh`)
      await isFreshEverywhere(fleet, path)
    } finally {
      await again.program.kill()
    }
  } finally {
    await redis.program.kill()
    for (const program of fleet?.programs ?? []) await program.stop()
  }
}

async function page(task: Task | undefined, path: string) {
  const answer = await fetch(`${task?.address}${path}`)
  const body = await answer.text()
  expectThat(answer.status === 200, `${path} answered ${answer.status}`)
  return { cached: answer.headers.get('x-nextjs-cache'), body }
}

/** The products that the home page links to. */
async function products([task]: readonly Task[]): Promise<string[]> {
  const { body } = await page(task, '/en-GB')
  return [...new Set([...body.matchAll(/href="(\/en-GB\/p\/[a-z0-9-]+)/g)].map(([, path = '']) => path))]
}

/** Has the first task make pages until the others show one as it is: while the shop is young, its workers drop some at any time.
 *  @returns its path */
async function isMadeOnce([first, ...others]: readonly Task[], paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    await until(async () => (await page(first, path)).cached === 'HIT', `${first?.address} keeps ${path}`)
    const made = await page(first, path)
    const shown = await Promise.all(others.map((task) => page(task, path)))
    if (!shown.every(({ cached, body }) => cached === 'HIT' && body === made.body)) continue
    console.log('   a page made by one task is shown by the others as it is')
    return path
  }
  throw new Error(`of ${paths.length} pages that one task made, the others made each again`)
}

let changes = 0
/** Changes a price in silence, so that every task goes on to show the old one. A young shop's workers drop pages at any time: then once more.
 *  @returns the new price */
async function changedInSilence({ tasks, env }: Fleet, path: string): Promise<string> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const price = `£123.${10 + ++changes}`
    for (const task of tasks)
      await until(async () => (await page(task, path)).cached === 'HIT', `${task.address} keeps ${path}`)
    await reprice(env, path, price)
    const shown = await Promise.all(tasks.map((task) => page(task, path)))
    if (shown.every(({ body }) => !body.includes(price))) return price
  }
  throw new Error('nothing is kept: each new price is there at once')
}

/** Changes a price, tells one task of it, and watches all of them. */
async function isFreshEverywhere(fleet: Fleet, path: string): Promise<void> {
  const price = await changedInSilence(fleet, path)
  const { tasks, env } = fleet
  const from = performance.now()
  await drop(tasks, env, path)
  const seen = await Promise.all(tasks.map((task) => freshness(task, path, price, from)))
  const [last, shown] = [
    Math.max(...seen.map((one) => one.lastOld)),
    Math.max(...seen.map((one) => one.shown)),
  ]
  console.log(
    `   one invalidation: nobody who asked one of ${tasks.length} tasks ${last.toFixed(0)} ms later saw the old page; ` +
      `the last new one was made after ${shown.toFixed(0)} ms`,
  )
  expectThat(last < aim, `${last.toFixed(0)} ms after it somebody saw the old page`)
}

/** When the last request began that saw the old page, and when the new one was seen: how long making it takes is the machine's. */
async function freshness(task: Task, path: string, price: string, from: number) {
  let lastOld = 0
  while (performance.now() - from < patience) {
    const asked = performance.now() - from
    const { body } = await page(task, path)
    if (body.includes(price)) return { lastOld, shown: performance.now() - from }
    lastOld = asked
    await pause(10)
  }
  throw new Error(`${task.address} does not show ${price} after ${patience} ms`)
}

/** Every task serves what it has, makes what is missing, and drops what it is told to. */
async function outlivesRedis({ tasks, env }: Fleet, path: string): Promise<void> {
  for (const task of tasks)
    await until(async () => (await page(task, path)).cached === 'HIT', `${task.address} keeps ${path}`)
  const from = performance.now()
  for (const task of tasks) await page(task, path)
  const milliseconds = (performance.now() - from) / tasks.length
  for (const task of tasks) await page(task, '/en-GB/stories')
  await reprice(env, path, '£234.56')
  await drop(tasks, env, path)
  await until(
    async () => (await page(tasks[0], path)).body.includes('£234.56'),
    'the task that was told is fresh',
  )
  for (let request = 0; request < 20; request++) for (const task of tasks) await page(task, path)
  console.log(`   without Redis a kept page takes ${milliseconds.toFixed(1)} ms`)
}

/** What tasks write to their logs from now on. */
function saidBy(tasks: readonly Task[]) {
  const read = ({ log }: Task) => readFileSync(log, 'utf8')
  const before = new Map(tasks.map((task) => [task, read(task).length]))
  return {
    /** Each says a sentence once, however many requests it has answered. */
    async once(sentence: string): Promise<void> {
      for (const task of tasks) {
        const times = () => read(task).slice(before.get(task)).split(sentence).length - 1
        await until(async () => times() > 0, `${basename(task.log)} says: ${sentence}`)
        expectThat(times() === 1, `${basename(task.log)} says ${times()} times: ${sentence}`)
      }
    },
  }
}

const productOf = (path: string): string => path.split('/').at(-1) ?? ''

async function reprice(env: Fleet['env'], path: string, price: string): Promise<void> {
  const minorUnits = price.replaceAll(/\D/g, '')
  await script(join(import.meta.dirname, 'reprice.ts'), env, [productOf(path), minorUnits])
}

/** As a worker tells the web tier; the balancer gives it to one of its tasks. */
async function drop([task]: readonly Task[], env: Fleet['env'], path: string): Promise<void> {
  const body = JSON.stringify({ tags: [`product:${productOf(path)}`], paths: [] })
  const at = String(Date.now())
  const signature = createHmac('sha256', env.INTERNAL_SECRET ?? '')
    .update(`${at}.${body}`)
    .digest('base64url')
  const answer = await fetch(`${task?.address}/api/internal/invalidations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-quayside-signature': `${at},${signature}` },
    body,
  })
  expectThat(answer.ok, `the invalidation was answered ${answer.status}`)
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + patience
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${patience} ms: ${what}`)
    await pause(20)
  }
}

function expectThat(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise)
}
