/** `npm run test:chaos`: buys under fault, again and again, and checks that everything adds up. `-- --seed N` replays one run with
 *  every call that it made; `--runs N`, `--from N` choose how many and which; `--matrix` strikes at every call of a purchase. */
import './environment'
import { parseArgs } from 'node:util'
import { makeGoods } from './goods'
import { runSeed } from './run'
import { World } from './world'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '10000' },
    from: { type: 'string', default: '1' },
  },
})
const world = new World()
await world.open()
await makeGoods()

if (values.seed !== undefined) {
  const { wrong, trace } = await runSeed(world, Number(values.seed))
  for (const { process: name, number, operation, fault } of trace) {
    console.log(`${name} ${number} ${operation}${fault ? `  <- ${fault}` : ''}`)
  }
  for (const sentence of wrong) console.log(`WRONG: ${sentence}`)
  process.exit(wrong.length === 0 ? 0 : 1)
}

const [runs, first] = [Number(values.runs), Number(values.from)]
const from = performance.now()
let failed = 0
let orders = 0
for (let seed = first; seed < first + runs; seed++) {
  const outcome = await runSeed(world, seed)
  orders += outcome.orders
  if (outcome.wrong.length === 0) continue
  failed += 1
  console.log(`seed ${seed}: ${outcome.wrong.join('; ')}`)
}
const seconds = (performance.now() - from) / 1000
console.log(
  `${runs} runs, ${orders} orders, ${failed} failed, ${seconds.toFixed(1)} s (${((seconds * 1000) / runs).toFixed(1)} ms a run)`,
)
process.exit(failed === 0 ? 0 : 1)
