/**
 * What tracing costs: two web processes on the cloud of a running shop, one that sends spans to the shop's own page of requests and one
 * that does not, asked the same in alternating rounds. Prints requests per second and the processor time of each request.
 * Run: `npm start`, then `npx tsx tests/bench/tracing.ts` (`SECONDS=3 ROUNDS=5` by default).
 * Fails when tracing costs over 5 % of the processor time of what is asked.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { runningShop } from '@/tests/fixtures/shop'

const seconds = Number(process.env.SECONDS ?? 3)
const rounds = Number(process.env.ROUNDS ?? 5)
const connections = 8
const most = 1.05
/** Of the kernel's clock, as Linux has told since ever. */
const ticksPerSecond = 100

interface Web {
  child: ChildProcess
  base: string
  cookie: string
}
interface Figures {
  perSecond: number
  /** Milliseconds of processor time for each request. */
  cpu: number
}

const shop = runningShop()

async function start(port: number, traced: boolean): Promise<Web> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: _, ...plain } = shop.env
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../tools/run/web.mjs')], {
    env: {
      NODE_ENV: 'production',
      ...plain,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      LOG_LEVEL: 'silent',
      ...(traced ? { OTEL_EXPORTER_OTLP_ENDPOINT: shop.door } : {}),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const base = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 100; attempt++) {
    const ready = await fetch(`${base}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) break
    await pause(200)
  }
  const answer = await fetch(`${base}/api/cart/lines?locale=en-GB`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sku: 'QS-VAS-001-SGE', quantity: 1 }),
  })
  if (!answer.ok) throw new Error(`the basket cannot be filled: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers.getSetCookie().map((set) => set.split(';')[0])
  return { child, base, cookie: cookie.join('; ') }
}

/** Seconds of processor time that a process has used. */
function processorTime({ child }: Web): number {
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return (Number(user) + Number(system)) / ticksPerSecond
}

async function load(web: Web, path: string): Promise<Figures> {
  const [before, from] = [processorTime(web), performance.now()]
  let count = 0
  const ask = async () => {
    while (performance.now() - from < seconds * 1000) {
      const answer = await fetch(web.base + path, { headers: { cookie: web.cookie } })
      if (!answer.ok) throw new Error(`${path} answers ${answer.status}`)
      await answer.arrayBuffer()
      count++
    }
  }
  await Promise.all(Array.from({ length: connections }, ask))
  const elapsed = (performance.now() - from) / 1000
  return { perSecond: count / elapsed, cpu: ((processorTime(web) - before) * 1000) / count }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

const webs = { off: await start(4_890, false), on: await start(4_891, true) }
try {
  for (const path of ['/api/cart?locale=en-GB', '/en-GB/search?q=vase']) {
    const seen: Record<keyof typeof webs, Figures[]> = { off: [], on: [] }
    await load(webs.off, path)
    await load(webs.on, path)
    for (let round = 0; round < rounds; round++) {
      seen.off.push(await load(webs.off, path))
      seen.on.push(await load(webs.on, path))
    }
    const [off, on] = [seen.off, seen.on].map((figures) => ({
      perSecond: median(figures.map((one) => one.perSecond)),
      cpu: median(figures.map((one) => one.cpu)),
    }))
    if (!off || !on) throw new Error('nothing was measured')
    console.log(path)
    for (const [name, { perSecond, cpu }] of Object.entries({ off, on })) {
      console.log(
        `  ${name.padEnd(4)} ${perSecond.toFixed(0).padStart(6)}/s ${cpu.toFixed(2).padStart(7)} ms of processor`,
      )
    }
    console.log(
      `  costs ${((1 - on.perSecond / off.perSecond) * 100).toFixed(1)} % of the rate, ${((on.cpu / off.cpu - 1) * 100).toFixed(1)} % of the processor time`,
    )
    // Other work on the machine bends the rate; what is really dear shows in both.
    if (on.cpu / off.cpu > most && off.perSecond / on.perSecond > most) process.exitCode = 1
  }
} finally {
  webs.off.child.kill()
  webs.on.child.kill()
}
