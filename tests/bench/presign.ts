/**
 * How fast one core signs: forms for small uploads and URLs for parts, without any network in it. First as many as it can, counted by the
 * processor's time; then 2,000 a second, 16 at a time as routes ask, and how long the last of each sixteen takes by the clock.
 * Run: `npx tsx tests/bench/presign.ts` (`SECONDS=5` a round), on a machine that does nothing else.
 * Fails below 2,000 a second, or when the slowest hundredth takes 5 ms or more.
 */
import { shopRig } from '@/tests/contract/shop-rig'

const seconds = Number(process.env.SECONDS ?? 5)
const atOnce = 16
const least = 2_000
const slowest = 5

const rig = await shopRig()
const { presignPart } = await import('@/server/assets/multipart')
const { presignForm } = await import('@/server/assets/post-policy')
const { presignRead } = await import('@/server/assets/stored-objects')

const upload = { bucket: 'assets', key: 'quarantine/products/lamp/upl_1', uploadId: 'x'.repeat(64) } as const
const form = { type: 'image/jpeg', length: [1, 10_000_000] as [number, number], seconds: 900 }
const kinds: Record<string, (n: number) => Promise<unknown>> = {
  'form of a small upload': (n) => presignForm('assets', `quarantine/customers/cus_1/upl_${n}`, form),
  'URL of a part': (n) =>
    presignPart(upload, { number: (n % 10_000) + 1, length: 16 * 1024 ** 2, seconds: 3600 }),
  'URL of a picture': (n) =>
    presignRead({ bucket: 'assets', key: `customers/cus_1/uploads/profile/${n}/480.webp` }, 900),
}

for (const [name, sign] of Object.entries(kinds)) {
  await most(sign, 1)
  const [rate, p99] = [await most(sign, seconds), await underLoad(sign, seconds)]
  const good = rate >= least && p99 < slowest
  console.log(
    `${name.padEnd(24)} ${rate.toFixed(0)}/s of one core; at ${least}/s p99 ${p99.toFixed(2)} ms${good ? '' : '  TOO SLOW'}`,
  )
  if (!good) process.exitCode = 1
}
await rig.stop()

type Sign = (n: number) => Promise<unknown>

async function most(sign: Sign, forSeconds: number): Promise<number> {
  const before = process.cpuUsage()
  const end = performance.now() + forSeconds * 1000
  let n = 0
  for (; performance.now() < end; n += atOnce) await sixteen(sign, n)
  const { user, system } = process.cpuUsage(before)
  return n / ((user + system) / 1e6)
}

async function underLoad(sign: Sign, forSeconds: number): Promise<number> {
  const times: number[] = []
  const began = performance.now()
  for (let n = 0; n < least * forSeconds; n += atOnce) {
    const due = began + (n / least) * 1000
    while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve))
    const from = performance.now()
    await sixteen(sign, n)
    times.push(performance.now() - from)
  }
  const sorted = times.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.POSITIVE_INFINITY
}

function sixteen(sign: Sign, n: number): Promise<unknown[]> {
  return Promise.all(Array.from({ length: atOnce }, (_, index) => sign(n + index)))
}
