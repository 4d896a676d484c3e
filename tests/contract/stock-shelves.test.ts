import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyRig } from '@/tests/contract/buy-rig'

let shop: Awaited<ReturnType<typeof buyRig>>
let spreadStock: (sku: string, place: string, shelves: number) => Promise<void>
beforeAll(async () => {
  shop = await buyRig()
  spreadStock = (await import('@/server/inventory/spread')).spreadStock
})
afterAll(() => shop?.stop())

const balanced = async () => expect((await shop.auditStock()).differences).toEqual([])

test('a hot SKU is sold from several counters, to the last piece and no further', async () => {
  const sku = await shop.product(40)
  await spreadStock(sku, 'tilbury', 8)
  await balanced()
  expect(await shop.stockOf(sku)).toEqual({ onHand: 40, held: 0, available: 40 })
  const buyers = await Promise.all(Array.from({ length: 50 }, () => shop.readyToPay(sku)))
  const results = await Promise.allSettled(
    buyers.map(({ who, view, total }) => shop.pay(who, view.id, total)),
  )
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(40)
  expect(await shop.ordersOf(sku)).toBe(40)
  expect(await shop.stockOf(sku)).toEqual({ onHand: 0, held: 0, available: 0 })
  await balanced()
}, 90_000)

test('one order may take from several shelves, and gives back to each', async () => {
  const sku = await shop.product(9)
  await spreadStock(sku, 'tilbury', 3)
  const { who, view, total } = await shop.readyToPay(sku, 7)
  await expect(shop.pay(who, view.id, total, 'tok_decline')).rejects.toThrow('not paid')
  expect(await shop.stockOf(sku)).toEqual({ onHand: 9, held: 0, available: 9 })
  expect((await shop.pay(who, view.id, total)).state).toBe('completed')
  expect(await shop.stockOf(sku)).toEqual({ onHand: 2, held: 0, available: 2 })
  await balanced()
})

test('is counted as one place while pieces are promised, spread again, and gathered', async () => {
  const sku = await shop.product(12)
  await spreadStock(sku, 'tilbury', 4)
  const { who, view, total } = await shop.readyToPay(sku, 2)
  await shop.pay(who, view.id, total, 'tok_challenge')
  await shop.inventory.setStock({ sku, location: 'tilbury', onHand: 20 })
  expect(await shop.stockOf(sku)).toEqual({ onHand: 20, held: 2, available: 18 })
  await balanced()
  await spreadStock(sku, 'tilbury', 1)
  await shop.payment.cancelPayment(who, view.id)
  expect(await shop.stockOf(sku)).toEqual({ onHand: 20, held: 0, available: 20 })
  await balanced()
  const next = await shop.readyToPay(sku, 20)
  expect((await shop.pay(next.who, next.view.id, next.total)).state).toBe('completed')
})

test.each([0, 41, 1.5])('%j shelves are refused', async (shelves) => {
  await expect(spreadStock(await shop.product(1), 'tilbury', shelves)).rejects.toMatchObject({ status: 422 })
})
