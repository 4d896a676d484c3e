import { prepare, type Side } from './beside-moto/sides'
import { type Call, workload } from './beside-moto/workload'

/**
 * The local cloud beside moto, in turns, by the same clients: how soon each is there, and how many calls a second it answers. The
 * local cloud writes everything to disk before it answers; moto keeps it in memory. `npx tsx tests/bench/beside-moto.ts`
 *
 * Moto loads a service when it is first asked something, the local cloud all before it says READY. So "starts five times as fast"
 * is held against the time until each of the five services has answered a call: only then can either be used.
 */
const seconds = Number(process.env.SECONDS_EACH ?? 2)
const starts = 5
const callers = [1, 32]

const median = (figures: number[]) => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN
const times = (factor: number) => `${factor.toFixed(1)} times as fast`

/** Starts both so many times, in turns; the last of each stays. */
async function measureStarts(): Promise<{ sides: [Side, Side]; factor: number }> {
  const startBoth = await prepare()
  const stop = ({ cloud, moto }: Awaited<ReturnType<typeof startBoth>>) =>
    Promise.all([cloud.stop(), moto.stop()])
  // What the clients themselves do at their first call is nobody's start.
  let both = await startBoth()
  const rounds: (typeof both)[] = []
  while (rounds.length < starts) {
    await stop(both)
    both = await startBoth()
    rounds.push(both)
  }
  const compared = (what: 'ready' | 'usable', label: string) => {
    const [ours, theirs] = [
      median(rounds.map((round) => round.cloud[what])),
      median(rounds.map((round) => round.moto[what])),
    ]
    console.log(
      `${label}: local cloud ${ours.toFixed(0)} ms, moto ${theirs.toFixed(0)} ms, ${times(theirs / ours)}`,
    )
    return theirs / ours
  }
  compared('ready', "from the command to READY, and to moto's first answer of all")
  const factor = compared('usable', 'until all five services have answered (held to 5 times)')
  return { sides: [both.cloud, both.moto], factor }
}

/** Calls a second, by so many callers at once. */
async function rate(call: Call, atOnce: number): Promise<number> {
  const from = performance.now()
  let calls = 0
  const caller = async () => {
    while (performance.now() - from < seconds * 1000) {
      calls += 1
      await call(calls)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, caller))
  return calls / ((performance.now() - from) / 1000)
}

/** How many times as fast the first is, by operation. */
async function measureRates(sides: readonly Side[], atOnce: number): Promise<number[]> {
  const works = await Promise.all(sides.map(({ environment }) => workload(environment, `bench-${atOnce}`)))
  const factors: number[] = []
  console.log(`${atOnce} ${atOnce === 1 ? 'caller' : 'callers'}:`)
  for (const name of Object.keys(works[0] ?? {})) {
    const rates: number[] = []
    for (const work of works) {
      const call = work[name]
      if (!call) throw new Error(`${name} is missing`)
      // To warm up, and because what is got must be there.
      for (let n = 0; n < 20; n += 1) await call(n)
      rates.push(await rate(call, atOnce))
    }
    const [ours = 0, theirs = 0] = rates
    factors.push(ours / theirs)
    console.log(
      `  ${name}: local cloud ${ours.toFixed(0)}/s, moto ${theirs.toFixed(0)}/s, ${times(ours / theirs)}`,
    )
  }
  return factors
}

const { sides, factor } = await measureStarts()
const factors: number[] = []
try {
  for (const atOnce of callers) factors.push(...(await measureRates(sides, atOnce)))
} finally {
  for (const side of sides) await side.stop()
}
const mean = Math.exp(factors.reduce((sum, each) => sum + Math.log(each), 0) / factors.length)
console.log(`in the geometric mean ${times(mean)} (held to 3 times); it starts ${times(factor)}`)
process.exit(mean >= 3 && factor >= 5 ? 0 : 1)
