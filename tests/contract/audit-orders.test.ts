import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Audit from '@/server/archive/audit'
import type { Retention } from '@/infra/object-life'
import type { Order } from '@/server/orders/model'
import { invoicedAt, placedOrder } from '@/tests/contract/placed-order'
import { type ShopRig, shopRig } from '@/tests/contract/shop-rig'

/** An audit knows from the orders what must be in the archive. */
let rig: ShopRig
let audit: typeof Audit
const year = new Date().getUTCFullYear() - 1
const day = (monthDay: string, of = year) => `${of}-${monthDay}T12:00:00.000Z`

beforeAll(async () => {
  rig = await shopRig()
  audit = await import('@/server/archive/audit')
})
afterAll(() => rig?.stop())

async function archive(retention: Retention, name: string, at: string): Promise<void> {
  const { archiveDocument } = await import('@/server/platform/archive')
  await archiveDocument('orders', {
    retention,
    at,
    name,
    body: Buffer.from(name),
    contentType: 'application/pdf',
    about: { document: name },
  })
}

const number = (last: number) => `QAAA-0000-000${last}`
const delivered = (at: string) => (order: Order) => {
  const { timeline, ...invoice } = invoicedAt(at)(order)
  return {
    ...invoice,
    fulfilment: 'delivered' as const,
    timeline: [...timeline, { code: 'delivered' as const, at }],
  }
}
const creditNote = (order: Order, issuedAt: string) => ({
  name: 'credit-note-1',
  kind: 'credit-note' as const,
  number: `CN-${order.number}-1`,
  key: `customers/${order.customerId}/orders/${order.id}/credit-note-1.pdf`,
  issuedAt,
})
const findings = async (of = year) => (await audit.auditYear(of, false)).findings

describe('what the orders of a year ask the archive for', () => {
  test('is there when everything was archived, and nothing is asked of what is not over', async () => {
    const whole = await placedOrder(number(1), day('03-01'), delivered(day('03-04')))
    await archive('order', `${whole.id}/delivered.json`, day('03-04'))
    await archive('taxDocument', `INV-${whole.number}.pdf`, day('03-04'))
    await placedOrder(number(2), day('03-02'))
    const report = await audit.auditYear(year, false)
    expect(report).toMatchObject({ orders: 2, due: 2, toCome: 0, records: 2, verified: 2, findings: [] })
  })

  test('is missing by name: a record, an invoice, a credit note', async () => {
    const order = await placedOrder(number(3), day('05-01'), (one) => ({
      ...delivered(day('05-04'))(one),
      documents: [creditNote(one, day('06-01'))],
    }))
    expect(await findings()).toEqual([
      { key: `orders/${year}/${order.id}/delivered.json`, problem: 'missing' },
      { key: `tax/${year}/CN-${order.number}-1.pdf`, problem: 'missing' },
      { key: `tax/${year}/INV-${order.number}.pdf`, problem: 'missing' },
    ])
    await archive('order', `${order.id}/delivered.json`, day('05-04'))
    await archive('taxDocument', `INV-${order.number}.pdf`, day('05-04'))
    await archive('taxDocument', `CN-${order.number}-1.pdf`, day('06-01'))
    expect(await findings()).toEqual([])
  })

  test('is not asked of a cancelled order before its money went back', async () => {
    const cancelled = (paymentStatus: Order['paymentStatus']) => (order: Order) => ({
      paymentStatus,
      fulfilment: 'cancelled' as const,
      timeline: [...order.timeline, { code: 'cancelled' as const, at: day('07-02') }],
    })
    await placedOrder(number(4), day('07-01'), cancelled('paid'))
    expect(await findings()).toEqual([])
    const settled = await placedOrder(number(5), day('07-01'), cancelled('refunded'))
    const key = `orders/${year}/${settled.id}/cancelled.json`
    expect(await findings()).toEqual([{ key, problem: 'missing' }])
    await archive('order', `${settled.id}/cancelled.json`, day('07-02'))
  })

  test('may stand in the next year when it became known there', async () => {
    const order = await placedOrder(number(6), day('12-29'), delivered(`${year}-12-31T23:59:00.000Z`))
    await archive('order', `${order.id}/delivered.json`, day('01-01', year + 1))
    await archive('taxDocument', `INV-${order.number}.pdf`, day('01-01', year + 1))
    expect(await findings()).toEqual([])
    expect(await findings(year + 1)).toEqual([])
  })

  test('is still to come for some minutes', async () => {
    const { isoNow } = await import('@/server/platform/clock')
    const order = await placedOrder(number(7), isoNow(), (one) => delivered(isoNow())(one))
    const thisYear = Number(isoNow().slice(0, 4))
    expect(await audit.auditYear(thisYear, false)).toMatchObject({ toCome: 2, findings: [] })
    await rig.advance(31 * 60_000)
    expect((await findings(thisYear)).map(({ problem }) => problem)).toEqual(['missing', 'missing'])
    expect((await findings(thisYear))[0]?.key).toContain(order.id)
  })

  test('is all that is there of orders', async () => {
    await archive('taxDocument', 'INV-QZZZ-0000-0000.pdf', day('08-01'))
    await archive('order', 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV/delivered.json', day('08-01'))
    expect(await findings()).toEqual([
      { key: `orders/${year}/ord_01ARZ3NDEKTSV4RRFFQ69G5FAV/delivered.json`, problem: 'without-order' },
      { key: `tax/${year}/INV-QZZZ-0000-0000.pdf`, problem: 'without-order' },
    ])
  })
})

describe('a record that the staff look for', () => {
  const staff = {
    kind: 'customer' as const,
    id: 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    sessionId: 'ses_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    email: 'finance@quayside.example',
    groups: ['staff'],
  }
  const keysOf = async (text: string, of?: number) => {
    const { findRecords } = await import('@/server/archive/finding')
    return (await findRecords(staff, { text, year: of })).records.map(({ key }) => key).sort()
  }

  test('is found by the number of its order however it is written, by that of the document, by order and by customer', async () => {
    const { orderByNumber } = await import('@/server/orders/held')
    const order = await orderByNumber(number(3))
    if (!order) throw new Error('the order is not there')
    const all = [
      `orders/${year}/${order.id}/delivered.json`,
      `tax/${year}/CN-${order.number}-1.pdf`,
      `tax/${year}/INV-${order.number}.pdf`,
    ]
    expect(await keysOf(number(3))).toEqual(all)
    expect(await keysOf(' qaaa 0000 0003 ')).toEqual(all)
    expect(await keysOf(order.id)).toEqual(all)
    expect(await keysOf(`inv-${order.number}`)).toEqual([all[2]])
    expect(await keysOf(`CN-${order.number}-1`)).toEqual([all[1]])
    expect(await keysOf(order.customerId)).toEqual(all)
    expect(await keysOf(number(3), year - 3)).toEqual([])
  })

  test('is found by its year, and nothing by nothing', async () => {
    expect((await keysOf('', year)).length).toBeGreaterThan(7)
    expect(await keysOf('')).toEqual([])
    expect(await keysOf('QXXX-0000-0000')).toEqual([])
  })

  test('is nobody else’s to look for', async () => {
    const { findRecords } = await import('@/server/archive/finding')
    await expect(findRecords({ kind: 'anonymous' }, { text: number(3) })).rejects.toMatchObject({
      status: 404,
    })
  })
})
