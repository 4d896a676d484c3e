import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quote } from '@/server/pricing/quote'
import type { Order } from './model'
import { applied, canCancel, type StatusReport } from './progress'

const address = { name: 'A', line1: '1', city: 'London', country: 'GB' }
const lines = [
  { sku: 'A', quantity: 2, unit: 100, taxClass: 'standard' as const },
  { sku: 'B', quantity: 1, unit: 100, taxClass: 'standard' as const },
]
const order: Order = {
  id: 'ord_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  number: 'Q000-0000-0000',
  version: 0,
  customerId: 'gst_1',
  checkoutId: 'chk_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  locale: 'en-GB',
  market: 'GB',
  currency: 'GBP',
  email: 'a@example.com',
  lines: lines.map((line) => ({ ...line, productId: 'p', language: 'en', names: { en: 'P' }, options: [] })),
  quote: quote({ market: 'GB', lines, delivery: 0 }),
  shipping: address,
  billing: address,
  delivery: { method: 'standard', amount: 0, earliest: '2026-11-23', latest: '2026-11-25' },
  paymentStatus: 'paid',
  fulfilment: 'received',
  shipments: [],
  timeline: [{ code: 'placed', at: '2026-11-21T12:00:00.000Z' }],
  placedAt: '2026-11-21T12:00:00.000Z',
}
const time = (minute: number) => `2026-11-21T12:${String(minute).padStart(2, '0')}:00.000Z`
const parcel = (id: string, sku: string, quantity: number) => ({
  id,
  carrier: 'Parcel',
  tracking: id,
  lines: [{ sku, quantity }],
  shippedAt: time(3),
})
const reports: StatusReport[] = [
  { event: 'e1', at: time(1), status: 'acknowledged' },
  { event: 'e2', at: time(2), status: 'picking' },
  { event: 'e3', at: time(3), status: 'shipped', shipment: parcel('s1', 'A', 2) },
  { event: 'e4', at: time(4), status: 'shipped', shipment: parcel('s2', 'B', 1) },
  { event: 'e5', at: time(5), status: 'delivered', shipment: parcel('s1', 'A', 2) },
  { event: 'e6', at: time(6), status: 'delivered', shipment: parcel('s2', 'B', 1) },
]
const all = (list: readonly StatusReport[]) => list.reduce(applied, order)

describe('an order', () => {
  test('goes from hand to hand', () => {
    const states = reports.map((_, index) => all(reports.slice(0, index + 1)).fulfilment)
    expect(states).toEqual(['acknowledged', 'picking', 'partly-shipped', 'shipped', 'shipped', 'delivered'])
  })

  test('comes to the same state whatever the order and the repetition of reports', () => {
    const expected = all(reports)
    const shuffled = fc
      .shuffledSubarray(reports, { minLength: reports.length })
      .chain((list) => fc.array(fc.constantFrom(...reports)).map((again) => [...list, ...again]))
    fc.assert(
      fc.property(shuffled, (list) => {
        const { shipments, ...rest } = all(list)
        const { shipments: known, ...same } = expected
        expect(rest).toEqual(same)
        expect(new Set(shipments.map((one) => JSON.stringify(one)))).toEqual(
          new Set(known.map((one) => JSON.stringify(one))),
        )
      }),
    )
  })

  test('that was cancelled is never shipped, and one that was shipped is never cancelled', () => {
    const cancelled: StatusReport = { event: 'c', at: time(9), status: 'cancelled' }
    expect(all([cancelled, ...reports]).fulfilment).toBe('cancelled')
    expect(all([...reports.slice(0, 3), cancelled]).fulfilment).toBe('partly-shipped')
  })

  test('can be cancelled until it is picked, and asked for once', () => {
    expect(canCancel(order)).toBe(true)
    expect(canCancel(all(reports.slice(0, 1)))).toBe(true)
    expect(canCancel(all(reports.slice(0, 2)))).toBe(false)
    expect(canCancel({ ...order, cancellation: { requestedAt: time(1), refused: true } })).toBe(false)
  })
})
