/**
 * How fast one core signs: forms for small uploads and URLs for parts, without any network in it. Each is asked for as routes ask, 16 at
 * a time, because that is how many parts a browser has signed at once.
 * Run: `npx tsx tests/bench/presign.ts` (`SECONDS=5` a round).
 * Fails below 2,000 a second, or when the slowest hundredth of signatures takes 5 ms or more. Both are of the processor's own time, so
 * that what else the machine does is left out; the clock's p99 is shown beside it.
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
  await measure(sign, 1)
  const { rate, p99, clock } = await measure(sign, seconds)
  const good = rate >= least && p99 < slowest
  console.log(
    `${name.padEnd(24)} ${rate.toFixed(0)}/s of one core, p99 ${p99.toFixed(2)} ms (${clock.toFixed(2)} by the clock)${good ? '' : '  TOO SLOW'}`,
  )
  if (!good) process.exitCode = 1
}
await rig.stop()

interface Measured {
  rate: number
  /** Milliseconds until a signature is there, for the last of those that are asked for at once. */
  p99: number
  clock: number
}

async function measure(sign: (n: number) => Promise<unknown>, forSeconds: number): Promise<Measured> {
  const [cpu, clock]: [number[], number[]] = [[], []]
  const before = process.cpuUsage()
  const end = performance.now() + forSeconds * 1000
  for (let n = 0; performance.now() < end; n += atOnce) {
    const [began, used] = [performance.now(), process.cpuUsage()]
    await Promise.all(Array.from({ length: atOnce }, (_, index) => sign(n + index)))
    const { user, system } = process.cpuUsage(used)
    cpu.push((user + system) / 1000)
    clock.push(performance.now() - began)
  }
  const { user, system } = process.cpuUsage(before)
  const rate = (cpu.length * atOnce) / ((user + system) / 1e6)
  return { rate, p99: ninetyNinth(cpu), clock: ninetyNinth(clock) }
}

const ninetyNinth = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? Number.POSITIVE_INFINITY
