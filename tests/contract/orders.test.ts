import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '@/tests/contract/shop-rig'
import { workingRig } from '@/tests/contract/working-rig'

let shop: Awaited<ReturnType<typeof workingRig>>
const hour = 3_600_000

beforeAll(async () => {
  shop = await workingRig()
})
afterAll(() => shop?.stop())

async function bought() {
  const sku = await shop.product(5)
  const { who, view, total } = await shop.readyToPay(sku)
  const { order } = await shop.pay(who, view.id, total)
  if (!order) throw new Error('not bought')
  const state = () => shop.orders.orderOf(who, order.id, 'en-GB')
  return { sku, who, order, total, state }
}

describe('an order', () => {
  test('reaches the order management once, is paid, invoiced and told of by e-mail', async () => {
    const { who, order, total, state } = await bought()
    await until(async () => (await state()).invoiceReady, 'the invoice')
    await until(async () => (await state()).fulfilment === 'acknowledged', 'the acknowledgement')
    expect(shop.workers.orderManagement.known().filter((known) => known.id === order.id)).toHaveLength(1)
    expect((await shop.auditLedger()).moneyIn.GBP).toBeGreaterThanOrEqual(total)

    const { invoiceLink } = await import('@/server/orders/invoices')
    const link = await invoiceLink(who, order.id)
    const answer = await fetch(link.url)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toContain(`INV-${order.number}.pdf`)
    const pdf = Buffer.from(await answer.arrayBuffer())
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.includes('/StructTreeRoot')).toBe(true)
    expect(Date.parse(link.expiresAt)).toBeGreaterThan(Date.now() + 3_500_000)
    await expect(invoiceLink(shop.guest(), order.id)).rejects.toMatchObject({ status: 404 })
    expect((await fetch(link.url.split('?')[0] ?? '')).status).toBe(403)

    const mine = async () => (await shop.rig.mail()).filter((mail) => mail.subject.includes(order.number))
    await until(async () => (await mine()).length === 2, 'two letters')
    const confirmation = (await mine()).find((mail) => mail.subject.startsWith('Thank you'))
    expect(confirmation).toMatchObject({ to: 'ada@example.com' })
    expect(confirmation?.text).toContain('1 × Harbour mug: £18.00')
    expect(confirmation?.text).toContain(`/en-GB/orders/${order.id}?token=`)
  })

  test('is packed, sent and delivered', async () => {
    const { order, state } = await bought()
    await until(async () => (await state()).fulfilment === 'acknowledged', 'the acknowledgement')
    for (const fulfilment of ['picking', 'shipped', 'delivered']) {
      await shop.rig.advance(hour)
      await until(async () => (await state()).fulfilment === fulfilment, fulfilment)
    }
    const { shipments, timeline } = await state()
    expect(shipments).toMatchObject([{ carrier: 'Quayside Parcel', lines: [{ quantity: 1 }] }])
    expect(timeline.filter((entry) => entry.code === 'shipped')).toHaveLength(1)
    const shipped = async () =>
      (await shop.rig.mail()).filter((mail) => mail.subject === `Your order ${order.number} is on its way`)
    await until(async () => (await shipped()).length === 1, 'the letter')
  })

  test('that is cancelled in time gives money and goods back', async () => {
    const { sku, who, order, state } = await bought()
    await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
    const asked = await shop.orders.requestCancellation(who, order.id, 'en-GB')
    expect(asked).toMatchObject({ cancellationRequested: true })
    await until(async () => (await state()).paymentStatus === 'refunded', 'the refund')
    expect((await state()).fulfilment).toBe('cancelled')
    const { total } = (await state()).totals
    expect((await state()).refunds).toMatchObject([{ amount: total, reason: 'cancelled', settled: true }])
    const papers = async () => (await state()).documents.map(({ name }) => name)
    await until(async () => (await papers()).includes('credit-note-1'), 'the credit note')
    await until(async () => (await shop.stockOf(sku))?.onHand === 5, 'the goods')
    expect((await shop.auditStock()).differences).toEqual([])
    expect((await shop.auditLedger()).differences).toEqual([])
  })

  test('that is being packed can no longer be cancelled', async () => {
    const { who, order, state } = await bought()
    await until(async () => (await state()).fulfilment === 'acknowledged', 'the acknowledgement')
    await shop.rig.advance(hour)
    await until(async () => (await state()).fulfilment === 'picking', 'picking')
    await expect(shop.orders.requestCancellation(who, order.id, 'en-GB')).rejects.toMatchObject({
      code: 'too-late-to-cancel',
    })
  })

  test('of a guest is found by number and e-mail address, and guessing is stopped', async () => {
    const { order } = await bought()
    const { lookUpOrder } = await import('@/server/orders/lookup')
    const found = await lookUpOrder(order.number.toLowerCase(), ' Ada@Example.com')
    expect(found).toMatchObject({ id: order.id, number: order.number })
    const seen = await shop.orders.orderOf({ kind: 'anonymous' }, order.id, 'ar-AE', found.token)
    expect(seen.lines).toMatchObject([{ name: 'كوب الميناء', language: 'ar' }])
    const guess = (n: number) => lookUpOrder(order.number, `guess${n}@example.com`)
    for (let n = 0; n < 9; n++) await expect(guess(n)).rejects.toMatchObject({ status: 404 })
    await expect(guess(9)).rejects.toMatchObject({ status: 429 })
  })
})
