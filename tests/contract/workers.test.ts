import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyRig } from '@/tests/contract/buy-rig'
import { until } from '@/tests/contract/shop-rig'

let shop: Awaited<ReturnType<typeof buyRig>>
let worker: ChildProcess | undefined

beforeAll(async () => {
  shop = await buyRig()
})
afterAll(async () => {
  worker?.kill('SIGKILL')
  await shop?.stop()
})

/** Starts the workers as the shop does: a process of their own. */
async function startWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/workers/local.ts'], {
    env: { ...process.env, OMS_PACE_MS: '3600000', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

async function buy(sku: string): Promise<string> {
  const { who, view, total } = await shop.readyToPay(sku)
  const { order } = await shop.pay(who, view.id, total)
  return order?.id ?? ''
}

test('every order is paid, invoiced and acknowledged once, although the workers are killed in between', async () => {
  const { requireOrder } = await import('@/server/orders/orders')
  const sku = await shop.product(20)
  const done = async (id: string) => {
    const order = await requireOrder(id)
    return order.fulfilment === 'acknowledged' && order.invoice !== undefined
  }
  const early = [await buy(sku), await buy(sku), await buy(sku), await buy(sku)]
  worker = await startWorker()
  await until(
    async () => (await requireOrder(early[0] ?? '')).fulfilment !== 'received',
    'the first acknowledgement',
  )
  worker.kill('SIGKILL')
  await once(worker, 'exit')

  // What the killed process had in hand comes back when its visibility ends.
  await shop.rig.advance(31_000)
  const ids = [...early, await buy(sku), await buy(sku)]
  worker = await startWorker()
  const allDone = async () => (await Promise.all(ids.map(done))).every(Boolean)
  await until(allDone, 'all orders', 180_000)
  for (const id of ids) {
    const codes = (await requireOrder(id)).timeline.map((entry) => entry.code).sort()
    expect(codes).toEqual(['acknowledged', 'invoice-issued', 'paid', 'placed'])
  }
  const ledger = await shop.auditLedger()
  expect(ledger).toMatchObject({ payments: 6, moneyIn: { GBP: 6 * (1800 + 395) }, differences: [] })

  worker.kill('SIGTERM')
  expect(await once(worker, 'exit')).toEqual([0, null])
}, 240_000)
