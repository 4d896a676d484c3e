import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bffRoutes, filled, idsOfNobody } from '@/tests/contract/bff-routes'
import { buyRig } from '@/tests/contract/buy-rig'
import { Visitor } from '@/tests/contract/visitor'

let shop: Awaited<ReturnType<typeof buyRig>>
let sku = ''
/** A guest with one mug in the cart. */
let guest: Visitor
beforeAll(async () => {
  shop = await buyRig()
  sku = await shop.product(50)
  guest = new Visitor()
  await guest.ask('/cart/lines', { method: 'POST', body: { sku } })
})
afterAll(() => shop?.stop())

const ids = () => ({
  sku,
  product: 'mug-1',
  checkout: 'chk_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  order: 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  address: 'adr_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  key: 'unknown-key-of-nobody',
})
const count = async () => (await guest.read<{ count: number }>('/cart')).count
const addMug = { _next: '/en-GB/cart', sku: '', quantity: '1' }

describe('a request that another site’s page makes in the shopper’s name', () => {
  const foreign: Record<string, Record<string, string>> = {
    'another origin': { origin: 'https://evil.example' },
    'an origin that hides': { origin: 'null' },
    'our host on another port': { origin: 'http://localhost:4999' },
    'our host by another scheme': { origin: 'https://localhost:3000' },
    'a name that begins like ours': { origin: 'http://localhost:3000.evil.example' },
    'a name that ends like ours': { origin: 'http://evil-localhost:3000' },
    'an origin that is no origin': { origin: 'localhost:3000, http://localhost:3000' },
    'another origin that claims to be the same site': {
      origin: 'https://evil.example',
      'sec-fetch-site': 'same-origin',
    },
  }

  test('changes nothing on any route, as JSON or as a form', { timeout: 120_000 }, async () => {
    const unsafe = (await bffRoutes()).filter((route) => !route.startsWith('GET '))
    expect(unsafe.length).toBeGreaterThan(15)
    for (const route of unsafe) {
      const { method, path } = filled(route, { ...idsOfNobody, ...ids() })
      for (const [what, headers] of Object.entries(foreign)) {
        for (const wish of [
          { method, body: { sku, quantity: 1 }, headers },
          { method: 'POST' as const, form: { ...addMug, _method: method, sku }, headers },
        ]) {
          const answer = await guest.ask(path, wish)
          expect(answer.status, `${route} from ${what}`).toBe(403)
          expect(await answer.json()).toMatchObject({ code: 'foreign-origin' })
          expect(guest.set, `${route} from ${what}`).toEqual([])
        }
      }
    }
    expect(await count()).toBe(1)
  })

  test('is also recognised where the browser names no origin', async () => {
    for (const site of ['cross-site', 'same-site', 'none']) {
      const request = new Request('http://localhost:3000/api/cart/undo', {
        method: 'POST',
        headers: { cookie: `quayside=${guest.cookie}`, 'sec-fetch-site': site },
      })
      const { POST } = await import('@/app/api/cart/[[...path]]/route')
      expect((await POST(request)).status, site).toBe(403)
    }
  })
})

test('requests from our own pages pass, whatever loopback is called', async () => {
  for (const origin of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
    const answer = await guest.ask('/cart/notes', { method: 'PUT', body: { note: '' }, headers: { origin } })
    expect(answer.status, origin).toBe(200)
  }
})

describe('a form', () => {
  const elsewhere = [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example/',
    '/.//evil.example/',
    '/x/..//evil.example/',
    '/%2e//evil.example/',
    '/{nothing}/evil.example',
    '/{nothing}{nothing}/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    ' //evil.example',
    '\t//evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'http:evil.example',
    '',
  ]

  test.each(elsewhere)('sends nobody to another site: %j', async (path) => {
    const good = { ...addMug, sku, _next: path, _back: path }
    for (const form of [good, { ...good, sku: 'NOTHING-1' }]) {
      const answer = await guest.ask('/cart/lines', { method: 'POST', form })
      expect(answer.status).toBe(303)
      const target = new URL(answer.headers.get('location') ?? '', 'http://localhost:3000/here')
      expect(target.origin).toBe('http://localhost:3000')
    }
  })

  test('does not follow the referrer to another site', async () => {
    const answer = await guest.ask('/cart/lines', {
      method: 'POST',
      form: { sku: 'NOTHING-1' },
      headers: { referer: 'https://evil.example//evil.example/x' },
    })
    expect(answer.headers.get('location')).toMatch(/^\/[^/\\]*\?problem=/)
  })

  test.each([
    '/en-GB\r\nset-cookie: a=b',
    '/en-GB\nx: y',
    '/en-GB\u0000x',
    '/en-GB/stühle?q=✓',
    '/en-GB?q=a b',
  ])('adds no header by its target: %j', async (path) => {
    const answer = await guest.ask('/cart/lines', { method: 'POST', form: { ...addMug, sku, _next: path } })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toMatch(/^\/[!-~]*$/)
    expect(guest.set).toEqual([])
    expect(answer.headers.get('x')).toBeNull()
  })

  test.each(['GET', 'TRACE', 'CONNECT', 'HEAD', 'NO SUCH', 'POST\r\nX: y', ''])(
    'with the method %j is refused',
    async (method) => {
      const answer = await guest.ask('/cart/lines', {
        method: 'POST',
        form: { ...addMug, sku, _method: method },
      })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ code: 'malformed', id: expect.any(String) })
    },
  )

  test('with names that reach for prototypes pollutes nothing', async () => {
    const names = [
      '__proto__.polluted',
      'constructor.prototype.polluted',
      'shipping.__proto__.polluted',
      'shipping.constructor.prototype.polluted',
      '__proto__',
      'constructor',
      'toString',
    ]
    const form = { ...addMug, sku, ...Object.fromEntries(names.map((name) => [name, 'yes'])) }
    expect((await guest.ask('/cart/lines', { method: 'POST', form })).status).toBe(303)
    expect((await guest.ask('/checkout', { method: 'POST', form })).status).toBe(303)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(Reflect.get(Object, 'polluted')).toBeUndefined()
    expect(Object.prototype.toString.call([])).toBe('[object Array]')
  })

  test('of absurd depth or number of fields is refused at once', async () => {
    const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`a.${index}`, '']))
    for (const form of [many, { [Array.from({ length: 50_000 }, () => 'a').join('.')]: 'x' }]) {
      const from = performance.now()
      const answer = await guest.ask('/cart/lines', { method: 'POST', form: { ...form, sku } })
      expect(answer.status).toBe(400)
      expect(performance.now() - from).toBeLessThan(10_000)
    }
  })
})

describe('a body', () => {
  const send = (body: string, type = 'application/json', path = '/cart/lines') =>
    guest.ask(path, { method: 'POST', body, headers: { 'content-type': type } })

  test.each(['', '{', 'null', '[]', '"text"', '{"sku":', '\u0000', '{"sku":{"$ne":1}}', '1e999'])(
    'that is wrong (%j) is refused with an id',
    async (body) => {
      const answer = await send(body)
      expect([400, 422]).toContain(answer.status)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(await answer.json()).toMatchObject({ code: expect.any(String), id: expect.any(String) })
    },
  )

  test.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/jsonp', ''])(
    'of the type %j changes nothing',
    async (type) => {
      const before = await count()
      const answer = await send(JSON.stringify({ sku }), type)
      expect([400, 415, 422]).toContain(answer.status)
      expect(await count()).toBe(before)
    },
  )

  test('over 256 KiB is too large, as JSON and as a form', async () => {
    for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
      const answer = await send(JSON.stringify({ sku, more: 'x'.repeat(256 * 1024) }), type)
      expect(answer.status).toBe(413)
      expect(await answer.json()).toMatchObject({ code: 'too-large' })
    }
  })

  test('with prototypes inside pollutes nothing', async () => {
    await send(
      `{"sku":"${sku}","__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}`,
    )
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test.each([0, -1, 1.5, 100, 1e21, -0.1, '1; DROP', null, []])(
    'with the quantity %j is refused',
    async (quantity) => {
      const before = await count()
      const answer = await send(JSON.stringify({ sku, quantity }))
      expect([409, 422]).toContain(answer.status)
      expect(await count()).toBe(before)
    },
  )
})

test.each(['../../etc/passwd', '%2e%2e%2f', '%00', '%', "' OR 1=1", '<script>', 'x'.repeat(5_000)])(
  'an id like %j is refused or unknown',
  async (id) => {
    for (const path of [
      `/orders/${encodeURIComponent(id)}`,
      `/checkout/${id}`,
      `/catalogue/products/${id}`,
    ]) {
      const answer = await guest.ask(path)
      expect([400, 404, 422], path).toContain(answer.status)
    }
  },
)

test('a request id is taken over only when it is harmless', async () => {
  const idFor = async (given: string) =>
    (await guest.ask('/cart', { headers: { 'x-request-id': given } })).headers.get('x-request-id')
  expect(await idFor('abcd-1234')).toBe('abcd-1234')
  for (const given of ['short', 'x'.repeat(65), 'with space and more', '"><script>alert(1)']) {
    expect(await idFor(given)).toMatch(/^req_/)
  }
})
