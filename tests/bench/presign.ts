/**
 * How fast one core signs: forms for small uploads and URLs for parts, without any network in it. Each is asked for as routes ask, 16 at
 * a time, because that is how many parts a browser has signed at once.
 * Run: `npx tsx tests/bench/presign.ts` (`SECONDS=5` a round).
 * Fails below 2,000 a second, or when the slowest hundredth of single signatures takes 5 ms or more.
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
  const { rate, p99 } = await measure(sign, seconds)
  const good = rate >= least && p99 < slowest
  console.log(
    `${name.padEnd(24)} ${rate.toFixed(0)}/s of one core, p99 ${p99.toFixed(2)} ms${good ? '' : '  TOO SLOW'}`,
  )
  if (!good) process.exitCode = 1
}
await rig.stop()

/** Counts by the processor's time, so that what else the machine does is left out; times single signatures by the clock. */
async function measure(
  sign: (n: number) => Promise<unknown>,
  forSeconds: number,
): Promise<{ rate: number; p99: number }> {
  const times: number[] = []
  const before = process.cpuUsage()
  const end = performance.now() + forSeconds * 1000
  for (let n = 0; performance.now() < end; n += atOnce) {
    await Promise.all(
      Array.from({ length: atOnce }, async (_, index) => {
        const began = performance.now()
        await sign(n + index)
        times.push(performance.now() - began)
      }),
    )
  }
  const { user, system } = process.cpuUsage(before)
  times.sort((one, other) => one - other)
  return {
    rate: times.length / ((user + system) / 1e6),
    p99: times[Math.floor(times.length * 0.99)] ?? Number.POSITIVE_INFINITY,
  }
}
