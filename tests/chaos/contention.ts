/** A thousand buyers in three processes want a hundred pieces: exactly a hundred get one, and nothing stays held for the others.
 *  `npx tsx tests/chaos/contention.ts`; exits with 1 when anything is wrong. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { buyRig } from '@/tests/contract/buy-rig'

const [buyers, pieces, processes] = [1000, 100, 3]
const atOnce = 16

/** What a process of buyers is told, and how it went. */
interface Order {
  sku: string
  buyers: number
}
interface Report {
  placed: number
  refused: Record<string, number>
}

/** Runs in each of the processes: everybody fills a cart and a form first, and then all pay. */
async function buyAsMany(): Promise<void> {
  const { addToCart } = await import('@/server/cart/cart')
  const { startCheckout } = await import('@/server/checkout/checkout')
  const { pay } = await import('@/server/checkout/pay')
  const { newId } = await import('@/server/platform/ids')
  const { DomainError } = await import('@/server/platform/errors')
  const shipping = { name: 'A', line1: '1 Rope Walk', city: 'London', postcode: 'SE1 9XX', country: 'GB' }
  const details = { email: 'ada@example.com', shipping, delivery: 'standard' as const }
  const { sku, buyers: own }: Order = await message()
  const ready = await several(own, async () => {
    const who = { kind: 'guest' as const, id: newId('gst'), sessionId: newId('ses') }
    await addToCart(who, 'en-GB', sku, 1)
    const view = await startCheckout(who, 'en-GB', details)
    return { who, id: view.id, expectedTotal: view.totals.total.amount }
  })
  process.send?.('ready')
  await message()
  const report: Report = { placed: 0, refused: {} }
  const rest = ready.values()
  await several(own, async () => {
    const next = rest.next()
    if (next.done) return
    const { who, id, expectedTotal } = next.value
    try {
      const view = await pay(who, id, 'en-GB', { token: 'tok_success', expectedTotal })
      if (view.state === 'completed') report.placed += 1
    } catch (error) {
      const code = error instanceof DomainError ? error.code : String(error)
      report.refused[code] = (report.refused[code] ?? 0) + 1
    }
  })
  process.send?.(report, () => process.exit(0))
}

async function compete(): Promise<void> {
  const shop = await buyRig()
  const sku = await shop.product(pieces)
  const share = Math.ceil(buyers / processes)
  const children = Array.from({ length: processes }, (_, index) => ({
    child: fork(import.meta.filename, { execArgv: process.execArgv, env: process.env }),
    buyers: Math.min(share, buyers - index * share),
  }))
  await Promise.all(
    children.map(async ({ child, buyers: own }) => {
      child.send({ sku, buyers: own })
      await once(child, 'message')
    }),
  )
  const from = performance.now()
  const reports: Report[] = await Promise.all(
    children.map(async ({ child }) => {
      child.send('go')
      const [report] = await once(child, 'message')
      return report
    }),
  )
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  console.log(`${buyers} buyers in ${processes} processes paid for ${pieces} pieces in ${seconds} s`)
  for (const { placed, refused } of reports) console.log(`  ${placed} placed; ${JSON.stringify(refused)}`)

  await shop.rig.advance(11 * 60_000)
  while ((await shop.recoverCheckouts()) + (await shop.sweepHolds()) > 0);
  const stock = await shop.auditStock()
  const ledger = await shop.auditLedger()
  const found = {
    placed: reports.reduce((sum, report) => sum + report.placed, 0),
    orders: await shop.ordersOf(sku),
    stock: await shop.stockOf(sku),
    holds: stock.activeHolds,
    differences: stock.differences.length + ledger.differences.length,
  }
  const wanted = {
    placed: pieces,
    orders: pieces,
    stock: { onHand: 0, held: 0, available: 0 },
    holds: 0,
    differences: 0,
  }
  await shop.rig.stop()
  const right = JSON.stringify(found) === JSON.stringify(wanted)
  console.log(right ? 'exactly as many orders as pieces, nothing held' : `WRONG: ${JSON.stringify(found)}`)
  process.exit(right ? 0 : 1)
}

/** What the parent says next. */
async function message() {
  const [said] = await once(process, 'message')
  return said
}

/** Does something so many times, a few at once. */
async function several<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let left = count
  const one = async () => {
    while (left-- > 0) results.push(await work())
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return results
}

if (process.send) await buyAsMany()
else await compete()
