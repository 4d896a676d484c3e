/** `npm run test:chaos`: buys under fault, again and again, and checks that everything adds up: the crash matrix, and then 10,000
 *  random runs. `-- --seed N` replays one run with every call that it made; `--runs N` and `--from N` choose how many and which;
 *  `--matrix` strikes at every call of every purchase and does nothing else. */
import './environment'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { makeGoods } from './goods'
import { crashMatrix } from './matrix'
import { runSeed } from './run'
import { World } from './world'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string' },
    from: { type: 'string', default: '1' },
    matrix: { type: 'boolean', default: false },
    part: { type: 'boolean', default: false },
  },
})

/** Random runs that one process makes at least and at most: a processor each, and another takes over. */
const few = 100
const many = 600

async function openWorld(): Promise<World> {
  const world = new World()
  await world.open()
  await makeGoods()
  return world
}

/** Prints every call of one run. */
async function replay(seed: number): Promise<boolean> {
  const { wrong, trace } = await runSeed(await openWorld(), seed)
  for (const { process: name, number, operation, fault } of trace) {
    console.log(`${name} ${number} ${operation}${fault ? `  <- ${fault}` : ''}`)
  }
  for (const sentence of wrong) console.log(`WRONG: ${sentence}`)
  return wrong.length === 0
}

async function strikeEverywhere(): Promise<boolean> {
  const from = performance.now()
  let [cells, wrongCells] = [0, 0]
  for await (const { purchase, point, kind, wrong } of crashMatrix(await openWorld())) {
    cells += 1
    if (wrong.length === 0) continue
    wrongCells += 1
    console.log(`${purchase}, ${kind} at ${point}: ${wrong.join('; ')}`)
  }
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  console.log(`crash matrix: ${cells} cells, ${wrongCells} wrong, ${seconds} s`)
  return wrongCells === 0
}

async function runSeeds(first: number, runs: number): Promise<boolean> {
  const world = await openWorld()
  const [from, cpu] = [performance.now(), process.cpuUsage()]
  let [failed, orders] = [0, 0]
  for (let seed = first; seed < first + runs; seed++) {
    const outcome = await runSeed(world, seed)
    orders += outcome.orders
    if (outcome.wrong.length === 0) continue
    failed += 1
    console.log(`seed ${seed}: ${outcome.wrong.join('; ')}`)
  }
  const { user, system } = process.cpuUsage(cpu)
  const [each, spent] = [(performance.now() - from) / runs, (user + system) / 1000 / runs]
  console.log(
    `seeds ${first} to ${first + runs - 1}: ${orders} messages of orders, ${failed} failed, ` +
      `${each.toFixed(1)} ms a run, of it ${spent.toFixed(1)} ms of a processor`,
  )
  return failed === 0
}

/** Runs parts of the work in processes of their own, one a processor at a time. */
async function inParts(parts: string[][]): Promise<boolean> {
  const rest = parts.values()
  let passed = true
  const work = async () => {
    for (const args of rest) {
      const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, ...args], {
        stdio: 'inherit',
      })
      const [code] = await once(child, 'exit')
      passed &&= code === 0
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return passed
}

async function main(): Promise<boolean> {
  const [first, runs] = [Number(values.from), Number(values.runs ?? 10_000)]
  if (values.seed !== undefined) return replay(Number(values.seed))
  if (values.matrix) return strikeEverywhere()
  if (runs <= few || values.part) return runSeeds(first, runs)
  const begin = performance.now()
  const each = Math.min(many, Math.ceil(runs / availableParallelism()))
  const parts = Array.from({ length: Math.ceil(runs / each) }, (_, part) => {
    const from = first + part * each
    return ['--part', '--from', String(from), '--runs', String(Math.min(each, first + runs - from))]
  })
  const passed = await inParts(values.runs === undefined ? [['--matrix'], ...parts] : parts)
  const seconds = ((performance.now() - begin) / 1000).toFixed(0)
  console.log(`${runs} random runs in ${seconds} s: ${passed ? 'everything adds up' : 'FAILED'}`)
  return passed
}

process.exit((await main()) ? 0 : 1)
