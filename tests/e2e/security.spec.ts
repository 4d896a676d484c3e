import { randomUUID } from 'node:crypto'
import { request as ask } from 'node:http'
import { expect, test } from '@playwright/test'
import { seedScenario } from '@/tests/fixtures/scenario'
import { runningShop } from '@/tests/fixtures/shop'
import { signIn } from '@/tests/fixtures/sign-in'

const everywhere = [
  '/en-GB',
  '/en-GB/cart',
  '/en-GB/p/nothing-here',
  '/api/cart',
  '/api/search?locale=en-GB',
  '/',
  '/api/nothing',
]

test.describe('headers', () => {
  for (const path of everywhere) {
    test(`${path} names its type, its policy and its transport`, async ({ request }) => {
      const headers = (await request.get(path, { maxRedirects: 0 })).headers()
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['strict-transport-security']).toMatch(/max-age=\d{8,}; includeSubDomains/)
      expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin')
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-frame-options']).toBe('DENY')
      expect(headers['x-powered-by']).toBeUndefined()
    })
  }

  for (const path of [
    '/api/cart',
    '/api/session',
    '/api/orders',
    '/api/customers/me',
    '/en-GB/cart',
    '/en-GB/checkout',
    '/en-GB/account',
  ]) {
    test(`${path} is kept by nobody`, async ({ request }) => {
      const headers = (await request.get(path, { maxRedirects: 0 })).headers()
      expect(headers['cache-control']).toContain('no-store')
      expect(headers.age).toBeUndefined()
    })
  }

  for (const path of ['/en-GB/cart', '/en-GB/account', '/en-GB/orders', '/en-GB/sign-in']) {
    test(`scripts on ${path} need its nonce`, async ({ request }) => {
      const policy = (await request.get(path, { maxRedirects: 0 })).headers()['content-security-policy'] ?? ''
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? ''
      expect(scripts).toMatch(/'nonce-[\w+/=]{20,}'/)
      expect(scripts).not.toContain('unsafe')
    })
  }
})

test.describe('public pages', () => {
  for (const path of ['/en-GB', '/de-DE/c/vases', '/en-GB/p/harbour-vase', '/en-GB/search?q=vase']) {
    test(`${path} is the same for everybody: no cookie is read or set`, async ({ request }) => {
      // The web tier itself is asked; the edge would drop cookies anyway.
      const web = runningShop().env.WEB_INTERNAL_URL ?? ''
      const session = await signIn('ada@quayside.example', 'lighthouse-2026')
      const cookies = [undefined, `quayside=${session.value}`, 'quayside=stale; theme=dark; __proto__=x']
      // At one moment, so that stock and prices are the same.
      const pages = await Promise.all(
        cookies.map(async (cookie) => {
          const answer = await request.get(web + path, { headers: cookie ? { cookie } : {} })
          expect(answer.status()).toBe(200)
          expect(answer.headers()['set-cookie']).toBeUndefined()
          expect(answer.headers()['cache-control']).not.toMatch(/private|no-store/)
          return answer.text()
        }),
      )
      expect(pages[1]).toBe(pages[0])
      expect(pages[2]).toBe(pages[0])
    })
  }

  test('what does not exist is "not found" on the very first hit, in every language', async ({ request }) => {
    for (const locale of ['en-GB', 'de-DE', 'en-US', 'ar-AE']) {
      for (const kind of ['p', 'c']) {
        const path = `/${locale}/${kind}/unknown-${randomUUID()}`
        for (const _ of ['first', 'second']) {
          const answer = await request.get(path)
          expect(answer.status(), path).toBe(404)
        }
      }
    }
    for (const path of [
      `/${randomUUID()}`,
      '/xx-XX',
      '/en-gb',
      '/en-GB/c/vases/no-such-facet:1',
      '/en-GB/../../etc/passwd',
    ]) {
      expect((await request.get(path, { maxRedirects: 0 })).status(), path).not.toBe(200)
    }
  })

  test('do not believe a host that the request makes up', async () => {
    const { url } = runningShop()
    const path = `/en-GB?campaign=${randomUUID()}`
    const text = await new Promise<string>((resolve, reject) => {
      const headers = {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'gopher',
        forwarded: 'host=evil.example',
      }
      const sent = ask(url + path, { headers }, (answer) => {
        let body = JSON.stringify(answer.headers)
        answer.on('data', (part) => (body += part))
        answer.on('end', () => resolve(body))
      })
      sent.on('error', reject)
      sent.end()
    })
    expect(text).not.toContain('evil.example')
    expect(text).not.toContain('gopher')
  })
})

test('pages of an order and an account show nothing to another customer or a stranger', async ({
  request,
}) => {
  const email = `owner-${randomUUID()}@quayside.example`
  const address = {
    name: 'Wilhelmina Marked',
    line1: '77 Markedline Wharf',
    city: 'London',
    postcode: 'SE1 9XX',
    country: 'GB',
  }
  const { customers } = await seedScenario({
    customers: [{ email, addresses: [address], orders: [{ lines: [{ sku: 'QS-VAS-001-SGE' }] }] }],
  })
  const order = customers[0]?.orders[0]
  const other = await signIn('noor@quayside.example', 'lighthouse-2026')
  const owner = await signIn(email, customers[0]?.password ?? '')
  const cookie = ({ name, value }: { name: string; value: string }) => ({ cookie: `${name}=${value}` })
  for (const path of [
    `/en-GB/orders/${order?.id}`,
    `/en-GB/account/orders/${order?.id}`,
    '/en-GB/account/addresses',
    '/en-GB/account',
    '/en-GB/orders',
    `/api/orders/${order?.id}`,
    `/api/orders/${order?.id}/invoice`,
  ]) {
    for (const headers of [cookie(other), {}]) {
      const answer = await request.get(path, { headers })
      const text = await answer.text()
      for (const secret of [address.line1, address.name, email, order?.number ?? ''])
        expect(text, path).not.toContain(secret)
    }
  }
  const own = await request.get(`/api/orders/${order?.id}`, { headers: cookie(owner) })
  expect(await own.text()).toContain(address.line1)
})

test('the app tier keeps customers apart as well', async ({ request }) => {
  const { appTier } = runningShop()
  expect((await request.get(`${appTier}/customers/me`)).status()).toBe(401)
  for (const authorization of ['Bearer x.y.z', 'Basic eDp5', 'Bearer ', 'bearer abc']) {
    const answer = await request.get(`${appTier}/customers/me`, { headers: { authorization } })
    expect(answer.status(), authorization).toBe(401)
    expect(await answer.json()).toMatchObject({ id: expect.any(String), code: expect.any(String) })
  }
  const posted = await request.post(`${appTier}/cart/lines`, { data: { sku: 'QS-VAS-001-SGE' } })
  expect(posted.status()).toBe(401)
})
