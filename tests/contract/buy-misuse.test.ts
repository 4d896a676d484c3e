import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Api } from '@/server/platform/http/api'
import { buyRig } from '@/tests/contract/buy-rig'

let shop: Awaited<ReturnType<typeof buyRig>>
let checkoutDoor: (request: Request) => Promise<Response>
let cartDoor: typeof checkoutDoor
const site = 'http://localhost:3000'

beforeAll(async () => {
  shop = await buyRig()
  const { bff } = await import('@/server/sessions/bff')
  const door = (routes: Api) => bff(routes).POST
  checkoutDoor = door((await import('@/server/checkout/routes')).checkout)
  cartDoor = door((await import('@/server/cart/routes')).cart)
})
afterAll(() => shop?.stop())

/** Whatever somebody tries: stock is the sum of its movements and the ledger is what the provider did. */
afterEach(async () => {
  expect((await shop.auditStock()).differences).toEqual([])
  expect((await shop.auditLedger()).differences).toEqual([])
})

/** A browser that names its requests. */
function browser() {
  const cookies = new Map<string, string>()
  return async (path: string, body: unknown, key?: string, method = 'POST') => {
    const headers = {
      origin: site,
      'content-type': 'application/json',
      ...(cookies.size > 0 ? { cookie: [...cookies.values()].join('; ') } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    }
    const handle = path.startsWith('/api/cart') ? cartDoor : checkoutDoor
    const request = new Request(site + path, { method, headers, body: JSON.stringify(body) })
    const response = await handle(request)
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      cookies.set(pair.split('=')[0] ?? '', pair)
    }
    return { status: response.status, body: await response.json() }
  }
}

const begin = { email: 'ada@example.com', delivery: 'standard' }

describe('a key that the client sends along', () => {
  test('finds on repetition what the first request began, and refuses another body with both ids', async () => {
    const ask = browser()
    await ask('/api/cart/lines', { sku: await shop.product(5), quantity: 1 })
    const details = { ...begin, shipping: shop.address }
    const first = await ask('/api/checkout', details, 'begin-12345678')
    const again = await ask('/api/checkout', details, 'begin-12345678')
    expect(again.body).toEqual(first.body)
    const other = await ask('/api/checkout', { ...details, delivery: 'express' }, 'begin-12345678')
    expect(other.status).toBe(409)
    expect(other.body).toMatchObject({
      code: 'idempotency-key-reused',
      facts: {
        first: first.body.id,
        second: first.body.id,
        firstRequest: expect.stringMatching(/^req_/),
        secondRequest: other.body.id,
      },
    })
  })

  test('pays once under it, also when the first payment was declined', async () => {
    const ask = browser()
    await ask('/api/cart/lines', { sku: await shop.product(5), quantity: 1 })
    const { body: view } = await ask('/api/checkout', { ...begin, shipping: shop.address })
    const pay = { token: 'tok_decline', expectedTotal: view.totals.total.amount }
    const path = `/api/checkout/${view.id}/pay`
    expect((await ask(path, pay, 'pay-12345678')).body.code).toBe('payment-declined')
    expect((await ask(path, pay, 'pay-12345678')).body.code).toBe('payment-declined')
    const { checkouts, checkoutKey } = await import('@/server/checkout/store')
    expect((await checkouts.require(checkoutKey(view.id), 'checkout')).attempts).toBe(1)
    const other = { ...pay, token: 'tok_success' }
    const reused = await ask(path, other, 'pay-12345678')
    expect(reused.body).toMatchObject({
      status: 409,
      code: 'idempotency-key-reused',
      facts: { first: view.id, second: view.id },
    })
    const paid = await ask(path, other, 'pay-23456789')
    expect(paid.body.state).toBe('completed')
    const { id, number } = paid.body.order
    expect((await ask(path, other, 'pay-23456789')).body.order).toMatchObject({ id, number })
  })

  test.each(['short', 'with spaces in it', 'x'.repeat(101)])('must be one: %j is refused', async (key) => {
    expect((await browser()('/api/checkout', {}, key)).status).toBe(422)
  })
})

describe('whoever goes back after paying', () => {
  test('finds the order: paying again, also with another card or an older total, changes nothing', async () => {
    const sku = await shop.product(5)
    const { who, view, total } = await shop.readyToPay(sku)
    const { order } = await shop.pay(who, view.id, total)
    if (!order) throw new Error('nothing was bought')
    const { id, number } = order // its token is made anew with each answer
    for (const [amount, token] of [
      [total, 'tok_success'],
      [1, 'tok_success_amex_0005'],
      [total, 'tok_decline'],
    ] as const) {
      expect((await shop.pay(who, view.id, amount, token)).order).toMatchObject({ id, number })
    }
    await expect(shop.checkout.changeDetails(who, view.id, { delivery: 'express' })).rejects.toMatchObject({
      code: 'checkout-over',
    })
    await expect(shop.checkout.startCheckout(who, 'en-GB')).rejects.toMatchObject({ code: 'cart-empty' })
    expect(await shop.ordersOf(sku)).toBe(1)
  })
})

describe('what clients make up', () => {
  test('a promotion that does not exist, has ended or was typed into the record is worth nothing', async () => {
    const { Promotion } = await import('@/server/pricing/model')
    const { ensurePromotion } = await import('@/server/pricing/pricing')
    await ensurePromotion(
      Promotion.parse({
        code: 'GONE',
        version: 0,

        effect: { kind: 'share', basisPoints: 5000 },
        labels: { en: 'Half price' },
        startsAt: '2020-01-01T00:00:00.000Z',
        endsAt: '2020-02-01T00:00:00.000Z',
      }),
    )
    const ask = browser()
    await ask('/api/cart/lines', { sku: await shop.product(5), quantity: 1 })
    expect((await ask('/api/cart/promotion', { code: 'NO-SUCH' }, undefined, 'PUT')).status).toBe(404)
    expect(
      (await ask('/api/cart/promotion', { code: "GONE' OR 1=1" }, undefined, 'PUT')).status,
    ).toBeGreaterThanOrEqual(400)
    const claimed = await ask('/api/cart/promotion', { code: 'gone' }, undefined, 'PUT')
    expect(claimed.body.notices).toMatchObject([{ code: 'promotion-refused', reason: 'ended' }])
    const { body: view } = await ask('/api/checkout', { ...begin, shipping: shop.address, discount: 900 })
    expect(view.totals).toMatchObject({ discount: { amount: 0 }, total: { amount: 2195 } })
    const half = await ask(`/api/checkout/${view.id}/pay`, { token: 'tok_success', expectedTotal: 1295 })
    expect(half.body).toMatchObject({ code: 'total-changed', facts: { total: 2195 } })
  })

  test.each([10_000, 0, -1, 1.5, '1e9'])('%j pieces are refused', async (quantity) => {
    const sku = await shop.product(20_000)
    const answer = await browser()('/api/cart/lines', { sku, quantity })
    expect(answer.status).toBe(422)
  })
})

test('an order that was cancelled before its payment was taken is never charged', async () => {
  const { applyStatus } = await import('@/server/orders/status')
  const { who, view, total } = await shop.readyToPay(await shop.product(3))
  const { order } = await shop.pay(who, view.id, total)
  const id = order?.id ?? ''
  const before = (await shop.auditLedger()).moneyIn.GBP ?? 0
  await applyStatus({ event: 'c', orderId: id, at: new Date().toISOString(), status: 'cancelled' })
  await Promise.all([shop.settlement.collectPayment(id), shop.settlement.undoOrder(id)])
  await shop.settlement.collectPayment(id)
  expect((await shop.auditLedger()).moneyIn.GBP ?? 0).toBe(before)
  expect((await shop.orders.orderOf(who, id, 'en-GB')).paymentStatus).toMatch(/voided|refunded/)
})

test('the history of a checkout says who did what, when, on which version', async () => {
  const { checkouts, checkoutKey } = await import('@/server/checkout/store')
  const { who, view, total } = await shop.readyToPay(await shop.product(3))
  await expect(shop.pay(who, view.id, total, 'tok_decline')).rejects.toThrow('not paid')
  await shop.pay(who, view.id, total)
  const { history } = await checkouts.require(checkoutKey(view.id), 'checkout')
  expect(history.map(({ state, what }) => `${state}: ${what}`)).toEqual([
    'open: begun',
    'ready: details changed',
    'paying: payment 1 began',
    'declined: not paid: card-declined',
    'paying: payment 2 began',
    'authorised: the money is reserved',
    'completed: the order is placed',
  ])
  const versions = history.map((entry) => entry.version)
  expect(versions).toEqual(versions.toSorted((a, b) => a - b))
})
