/**
 * What pictures cost: one photograph of 1600 px in all widths, AVIF and WebP; then a backlog of uploads that one worker drains, with its
 * progress, and the largest memory of that worker.
 * Run: `npx tsx tests/bench/renditions.ts` (`BACKLOG=500` uploads; `0` leaves them out).
 * Fails when the photograph takes 3 s of two cores' time or more, or when the worker ever has 400 MB.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { renditions } from '@/server/assets/renditions'
import { shopRig } from '@/tests/contract/shop-rig'

const backlog = Number(process.env.BACKLOG ?? 500)
const most = { seconds: 3, megabytes: 400 }

if (process.argv[2] === 'worker') await drain()
else await compare()

async function compare(): Promise<void> {
  // Behind a shop one thread does it; here both cores may.
  sharp.concurrency(2)
  const master = await photograph(1600, 1200)
  const before = process.cpuUsage()
  await time(master)
  const { user, system } = process.cpuUsage(before)
  const rounds = [await time(master), await time(master), await time(master)].toSorted((a, b) => a - b)
  const median = rounds[1] ?? Number.POSITIVE_INFINITY
  console.log(
    `one photograph of 1600 px, all widths, AVIF and WebP: ${median.toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of a processor)`,
  )
  if (median >= most.seconds) process.exitCode = 1
  if (backlog > 0) await drainBacklog()
}

async function time(master: Buffer): Promise<number> {
  const began = performance.now()
  for await (const { body } of renditions(master))
    if (body.length === 0) throw new Error('an empty rendition')
  return (performance.now() - began) / 1000
}

/** Has the grain of a photograph and its soft changes, so that encoders have the work that photographs give them. */
async function photograph(width: number, height: number): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  const coarse = await sharp({ create: { width: 24, height: 18, channels: 3, background: '#888', noise } })
    .png()
    .toBuffer()
  const grain = await sharp({
    create: { width, height, channels: 3, background: '#888', noise: { ...noise, sigma: 6 } },
  })
    .png()
    .toBuffer()
  return sharp(coarse)
    .resize(width, height, { kernel: 'cubic', fit: 'fill' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 88 })
    .toBuffer()
}

async function drainBacklog(): Promise<void> {
  const rig = await shopRig()
  const { startUpload } = await import('@/server/assets/uploads')
  const { queueDepth } = await import('@/server/platform/queue-depths')
  const { newId } = await import('@/server/platform/ids')
  const master = await photograph(640, 480)
  for (let n = 0; n < backlog; n++) {
    // Bytes behind the end of a JPEG change nothing but its name.
    const bytes = Buffer.concat([master, Buffer.from(String(n).padStart(8, '0'))])
    const who = { kind: 'customer', id: newId('cus'), sessionId: '', email: '', groups: [] } as const
    const wish = { purpose: 'profile', type: 'image/jpeg', size: bytes.length, name: `${n}.jpg` } as const
    const { form } = await startUpload(who, wish)
    const body = new FormData()
    for (const [name, value] of Object.entries(form?.fields ?? {})) body.set(name, value)
    body.set('file', new Blob([bytes]))
    const answer = await fetch(form?.url ?? '', { method: 'POST', body })
    if (answer.status !== 201) throw new Error(await answer.text())
  }
  const worker = fork(new URL(import.meta.url), ['worker'])
  const began = performance.now()
  for (let left = backlog; left > 0; ) {
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    const { waiting, delayed, working } = await queueDepth('uploads')
    left = waiting + delayed + working
    console.log(`  ${Math.max(0, backlog - left)} of ${backlog}, ${megabytes(worker).toFixed(0)} MB at most`)
  }
  const seconds = (performance.now() - began) / 1000
  const memory = megabytes(worker)
  console.log(
    `${backlog} uploads in ${seconds.toFixed(0)} s, the worker with ${memory.toFixed(0)} MB at most`,
  )
  if (memory >= most.megabytes) process.exitCode = 1
  worker.send('stop')
  await once(worker, 'exit')
  await rig.stop()
}

async function drain(): Promise<void> {
  const { workOffArrival } = await import('@/server/assets/arrivals')
  const { consumeQueue } = await import('@/server/platform/queues')
  const ending = new AbortController()
  process.once('message', () => ending.abort())
  await consumeQueue('uploads', workOffArrival, ending.signal, 1)
  process.exit(0)
}

/** The largest resident size of a process so far. */
function megabytes({ pid }: ChildProcess): number {
  const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1] ?? 0) / 1024
}
