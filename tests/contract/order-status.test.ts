import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '@/tests/contract/shop-rig'
import { workingRig } from '@/tests/contract/working-rig'

let shop: Awaited<ReturnType<typeof workingRig>>
const hour = 3_600_000

beforeAll(async () => {
  shop = await workingRig()
})
afterAll(() => shop?.stop())

/** An order of two pieces of one thing and one of another. */
async function bought(note?: string) {
  const [first, second] = [await shop.product(20), await shop.product(20)]
  const who = shop.guest()
  await shop.cart.addToCart(who, 'en-GB', first, 2)
  await shop.cart.addToCart(who, 'en-GB', second, 1)
  if (note) await shop.cart.writeNotes(who, 'en-GB', { note })
  const details = { email: 'ada@example.com', shipping: shop.address, delivery: 'standard' as const }
  const view = await shop.checkout.startCheckout(who, 'en-GB', details)
  const { order } = await shop.pay(who, view.id, view.totals.total.amount)
  if (!order) throw new Error('not bought')
  const state = () => shop.orders.orderOf(who, order.id, 'en-GB')
  await until(
    async () => shop.workers.orderManagement.known().some(({ id }) => id === order.id),
    'the message',
  )
  await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
  return { first, second, who, order, state, total: view.totals.total.amount }
}

async function hours(count: number): Promise<void> {
  for (let passed = 0; passed < count; passed++) {
    await shop.rig.advance(hour)
    await shop.workers.orderManagement.tick()
  }
}

const letters = async (number: string) =>
  (await shop.rig.mail()).filter((mail) => mail.subject.includes(number)).map((mail) => mail.subject)

describe('an order ends the same', () => {
  test.each(['oms:parts', 'oms:parts,twice', 'oms:parts,shuffled', 'oms:parts,backorder,twice,shuffled'])(
    'when the order management answers as %s',
    async (note) => {
      const { first, second, order, state } = await bought(note)
      await hours(8)
      const told = async (code: string) =>
        (await state()).timeline.filter((entry) => entry.code === code).length === 2
      await until(async () => (await told('delivered')) && (await told('shipped')), 'all news')
      expect((await state()).fulfilment).toBe('delivered')
      const { shipments, backordered, cancelled } = await state()
      expect(
        shipments.flatMap((shipment) => shipment.lines).sort((a, b) => a.sku.localeCompare(b.sku)),
      ).toEqual(
        [
          { sku: first, quantity: 2 },
          { sku: second, quantity: 1 },
        ].sort((a, b) => a.sku.localeCompare(b.sku)),
      )
      expect([backordered, cancelled]).toEqual([[], []])
      await until(
        async () => (await letters(order.number)).some((subject) => subject.includes('arrived')),
        'it',
      )
      const sent = (await letters(order.number)).filter((subject) => subject.includes('on its way'))
      expect(sent).toHaveLength(2)
    },
  )
})

test('pieces that cannot be had are paid back, and the rest is sent', async () => {
  const { second, order, state, total } = await bought('oms:unavailable')
  await hours(1)
  await until(async () => (await state()).refunds[0]?.settled === true, 'the refund')
  expect((await state()).cancelled).toEqual([{ sku: second, quantity: 1 }])
  expect((await state()).refunds).toMatchObject([{ amount: { amount: 1800 }, reason: 'not-available' }])
  await hours(3)
  await until(async () => (await state()).fulfilment === 'delivered', 'the rest')
  const { paymentOf, sumsOf } = await import('@/server/payments/payments')
  expect(sumsOf(await paymentOf(order.id))).toEqual({ captured: total, refunded: 1800 })
  await until(
    async () => (await letters(order.number)).some((subject) => subject.includes('not to be had')),
    'the letter',
  )
})

test('an order that the order management cancels gives its money back', async () => {
  const { state } = await bought('oms:cancel')
  await hours(1)
  await until(async () => (await state()).paymentStatus === 'refunded', 'the money')
  expect((await state()).fulfilment).toBe('cancelled')
})

describe('another address', () => {
  const elsewhere = {
    name: 'Ada Quay',
    line1: '2 New Quay',
    city: 'Bristol',
    postcode: 'bs1 4xx',
    country: 'GB',
  }

  test('is taken over before packing', async () => {
    const { changeAddress } = await import('@/server/orders/address-change')
    const { who, order, state } = await bought()
    await changeAddress(who, order.id, elsewhere)
    expect((await state()).shipping).toMatchObject({ line1: '2 New Quay', postcode: 'BS1 4XX' })
    await until(async () => (await state()).addressChange === 'taken', 'the answer')
    expect((await state()).timeline.some((entry) => entry.code === 'address-changed')).toBe(true)
  })

  test('that comes too late for the order management leaves the first one, and the owner is told', async () => {
    const { changeAddress } = await import('@/server/orders/address-change')
    const { who, order, state } = await bought('oms:refuse')
    await changeAddress(who, order.id, elsewhere)
    await until(async () => (await state()).addressChange === 'refused', 'the answer')
    expect((await state()).shipping.line1).toBe('1 Rope Walk')
    await until(
      async () => (await letters(order.number)).some((subject) => subject.includes('first address')),
      'the letter',
    )
  })

  test('is refused while it is packed, in another country, and to a stranger', async () => {
    const { changeAddress } = await import('@/server/orders/address-change')
    const { who, order, state } = await bought()
    await expect(changeAddress(shop.guest(), order.id, elsewhere)).rejects.toMatchObject({ status: 404 })
    await expect(changeAddress(who, order.id, { ...elsewhere, country: 'DE' })).rejects.toMatchObject({
      code: 'address-not-delivered',
    })
    await hours(1)
    await until(async () => (await state()).fulfilment === 'picking', 'packing')
    await expect(changeAddress(who, order.id, elsewhere)).rejects.toMatchObject({
      code: 'too-late-to-change',
    })
  })
})

describe('a parcel', () => {
  test('is followed on its way, comes near, and is photographed where it is left', async () => {
    const { trackingOf } = await import('@/server/delivery/tracking')
    const { proofLink } = await import('@/server/orders/paper-links')
    const { who, order, state } = await bought()
    const tracking = () => trackingOf(who, order.id)
    await hours(2)
    await until(async () => (await tracking()).parcels.length === 1, 'the parcel')
    const far = (await tracking()).parcels[0]?.metresLeft ?? 0
    await shop.rig.advance(hour / 2)
    await until(async () => ((await tracking()).parcels[0]?.metresLeft ?? far) < far, 'some of the way')
    const [parcel] = (await tracking()).parcels
    expect(parcel?.trail.length).toBeGreaterThan(1)
    expect(Date.parse(parcel?.expectedAt ?? '')).toBeGreaterThan(Date.parse(parcel?.seenAt ?? ''))
    await shop.rig.advance(hour * 0.45)
    await until(
      async () => (await state()).timeline.some((entry) => entry.code === 'out-for-delivery'),
      'the fence',
    )
    await hours(1)
    await until(async () => (await state()).shipments[0]?.proofReady === true, 'the photograph')
    const { url } = await proofLink(who, order.id, (await state()).shipments[0]?.id ?? '')
    const photograph = await fetch(url)
    expect([photograph.status, photograph.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    await expect(trackingOf(shop.guest(), order.id)).rejects.toMatchObject({ status: 404 })
    await expect(proofLink(shop.guest(), order.id, 'x')).rejects.toMatchObject({ status: 404 })
  })

  test('is told of live to its owner alone', async () => {
    const { watchTracking } = await import('@/server/delivery/live')
    const { who, order } = await bought()
    const stop = new AbortController()
    await expect(watchTracking(shop.guest(), order.id, stop.signal)).rejects.toMatchObject({ status: 404 })
    const answer = await watchTracking(who, order.id, stop.signal)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const shipped = () => text.includes(`${order.number}-1`)
    const reading = (async () => {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
        text += part.value
    })()
    await until(() => text.includes('"fulfilment":"acknowledged"'), 'the first news')
    await hours(2)
    await until(shipped, 'the parcel')
    stop.abort()
    await reading
  })
})
