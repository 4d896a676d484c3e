import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Api } from '@/server/platform/http/api'
import { buyRig } from '@/tests/contract/buy-rig'

let shop: Awaited<ReturnType<typeof buyRig>>
let handle: (request: Request) => Promise<Response>
const site = 'http://localhost:3000'

beforeAll(async () => {
  shop = await buyRig()
  const { bff } = await import('@/server/sessions/bff')
  const rooms: [string, Api][] = [
    ['/api/cart', (await import('@/server/cart/routes')).cart],
    ['/api/checkout', (await import('@/server/checkout/routes')).checkout],
    ['/api/payments', (await import('@/server/payments/routes')).payments],
    ['/api/orders', (await import('@/server/orders/routes')).orders],
  ]
  const doors = rooms.map(([prefix, routes]) => ({ prefix, handle: bff(routes).POST }))
  handle = (request) => {
    const door = doors.find(({ prefix }) => new URL(request.url).pathname.startsWith(prefix))
    if (!door) throw new Error(`no door for ${request.url}`)
    return door.handle(request)
  }
})
afterAll(() => shop?.stop())

/** A browser as far as the shop's API sees one: it keeps the session's cookie and names its origin. */
function browser() {
  const cookies = new Map<string, string>()
  async function ask(method: string, path: string, body?: unknown) {
    const form = body instanceof URLSearchParams
    const response = await handle(
      new Request(site + path, {
        method,
        headers: {
          origin: site,
          ...(cookies.size > 0 ? { cookie: [...cookies.values()].join('; ') } : {}),
          ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined || form || typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      cookies.set(pair.split('=')[0] ?? '', pair)
    }
    return response
  }
  const form = async (path: string, fields: Record<string, string>) => {
    const response = await ask('POST', path, new URLSearchParams(fields))
    expect(response.status).toBe(303)
    return response.headers.get('location') ?? ''
  }
  return { ask, form, hasCookie: () => cookies.size > 0 }
}

const details = {
  email: 'ada@example.com',
  'shipping.name': 'Ada Quay',
  'shipping.line1': '1 Rope Walk',
  'shipping.line2': '',
  'shipping.city': 'London',
  'shipping.postcode': 'se1 9xx',
  'shipping.country': 'GB',
  delivery: 'express',
}

describe('a browser without JavaScript', () => {
  test('buys as a guest with forms alone, the bank’s question included', async () => {
    const sku = await shop.product(5)
    const { ask, form } = browser()
    expect(await form('/api/cart/lines', { sku, quantity: '2', _next: '/en-GB/cart' })).toBe('/en-GB/cart')
    expect(
      await form(`/api/cart/lines/${sku}`, { _method: 'patch', quantity: '1', _next: '/en-GB/cart' }),
    ).toBe('/en-GB/cart')
    const reviewed = await form('/api/checkout', { ...details, _next: '/en-GB/checkout?step=pay&of={id}' })
    const id = new URL(reviewed, site).searchParams.get('of') ?? ''
    const view = await (await ask('GET', `/api/checkout/${id}`)).json()
    expect(view).toMatchObject({ state: 'ready', missing: [], totals: { total: { amount: 1800 + 795 } } })
    expect(view.shipping).toEqual({
      name: 'Ada Quay',
      line1: '1 Rope Walk',
      city: 'London',
      postcode: 'SE1 9XX',
      country: 'GB',
    })

    const back = `/en-GB/checkout/return/${id}`
    const pay = { token: 'tok_challenge', expectedTotal: String(view.totals.total.amount) }
    expect(await form(`/api/checkout/${id}/pay`, { ...pay, _next: back })).toBe(back)
    const asked = await (await ask('GET', `/api/checkout/${id}`)).json()
    const page = await ask('GET', asked.challenge.url)
    expect(page.headers.get('content-type')).toContain('text/html')
    const html = await page.text()
    expect(html).toContain('£25.95')
    expect(await form(asked.challenge.url, { outcome: 'approve', _next: back })).toBe(back)
    expect(await form(`/api/checkout/${id}/resume`, { _next: '/en-GB/done/{state}' })).toBe(
      '/en-GB/done/completed',
    )

    const { order } = await (await ask('GET', `/api/checkout/${id}`)).json()
    const bought = await (await ask('GET', `/api/orders/${order.id}`)).json()
    expect(bought).toMatchObject({ number: order.number, count: 1, card: { last4: '4242' } })
    const list = await (await ask('GET', '/api/orders')).json()
    expect(list.orders).toMatchObject([{ id: order.id }])
  })

  test('is sent back with the reason when something is refused', async () => {
    const { form } = browser()
    const back = '/en-GB/cart'
    expect(await form('/api/cart/lines', { sku: 'NO-SUCH', quantity: '1', _back: back })).toBe(
      `${back}?problem=product`,
    )
    const sku = await shop.product(1)
    expect(await form('/api/cart/lines', { sku, quantity: '2', _back: back })).toBe(`${back}?problem=too-few`)
    expect(await form('/api/cart/lines', { sku, quantity: '10000', _back: back })).toBe(
      `${back}?problem=invalid`,
    )
    await form('/api/cart/lines', { sku, quantity: '1' })
    const wrong = { ...details, 'shipping.postcode': '123', _back: '/en-GB/checkout' }
    expect(await form('/api/checkout', wrong)).toBe('/en-GB/checkout?problem=address-postcode')
  })
})

describe('the API', () => {
  test('keeps nothing for a browser that only looks at its cart', async () => {
    const { ask, hasCookie } = browser()
    const answer = await ask('GET', '/api/cart?locale=ar-AE')
    expect(await answer.json()).toMatchObject({ count: 0, lines: [], ready: false, market: 'AE' })
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(hasCookie()).toBe(false)
  })

  test.each([
    ['POST', '/api/cart/lines', { sku: 'X', quantity: -1 }, 422],
    ['POST', '/api/cart/lines', { sku: '../x', quantity: 1 }, 422],
    ['POST', '/api/cart/lines', '{', 400],
    ['PATCH', '/api/cart/lines/NOT-THERE', { quantity: 1 }, 404],
    ['POST', '/api/checkout', {}, 409],
    ['GET', '/api/checkout/chk_01M7ZZZZZZZZZZZZZZZZZZZZZZ', undefined, 404],
    ['GET', '/api/checkout/nonsense', undefined, 422],
    ['GET', '/api/orders/ord_01M7ZZZZZZZZZZZZZZZZZZZZZZ', undefined, 404],
    ['GET', '/api/orders/ord_01M7ZZZZZZZZZZZZZZZZZZZZZZ/invoice', undefined, 404],
    ['POST', '/api/orders/lookup', { number: 'Q000-0000-0000', email: 'nobody@example.com' }, 404],
    ['POST', '/api/orders/lookup', { number: 'Q000-0000-0000', email: 'nonsense' }, 422],
    ['GET', '/api/payments/sandbox/challenges/chk_01M7ZZZZZZZZZZZZZZZZZZZZZZ-1', undefined, 404],
  ])('%s %s with %j is refused with a problem that has an id', async (method, path, body, status) => {
    const answer = await browser().ask(method, path, body)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ status, id: expect.stringMatching(/^req_/) })
  })

  test('takes no card number, no price and no total from the client', async () => {
    const sku = await shop.product(5)
    const { ask } = browser()
    await ask('POST', '/api/cart/lines', { sku, quantity: 1, unitPrice: 1, seenPrice: 1 })
    const begun = await ask('POST', '/api/checkout', {
      email: 'ada@example.com',
      shipping: shop.address,
      delivery: 'standard',
      totals: { total: 1 },
    })
    const { id, totals } = await begun.json()
    expect(totals.total.amount).toBe(1800 + 395)
    const cheap = await ask('POST', `/api/checkout/${id}/pay`, { token: 'tok_success', expectedTotal: 1 })
    expect(await cheap.json()).toMatchObject({ code: 'total-changed', facts: { expected: 1, total: 2195 } })
    const card = await ask('POST', `/api/checkout/${id}/pay`, {
      token: 'tok_4242424242424242',
      expectedTotal: 2195,
    })
    expect(card.status).toBe(422)
  })

  test('refuses a cart change that was made on an older cart', async () => {
    const sku = await shop.product(9)
    const { ask } = browser()
    const { version } = await (await ask('POST', '/api/cart/lines', { sku, quantity: 1 })).json()
    const first = await ask('PATCH', `/api/cart/lines/${sku}`, { quantity: 2, version })
    expect(first.status).toBe(200)
    const second = await ask('PATCH', `/api/cart/lines/${sku}`, { quantity: 3, version })
    expect(await second.json()).toMatchObject({ code: 'stale-cart' })
  })

  test('needs few calls of the store for a purchase', async () => {
    const { dynamo } = await import('@/server/platform/aws')
    const sku = await shop.product(9)
    const buy = async () => {
      const { ask } = browser()
      await ask('POST', '/api/cart/lines', { sku, quantity: 1 })
      const start = { email: 'ada@example.com', shipping: shop.address, delivery: 'standard' }
      const { id, totals } = await (await ask('POST', '/api/checkout', start)).json()
      const pay = { token: 'tok_success', expectedTotal: totals.total.amount }
      expect((await (await ask('POST', `/api/checkout/${id}/pay`, pay)).json()).state).toBe('completed')
    }
    await buy()
    const send = vi.spyOn(dynamo(), 'send')
    await buy()
    const calls = send.mock.calls.map(([{ input }]) => {
      const asked = JSON.stringify(input)
      if (asked.includes('rig-sessions')) return 'sessions'
      return asked.includes('sandbox#') ? 'provider' : 'shop'
    })
    send.mockRestore()
    expect(calls.filter((room) => room === 'shop')).toHaveLength(6)
    expect(calls.filter((room) => room === 'sessions')).toHaveLength(3)
    expect(calls.filter((room) => room === 'provider')).toHaveLength(1)
  })
})
