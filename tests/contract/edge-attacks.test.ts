import { beforeEach, describe, expect, it } from 'vitest'
import { ask, edgeRig, raw, type Responder } from './edge-rig'

const rig = edgeRig()

describe('attempts to share or poison what is kept', () => {
  const echo: Responder = (incoming, response) => {
    response.setHeader('cache-control', 's-maxage=60')
    response.end(JSON.stringify([incoming.url, incoming.headers]))
  }
  beforeEach(() => {
    rig.origin.respond = echo
  })

  it.each([
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-for',
    'x-forwarded-port',
    'x-forwarded-anything',
    'forwarded',
    'x-host',
    'x-original-url',
    'x-rewrite-url',
    'x-http-method-override',
    'x-middleware-subrequest',
    'x-nextjs-data',
    'x-prerender-revalidate',
    'next-action',
    'user-agent',
    'accept',
    'accept-language',
    'authorization',
    'origin',
    'referer',
    'cloudfront-viewer-country',
    'x-waf-labels',
    'via',
    'te',
  ])('%s of one shopper does not reach a page that others get', async (name) => {
    const poisoned = await rig.get('/en-GB/p/x', { [name]: 'evil-value' })
    expect(poisoned.text).not.toContain('evil-value')
  })

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    'localhost:3000@evil',
    '127.0.0.1.evil',
  ])('the host %j is refused', async (host) => {
    expect((await rig.get('/en-GB', { host })).status).toBe(400)
    expect(rig.origin.seen).toHaveLength(0)
  })

  it('several hosts are refused, and an empty one', async () => {
    expect(await raw(rig.url, 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400 /,
    )
    const reply = await raw(
      rig.url,
      'GET /en-GB HTTP/1.1\r\nHost: localhost\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
    )
    expect(reply).toMatch(/^HTTP\/1.1 400 /)
  })

  it('hosts that are served do not share, because the origin is told of them', async () => {
    await rig.get('/en-GB', { host: 'localhost:3000' })
    expect((await rig.get('/en-GB', { host: 'shop.localhost:3000' })).text).toContain('shop.localhost:3000')
  })

  it('an absolute request line cannot name another host', async () => {
    const line = (target: string, host: string) =>
      raw(rig.url, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(await line('http://evil.example/en-GB', 'localhost')).toMatch(/^HTTP\/1.1 400 /)
    expect(await line('http://localhost/en-GB', 'localhost')).toContain('["/en-GB"')
  })

  it('parameters cannot be smuggled past the key', async () => {
    const paths = [
      '/en-GB/search?q=a',
      '/en-GB/search?q=a&q=b',
      '/en-GB/search?q=b&q=a',
      '/en-GB/search?q=a;q=b',
      '/en-GB/search?q=a%26q=b',
      '/en-GB/search?q[]=a',
      '/en-GB/search?Q=a',
      '/en-GB/search?q=a%00',
      '/en-GB/search?q=a&utm_source%00=b',
      '/en-GB/search?q=a?utm_source=b',
    ]
    const bodies = new Set<string>()
    for (const path of paths) bodies.add(JSON.parse((await rig.get(path)).text)[0])
    expect(bodies.size).toBe(paths.length)
    expect(JSON.parse((await rig.get('/en-GB/search?utm_source=evil&q=a')).text)[0]).toBe('/en-GB/search?q=a')
  })

  it('what the origin is asked is what the key says, however the path was written', async () => {
    await rig.get('/en-GB/%2e/p/../p/%78')
    expect(rig.origin.seen[0]?.url).toBe('/en-GB/p/x')
    expect((await rig.get('/en-GB/p/x')).cache).toBe('Hit')
    expect((await rig.get('/en-GB/p%2Fx')).cache).toBe('Miss')
  })

  it('a personal page cannot be kept under a public-looking name', async () => {
    rig.origin.respond = (incoming, response) => {
      response.setHeader('cache-control', 'private, no-store')
      response.end(`cart of ${incoming.headers.cookie}`)
    }
    for (const path of [
      '/en-GB/cart/x.css',
      '/en-GB/cart%2Fx.css',
      '/en-GB/account/../cart',
      '/en-GB/%63art',
    ]) {
      await rig.get(path, { cookie: 'victim' })
      expect((await rig.get(path)).text, path).not.toContain('victim')
    }
  })

  it('a body on a read is refused', async () => {
    const reply = await ask(rig.url, '/en-GB', { body: 'x', headers: { 'content-length': '1' } })
    expect(reply.status).toBe(403)
  })

  it('headers of the connection are not passed on, nor those it names', async () => {
    await ask(rig.url, '/api/cart', {
      headers: { connection: 'close, x-secret', 'x-secret': '1', te: 'trailers' },
    })
    const { headers } = rig.seen(0)
    expect(headers['x-secret']).toBeUndefined()
    expect(headers.te).toBeUndefined()
  })
})

describe('what the origin is told', () => {
  it('of the shopper’s address, host and country', async () => {
    await rig.restart({ country: 'DE' })
    await rig.get('/api/cart', {
      'x-forwarded-for': '6.6.6.6',
      'cloudfront-viewer-country': 'XX',
      'x-request-id': 'short',
    })
    const { headers } = rig.seen(0)
    expect(headers).toMatchObject({
      'x-forwarded-for': '6.6.6.6, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': new URL(rig.url).host,
      host: new URL(rig.url).host,
      'cloudfront-viewer-country': 'DE',
    })
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/)
  })

  it('and the shopper of the request’s id, also on a hit', async () => {
    await rig.get('/en-GB', { 'x-request-id': 'first-request' })
    const hit = await rig.get('/en-GB', { 'x-request-id': 'second-request' })
    expect(hit).toMatchObject({ cache: 'Hit', headers: { 'x-request-id': 'second-request' } })
  })
})

describe('malformed and outsized requests', () => {
  it.each([
    ['nonsense', 'hello\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    [
      'length and chunks',
      'POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    [
      'two lengths',
      'POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n',
      400,
    ],
    ['a control character', 'GET / HTTP/1.1\r\nHost: localhost\r\nx: \u0001\r\n\r\n', 400],
    ['a backslash', 'GET /a\\b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400],
    ['large headers', `GET / HTTP/1.1\r\nHost: localhost\r\nx: ${'y'.repeat(21_000)}\r\n\r\n`, 431],
    [
      'a long address',
      `GET /${'y'.repeat(8_200)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      414,
    ],
  ])('%s', async (_, text, status) => {
    expect(await raw(rig.url, text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(rig.origin.seen).toHaveLength(0)
  })
})

describe('rate rules', () => {
  const rule = { name: 'api', pathPattern: '/api/*', limit: 2, windowSeconds: 60, action: 'block' } as const

  it('answer 429 by address, and let the address try again later', async () => {
    await rig.restart({ rateRules: [rule], trustTestAddress: true })
    const from = (address: string) =>
      rig.get('/api/cart', { 'x-test-address': address, 'x-forwarded-for': '9.9.9.9' })
    const statuses = [await from('10.0.0.1'), await from('10.0.0.1'), await from('10.0.0.1')]
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(statuses[2]?.headers['retry-after']).toBe('60')
    expect((await from('10.0.0.2')).status).toBe(200)
    rig.now += 60_001
    expect((await from('10.0.0.1')).status).toBe(200)
  })

  it('do not believe the shopper about the address', async () => {
    await rig.restart({ rateRules: [rule] })
    const statuses: number[] = []
    for (const address of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) {
      const headers = { 'x-test-address': address, 'x-forwarded-for': address }
      statuses.push((await rig.get('/api/cart', headers)).status)
    }
    expect(statuses).toEqual([200, 200, 429])
  })

  it('may label for the origin, which never sees a label of the shopper’s own', async () => {
    await rig.restart({ rateRules: [{ ...rule, limit: 1, action: 'label' }] })
    for (let index = 0; index < 2; index++) await rig.get('/api/cart', { 'x-waf-labels': 'trusted' })
    expect(rig.origin.seen.map(({ headers }) => headers['x-waf-labels'])).toEqual([undefined, 'rate:api'])
  })

  it('are off when there are none', async () => {
    for (let index = 0; index < 20; index++) expect((await rig.get('/api/cart')).status).toBe(200)
  })
})
