/** How many orders a running shop takes over HTTP: eight buyers go from the empty cart to the confirmed order through its edge.
 *  Prints orders a second, latency by call, processor time by process, what an order asks of DynamoDB, and how soon the order
 *  management has it when the shop is not busy. `DATA_DIR=.data npx tsx tests/bench/orders.ts [ORDERS]` */
import { readFileSync, readdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { buyer, type Step } from '@/tests/bench/buyer'
import { callsOfAPurchase } from '@/tests/bench/order-calls'
import { acknowledged, orderLatencies, queuesAreEmpty } from '@/tests/bench/order-latency'
import { joinShop } from '@/tests/fixtures/shop'
import { seedScenario } from '@/tests/fixtures/scenario'

const wanted = Number(process.argv[2] ?? 400)
const buyers = 8
const sku = process.env.BENCH_SKU ?? 'QS-VAS-001-SGE'
const shop = await joinShop()
await seedScenario({ stock: [{ sku, onHand: 10_000_000 }] })

const times: Record<Step, number[]> = { add: [], start: [], pay: [] }
const buy = buyer(shop.url, sku, (step, milliseconds) => times[step].push(milliseconds))
const warming = performance.now()
const first = 1_200
await buyAll(first)
const warmed = first / ((performance.now() - warming) / 1000)
for (const list of Object.values(times)) list.length = 0

const before = processorTimes()
const [from, load] = [performance.now(), loadavg()[0] ?? 0]
const placed = await buyAll(wanted)
const seconds = (performance.now() - from) / 1000
const after = processorTimes()

console.log(`load of the machine before: ${load.toFixed(1)}`)
console.log(`${first} orders while V8 still compiles: ${warmed.toFixed(1)} a second`)
console.log(`${wanted} more by ${buyers} buyers over HTTP: ${(wanted / seconds).toFixed(1)} a second`)
for (const [step, list] of Object.entries(times)) {
  console.log(`${step}: p50 ${percentile(list, 0.5)} ms, p99 ${percentile(list, 0.99)} ms`)
}
for (const [name, spent] of after) {
  const used = (spent - (before.get(name) ?? 0)) / wanted
  if (used >= 0.1) console.log(`processor time per order, ${name}: ${used.toFixed(1)} ms`)
}
const sinceLast = () => ((performance.now() - from) / 1000 - seconds).toFixed(1)
for (const id of placed) await acknowledged(id, 300_000)
console.log(`the order management had all of them ${sinceLast()} s after the last`)
await queuesAreEmpty()
console.log(`papers and letters were done ${sinceLast()} s after the last`)
const calls = await callsOfAPurchase(sku)
console.log(`calls of DynamoDB per order: ${calls.total} (${calls.description})`)
console.log(`round trips on the critical path: ${calls.roundTrips} (${calls.roundTripsByCall})`)
const latencies = await orderLatencies(buy)
console.log(
  `event to order management, one order at a time: p50 ${percentile(latencies, 0.5)} ms, p99 ${percentile(latencies, 0.99)} ms`,
)
await auditBooks()
process.exit(0)

/** So many orders by all buyers at once. @returns their ids */
async function buyAll(count: number): Promise<string[]> {
  const ids: string[] = []
  let left = count
  const buying = async () => {
    while (left-- > 0) ids.push((await buy()).id)
  }
  await Promise.all(Array.from({ length: buyers }, buying))
  return ids
}

function percentile(values: number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
}

/** Milliseconds of processor time that each process of the shop has used. */
function processorTimes(): Map<string, number> {
  const { pid: parent } = JSON.parse(readFileSync(`${shop.dataDirectory}/shop.json`, 'utf8'))
  const found = new Map<string, number>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      if (Number(stat[1]) !== parent) continue
      const command = /[^/]*\.[cm]js/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[0] ?? 'web'
      found.set(command, (Number(stat[11]) + Number(stat[12])) * 10)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
    }
  }
  const { user, system } = process.cpuUsage()
  return found.set('this client', (user + system) / 1000)
}

/** @throws when stock or money do not add up */
async function auditBooks(): Promise<void> {
  const { auditStock } = await import('@/server/inventory/audit')
  const stock = await auditStock()
  if (stock.differences.length > 0) throw new Error(JSON.stringify(stock.differences))
}
