/** How much work an order is: eight buyers go from the empty cart to the confirmed order against a local cloud in this process.
 *  Prints orders a second, processor time per order (ours and the local cloud's together) and latency by step.
 *  `npx tsx tests/bench/orders.ts [ORDERS]` */
import { buyRig } from '@/tests/contract/buy-rig'

const wanted = Number(process.argv[2] ?? 200)
const buyers = 8
const shop = await buyRig()
const sku = await shop.product(wanted + 100)
const times: Record<'add' | 'start' | 'pay', number[]> = { add: [], start: [], pay: [] }

async function timed<T>(step: keyof typeof times, work: () => Promise<T>): Promise<T> {
  const from = performance.now()
  const result = await work()
  times[step].push(performance.now() - from)
  return result
}

async function buy(): Promise<void> {
  const who = shop.guest()
  await timed('add', () => shop.cart.addToCart(who, 'en-GB', sku, 1))
  const details = { email: 'ada@example.com', shipping: shop.address, delivery: 'standard' as const }
  const { id, totals } = await timed('start', () => shop.checkout.startCheckout(who, 'en-GB', details))
  await timed('pay', () => shop.pay(who, id, totals.total.amount))
}

const percentile = (values: number[], share: number): string =>
  `${(values.sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(1)} ms`

for (let index = 0; index < 20; index++) await buy()
for (const list of Object.values(times)) list.length = 0
let left = wanted
const [from, cpu] = [performance.now(), process.cpuUsage()]
await Promise.all(
  Array.from({ length: buyers }, async () => {
    while (left-- > 0) await buy()
  }),
)
const seconds = (performance.now() - from) / 1000
const { user, system } = process.cpuUsage(cpu)
console.log(`${wanted} orders by ${buyers} buyers: ${(wanted / seconds).toFixed(1)} a second`)
console.log(`processor time per order: ${((user + system) / 1000 / wanted).toFixed(1)} ms`)
for (const [step, list] of Object.entries(times)) {
  console.log(`${step}: p50 ${percentile(list, 0.5)}, p99 ${percentile(list, 0.99)}`)
}
const stock = await shop.auditStock()
if (stock.differences.length > 0) throw new Error(JSON.stringify(stock.differences))
await shop.rig.stop()
