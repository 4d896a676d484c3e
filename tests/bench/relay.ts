/** How the relay works off a backlog: ten thousand events stand in a table when it starts. Prints events a second, and how far the
 *  memory of this process grew meanwhile, the local cloud's included. `npx tsx tests/bench/relay.ts [EVENTS]` */
import { loadavg } from 'node:os'
import { z } from 'zod'
import { shopRig } from '@/tests/contract/shop-rig'

const wanted = Number(process.argv[2] ?? 10_000)
const rig = await shopRig()
const { event } = await import('@/server/platform/events')
const { isoNow } = await import('@/server/platform/clock')
const { batchPut } = await import('@/server/platform/tables/batch')
const { scanTable } = await import('@/server/platform/tables/scan')
const { relayChanges } = await import('@/server/platform/relay')
const { readStream } = await import('@/server/workers/stream-reader')

const happened = event('BacklogHappened', 1, z.object({ number: z.int(), text: z.string() }))
const items = Array.from({ length: wanted }, (_, number) => ({
  pk: `backlog#${number}`,
  sk: 'item',
  version: 0,
  outbox: [happened({ number, text: 'x'.repeat(400) })],
  outboxState: 'pending',
  outboxAt: isoNow(),
}))
await batchPut('orders', items)
items.length = 0
globalThis.gc?.()

const stop = new AbortController()
const places = new Map<string, string>()
const checkpoints = {
  get: (stream: string, shard: string) => places.get(stream + shard),
  set: (stream: string, shard: string, sequence: string) => void places.set(stream + shard, sequence),
}
const [from, before, load] = [performance.now(), process.memoryUsage().rss, loadavg()[0] ?? 0]
let [relayed, peak] = [0, before]
await readStream(
  'orders',
  checkpoints,
  async (changes) => {
    relayed += await relayChanges(changes)
    peak = Math.max(peak, process.memoryUsage().rss)
    if (relayed >= wanted) stop.abort()
  },
  stop.signal,
)
const seconds = (performance.now() - from) / 1000
let left = 0
for await (const item of scanTable('orders')) if ('outbox' in item) left += 1
const grown = ((peak - before) / 2 ** 20).toFixed(0)
console.log(`load of the machine before: ${load.toFixed(1)}`)
console.log(
  `${relayed} events relayed in ${seconds.toFixed(1)} s: ${(relayed / seconds).toFixed(0)} a second`,
)
console.log(`memory grew by ${grown} MB at most; ${left} events are left on their items`)
await rig.stop()
process.exit(left === 0 ? 0 : 1)
