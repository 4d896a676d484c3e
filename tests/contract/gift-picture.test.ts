import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Customer } from '@/server/platform/principal'
import { readPdf } from '@/tests/contract/pdf'
import { until } from '@/tests/contract/shop-rig'
import { png } from '@/tests/contract/upload-rig'
import { workingRig } from '@/tests/contract/working-rig'

let shop: Awaited<ReturnType<typeof workingRig>>

beforeAll(async () => {
  shop = await workingRig()
})
afterAll(() => shop?.stop())

/** Somebody uploads a picture for a gift's card as browsers do, and buys. */
async function boughtAsGift() {
  const { startUpload, uploadOf } = await import('@/server/assets/uploads')
  const { orderToken } = await import('@/server/orders/access')
  const who = shop.guest()
  const bytes = await png(600, 400)
  const wish = { purpose: 'gift', type: 'image/png', size: bytes.length, name: 'card.png' } as const
  const { id, form } = await startUpload(who, wish)
  const data = new FormData()
  for (const [name, value] of Object.entries(form?.fields ?? {})) data.set(name, value)
  data.set('file', new Blob([new Uint8Array(bytes)]), 'file')
  expect((await fetch(form?.url ?? '', { method: 'POST', body: data })).status).toBe(201)
  await until(async () => (await uploadOf(who, id)).state === 'ready', 'the picture', 60_000)
  const sku = await shop.product(5)
  await shop.cart.addToCart(who, 'en-GB', sku, 1)
  await shop.cart.writeNotes(who, 'en-GB', { giftMessage: 'Happy birthday!', giftPicture: id })
  const details = { email: 'ada@example.com', shipping: shop.address, delivery: 'standard' as const }
  const { id: checkout, totals } = await shop.checkout.startCheckout(who, 'en-GB', details)
  const { order } = await shop.pay(who, checkout, totals.total.amount)
  if (!order) throw new Error('not bought')
  return { who, sku, order, token: orderToken(order.id) }
}

test('a gift’s picture is seen by its buyer and the staff, printed on the packing slip, and kept from everybody else', async () => {
  const { who, sku, order, token } = await boughtAsGift()
  const { giftPictureOf } = await import('@/server/orders/gift-picture')
  const { orderFile } = await import('@/server/operations/order-file')
  const { documentLink } = await import('@/server/orders/paper-links')
  const { applyStatus } = await import('@/server/orders/status')

  const shown = await giftPictureOf(who, order.id)
  const picture = await fetch(shown?.src ?? '')
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp'])
  expect(await giftPictureOf({ kind: 'anonymous' }, order.id, token)).toMatchObject({ width: shown?.width })
  for (const stranger of [shop.guest(), { kind: 'anonymous' as const }]) {
    await expect(giftPictureOf(stranger, order.id)).rejects.toMatchObject({ status: 404 })
  }

  const customer: Customer = {
    kind: 'customer',
    id: 'cus_1',
    sessionId: 'ses_1',
    email: 'o@q.example',
    groups: [],
  }
  await expect(orderFile(customer, order.id, 'en-GB')).rejects.toMatchObject({ status: 404 })
  const file = await orderFile({ ...customer, groups: ['staff'] }, order.id, 'en-GB')
  expect((await fetch(file.giftPicture?.src ?? '')).status).toBe(200)

  const at = new Date().toISOString()
  const shipment = {
    id: `${order.number}-1`,
    carrier: 'Quayside Parcel',
    tracking: 'QP1',
    lines: [{ sku, quantity: 1 }],
    shippedAt: at,
  }
  await applyStatus({ event: `${order.id}:shipped`, orderId: order.id, at, status: 'shipped', shipment })
  const papers = async () => (await shop.orders.orderOf(who, order.id, 'en-GB')).documents
  await until(async () => (await papers()).some(({ kind }) => kind === 'packing-slip'), 'the packing slip')
  const { url } = await documentLink(who, order.id, 'packing-slip-1')
  const slip = readPdf(new Uint8Array(await (await fetch(url)).arrayBuffer()))
  expect(slip.images).toBe(1)
  expect(slip.elements).toContainEqual({ tag: 'Figure', text: undefined, alt: 'The picture for the card' })
  expect(slip.elements.map(({ text }) => text)).toContain('Happy birthday!')
})
