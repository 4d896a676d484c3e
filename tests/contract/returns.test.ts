import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '@/tests/contract/shop-rig'
import { workingRig } from '@/tests/contract/working-rig'

let shop: Awaited<ReturnType<typeof workingRig>>
const hour = 3_600_000

beforeAll(async () => {
  shop = await workingRig()
})
afterAll(() => shop?.stop())

/** An order of so many pieces, whose note tells the order management what to do with it. */
async function bought(quantity: number, note?: string) {
  const sku = await shop.product(20)
  const { who, view, total } = await shop.readyToPay(sku, quantity, note)
  const { order } = await shop.pay(who, view.id, total)
  if (!order) throw new Error('not bought')
  const state = () => shop.orders.orderOf(who, order.id, 'en-GB')
  await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
  return { sku, who, order, total, state }
}
type Bought = Awaited<ReturnType<typeof bought>>

async function delivered(quantity: number, note?: string): Promise<Bought> {
  const one = await bought(quantity, note)
  await until(async () => (await one.state()).fulfilment === 'acknowledged', 'the acknowledgement')
  for (let hours = 0; hours < 8 && (await one.state()).fulfilment !== 'delivered'; hours++) {
    await shop.rig.advance(hour)
    await shop.workers.orderManagement.tick()
    await until(async () => true)
  }
  await until(async () => (await one.state()).fulfilment === 'delivered', 'the delivery')
  return one
}

async function sentBack({ who, order, sku }: Bought, quantity: number, reason = 'damaged' as const) {
  const { requestReturn } = await import('@/server/orders/returns')
  return requestReturn(who, order.id, { lines: [{ sku, quantity, reason }] })
}

async function arrives({ state }: Bought, rma = 'R1') {
  await until(
    async () => (await state()).documents.some((one) => one.name === `return-label-${rma}`),
    'the label',
  )
  await shop.rig.advance(2 * hour)
  await until(
    async () => (await state()).returns.find((one) => one.rma === rma)?.state === 'settled',
    'the settlement',
  )
}

const captured = async (id: string) => {
  const { paymentOf, sumsOf } = await import('@/server/payments/payments')
  return sumsOf(await paymentOf(id))
}

async function download(who: Bought['who'], id: string, name: string): Promise<Buffer> {
  const { documentLink } = await import('@/server/orders/paper-links')
  const answer = await fetch((await documentLink(who, id, name)).url)
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

describe('a return', () => {
  test('gets a label, and its money, goods and credit note when it has come', async () => {
    const one = await delivered(3)
    const { sku, who, order, state } = one
    expect((await state()).returnable).toEqual([{ sku, quantity: 3 }])
    await sentBack(one, 2)
    expect((await state()).returnable).toEqual([{ sku, quantity: 1 }])
    await arrives(one)
    expect(await captured(order.id)).toMatchObject({ refunded: 3600 })
    expect((await shop.stockOf(sku))?.onHand).toBe(19)
    await until(async () => (await state()).documents.some((doc) => doc.kind === 'credit-note'), 'the note')
    expect((await state()).paymentStatus).toBe('partly-refunded')
    for (const name of ['return-label-R1', 'credit-note-1', 'packing-slip-1']) {
      const pdf = await download(who, order.id, name)
      expect(pdf.subarray(0, 5).toString(), name).toBe('%PDF-')
      expect(pdf.includes('/StructTreeRoot'), name).toBe(true)
    }
    const subjects = async () => (await shop.rig.mail()).map((mail) => mail.subject)
    await until(
      async () => (await subjects()).includes(`£36.00 of your order ${order.number} goes back to you`),
      'the letter about the refund',
    )
    expect(await subjects()).toContain(`The label for your return ${order.number}-R1`)
    expect((await shop.auditLedger()).differences).toEqual([])
    expect((await shop.auditStock()).differences).toEqual([])
  })

  test('of the last piece brings back the delivery as well, to the penny', async () => {
    const one = await delivered(2)
    await sentBack(one, 1)
    await arrives(one, 'R1')
    await sentBack(one, 1)
    await arrives(one, 'R2')
    expect(await captured(one.order.id)).toEqual({ captured: one.total, refunded: one.total })
    expect((await one.state()).paymentStatus).toBe('refunded')
  })

  test('of more than was delivered, of nothing, or by somebody else is refused', async () => {
    const one = await delivered(1)
    await expect(sentBack(one, 2)).rejects.toMatchObject({ code: 'not-returnable' })
    await expect(sentBack({ ...one, who: shop.guest() }, 1)).rejects.toMatchObject({ status: 404 })
    const { requestReturn } = await import('@/server/orders/returns')
    await expect(requestReturn(one.who, one.order.id, { lines: [] })).rejects.toMatchObject({
      code: 'nothing-returned',
    })
    await sentBack(one, 1)
    await expect(sentBack(one, 1)).rejects.toMatchObject({ code: 'not-returnable' })
  })

  test('may be refused by who opens the parcel, and then nothing is paid back', async () => {
    const one = await delivered(1, 'oms:refuse')
    await sentBack(one, 1)
    await until(async () => (await one.state()).documents.some((doc) => doc.kind === 'return-label'), 'label')
    await shop.rig.advance(2 * hour)
    await until(async () => (await one.state()).returns[0]?.state === 'refused', 'the refusal')
    expect(await captured(one.order.id)).toMatchObject({ refunded: 0 })
    expect((await one.state()).returnable).toEqual([{ sku: one.sku, quantity: 1 }])
  })

  test('is not possible after thirty days', async () => {
    const one = await delivered(1)
    const order = await shop.orders.requireOrder(one.order.id)
    const { returnablePieces } = await import('@/server/orders/returnable')
    const old = {
      ...order,
      shipments: order.shipments.map((parcel) => ({ ...parcel, deliveredAt: '2020-01-01T00:00:00.000Z' })),
    }
    expect(returnablePieces(old)).toEqual([])
  })
})

describe('a refund', () => {
  test('that is asked for twice moves the money once', async () => {
    const { sku, order } = await delivered(2)
    const { refundPieces } = await import('@/server/orders/refunds')
    const ask = () => refundPieces(order.id, [{ sku, quantity: 1 }], 'returned', 'R9')
    await Promise.all([ask(), ask(), ask()])
    await ask()
    expect(await captured(order.id)).toMatchObject({ refunded: 1800 })
  })

  test('after a crash at any step is finished by whoever asks again', async () => {
    const { watchSteps } = await import('@/server/platform/steps')
    const { refundPieces } = await import('@/server/orders/refunds')
    for (const step of [
      'order.refund-planned',
      'payment.refund-planned',
      'payment.refunded',
      'order.refund-paid',
    ]) {
      const { sku, order } = await delivered(1)
      const stop = watchSteps((at) => {
        if (at === step) throw new Error('crash')
      })
      const ask = () => refundPieces(order.id, [{ sku, quantity: 1 }], 'returned', 'R9')
      await expect(ask(), step).rejects.toThrow('crash')
      stop()
      const done = await ask()
      expect(done.refunds, step).toMatchObject([{ key: 'R9', settled: true }])
      const { captured: taken, refunded } = await captured(order.id)
      expect(refunded, step).toBe(taken)
    }
  })

  test('that was cut off is made before the rest goes back with the order, and not once more', async () => {
    const { sku, who, order, state } = await bought(2)
    const { watchSteps } = await import('@/server/platform/steps')
    const { refundPieces } = await import('@/server/orders/refunds')
    const stop = watchSteps((at) => {
      if (at === 'order.refund-planned') throw new Error('crash')
    })
    const ask = () => refundPieces(order.id, [{ sku, quantity: 1 }], 'not-available', 'N1')
    await expect(ask()).rejects.toThrow('crash')
    stop()
    await shop.orders.requestCancellation(who, order.id, 'en-GB')
    await until(async () => (await state()).paymentStatus === 'refunded', 'the money')
    const { captured: taken, refunded } = await captured(order.id)
    const { refunds = [] } = await ask()
    expect(refunds.map(({ key, settled }) => [key, settled])).toEqual([
      ['N1', true],
      ['cancelled', true],
    ])
    expect(refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(taken)
    expect(refunded).toBe(taken)
  })

  test('beyond what was paid is refused, and nothing moves', async () => {
    const { order, total } = await delivered(1)
    const { refundAmount } = await import('@/server/orders/refunds')
    await expect(refundAmount(order.id, total + 1, 'g-1')).rejects.toMatchObject({ code: 'over-refund' })
    await refundAmount(order.id, total - 100, 'g-2')
    await expect(refundAmount(order.id, 101, 'g-3')).rejects.toMatchObject({ code: 'over-refund' })
    expect(await captured(order.id)).toMatchObject({ refunded: total - 100 })
  })
})
