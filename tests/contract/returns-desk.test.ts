import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Guest } from '@/server/platform/principal'
import { openPeople } from '@/tests/contract/people'
import { until } from '@/tests/contract/shop-rig'
import { Visitor } from '@/tests/contract/visitor'
import { workingRig } from '@/tests/contract/working-rig'

let shop: Awaited<ReturnType<typeof workingRig>>
let people: Awaited<ReturnType<typeof openPeople>>
let operator: Visitor

beforeAll(async () => {
  shop = await workingRig()
  people = await openPeople(shop.rig)
  const email = await people.person('Ola Harbour')
  await people.join(email, 'staff')
  operator = new Visitor()
  await operator.ask('/session', { method: 'POST', body: await people.tokensOf(email) })
})
afterAll(async () => {
  await people?.stop()
  await shop?.stop()
})

/** An order of so many mugs at £18 that has arrived, some of which somebody wants to send back. */
async function comingBack(bought: number, back: number) {
  const sku = await shop.product(20)
  const { who, view, total } = await shop.readyToPay(sku, bought)
  const { order } = await shop.pay(who, view.id, total)
  if (!order) throw new Error('not bought')
  await until(async () => (await state(who, order.id)).paymentStatus === 'paid', 'the payment')
  const { applyStatus } = await import('@/server/orders/status')
  const at = new Date().toISOString()
  const lines = [{ sku, quantity: bought }]
  const parcel = {
    id: `${order.number}-1`,
    carrier: 'Quayside Parcel',
    tracking: 'QP1',
    lines,
    shippedAt: at,
  }
  for (const status of ['shipped', 'delivered'] as const) {
    await applyStatus({ event: `${order.id}:${status}`, orderId: order.id, at, status, shipment: parcel })
  }
  const { requestReturn } = await import('@/server/orders/returns')
  await requestReturn(who, order.id, { lines: [{ sku, quantity: back, reason: 'damaged' }] })
  return { sku, who, id: order.id, number: order.number, total }
}
type Coming = Awaited<ReturnType<typeof comingBack>>

const state = (who: Guest, id: string) => shop.orders.orderOf(who, id, 'en-GB')
const decide = ({ id }: Coming, body: object, rma = 'R1') =>
  operator.ask(`/operations/orders/${id}/returns/${rma}`, { method: 'POST', body })
const settled = async ({ who, id }: Coming) =>
  until(async () => (await state(who, id)).returns[0]?.state === 'settled', 'the settlement')
const given = async ({ id }: Coming) => {
  const { paymentOf, sumsOf } = await import('@/server/payments/payments')
  return sumsOf(await paymentOf(id)).refunded
}
interface Row {
  [field: string]: unknown
}
const rows = async (part: string) =>
  (await operator.read<Record<string, { rows: Row[] }>>('/operations/board'))[part]?.rows ?? []

describe('a return, at the desk of the house', () => {
  test('is on the board until it is settled, and paid back whole when it has come', async () => {
    const one = await comingBack(2, 1)
    const mine = async () => (await rows('returns')).find((row) => row.orderId === one.id)
    expect(await mine()).toMatchObject({ rma: 'R1', state: 'requested', pieces: 1, reasons: ['damaged'] })
    expect((await decide(one, { answer: 'approve' })).status).toBe(200)
    expect(await mine()).toMatchObject({ state: 'approved' })
    expect((await decide(one, { answer: 'receive' })).status).toBe(200)
    await settled(one)
    expect(await given(one)).toBe(1800)
    expect((await shop.stockOf(one.sku))?.onHand).toBe(19)
    expect(await mine()).toBeUndefined()
    const steps = (await state(one.who, one.id)).returns[0]?.steps.map(({ code }) => code)
    expect(steps).toEqual(['return-requested', 'return-approved', 'return-received', 'refunded'])
    const audit = (await rows('audit')).filter((row) => row.subject === one.id)
    expect(audit.map(({ action, detail, outcome }) => ({ action, detail, outcome }))).toEqual([
      { action: 'return-received', detail: 'R1', outcome: 'done' },
      { action: 'return-approved', detail: 'R1', outcome: 'done' },
    ])
  })

  test('is paid back in part, and what was kept stays kept when the rest comes back', async () => {
    const one = await comingBack(2, 1)
    expect((await decide(one, { answer: 'receive', money: '18.01' })).status).toBe(409)
    expect((await decide(one, { answer: 'receive', money: '1,250' })).status).toBe(422)
    expect((await decide(one, { answer: 'receive', money: '12,50' })).status).toBe(200)
    await settled(one)
    expect(await given(one)).toBe(1250)
    const { requestReturn } = await import('@/server/orders/returns')
    await requestReturn(one.who, one.id, { lines: [{ sku: one.sku, quantity: 1, reason: 'other' }] })
    await decide(one, { answer: 'receive' }, 'R2')
    await until(async () => (await given(one)) > 1250, 'the second refund')
    expect(await given(one)).toBe(one.total - 550)
    expect((await shop.auditLedger()).differences).toEqual([])
  })

  test('is refused, and can then be neither received nor approved', async () => {
    const one = await comingBack(1, 1)
    expect((await decide(one, { answer: 'refuse' })).status).toBe(200)
    expect((await decide(one, { answer: 'refuse' })).status).toBe(200)
    for (const answer of ['receive', 'approve']) {
      const answered = await decide(one, { answer })
      expect(answered.status).toBe(409)
      expect(await answered.json()).toMatchObject({ code: 'return-decided' })
    }
    expect(await given(one)).toBe(0)
    expect((await rows('audit'))[0]).toMatchObject({ action: 'return-approved', outcome: 'refused' })
  })

  test('that has come is paid back once, whoever says so and however often', async () => {
    const one = await comingBack(1, 1)
    const { applyStatus } = await import('@/server/orders/status')
    const at = new Date().toISOString()
    const told = { event: `${one.id}:return-R1`, orderId: one.id, at, rma: 'R1' }
    await Promise.all([
      decide(one, { answer: 'receive' }),
      decide(one, { answer: 'receive' }),
      applyStatus({ ...told, status: 'return-received' }),
    ])
    await settled(one)
    expect(await given(one)).toBe(one.total)
    expect((await shop.stockOf(one.sku))?.onHand).toBe(20)
  })

  test('does not exist under another number', async () => {
    expect((await decide(await comingBack(1, 1), { answer: 'receive' }, 'R7')).status).toBe(404)
  })
})

describe('goodwill', () => {
  test('is written as people write amounts', async () => {
    const one = await comingBack(1, 1)
    const ask = (body: object) =>
      operator.ask(`/operations/orders/${one.id}/refunds`, { method: 'POST', body })
    for (const money of ['0', '-1', '1,250', 'five', '1.234']) {
      expect((await ask({ money, key: 'sorry-0001' })).status, money).toBe(422)
    }
    expect((await ask({ key: 'sorry-0001' })).status).toBe(422)
    expect((await ask({ money: '3.5', key: 'sorry-0001' })).status).toBe(200)
    expect(await given(one)).toBe(350)
  })
})

test('an operator who looks at an order hears of every change', async () => {
  const one = await comingBack(1, 1)
  const answer = await operator.ask(`/operations/orders/${one.id}/live`)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const reading = (async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value
  })()
  const events = () => text.split('event: order').length - 1
  await until(() => events() === 1, 'how it is')
  await decide(one, { answer: 'approve' })
  await until(() => events() > 1, 'the change')
  await reader?.cancel()
  await reading
})
