import { request as httpRequest } from 'node:http'
import { describe, expect, it } from 'vitest'
import { ask, cacheable, edgeRig, gate, page, until } from './edge-rig'

const hash = 'AbCdEfGhIjKlMn_-'

const rig = edgeRig()

describe('a public page', () => {
  it('is asked for once and then served from the edge, with its age', async () => {
    expect(await rig.get('/en-GB')).toMatchObject({ status: 200, text: page, cache: 'Miss' })
    rig.now += 7_000
    const second = await rig.get('/en-GB')
    expect(second).toMatchObject({ text: page, cache: 'Hit' })
    expect(second.headers).toMatchObject({ age: '7', via: '1.1 edge' })
    expect(rig.origin.seen).toHaveLength(1)
  })

  it('never carries cookies to the origin, nor a cookie back', async () => {
    rig.origin.respond = (_, response) => {
      response.setHeader('set-cookie', 'session=abc')
      response.setHeader('cache-control', 's-maxage=60')
      response.end('hello')
    }
    const first = await rig.get('/en-GB', { cookie: 'session=mine' })
    expect(first.headers['set-cookie']).toBeUndefined()
    expect((await rig.get('/en-GB')).cache).toBe('Miss')
    expect(rig.origin.seen.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined])
  })

  it.each(['private, s-maxage=60', 'no-store', 'no-cache'])('that says %s is never kept', async (control) => {
    rig.origin.respond = rig.counted(control)
    const texts = [(await rig.get('/en-GB')).text, (await rig.get('/en-GB')).text]
    expect(texts).toEqual(['answer 1', 'answer 2'])
  })

  it('answers HEAD from the same response, and a HEAD fills it', async () => {
    const head = await ask(rig.url, '/en-GB', { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, text: '', cache: 'Miss' })
    expect(head.headers['content-length']).toBe(String(page.length))
    expect((await rig.get('/en-GB')).cache).toBe('Hit')
    expect(rig.origin.seen.map(({ method }) => method)).toEqual(['GET'])
  })

  it('does not take writes', async () => {
    const reply = await ask(rig.url, '/en-GB', { method: 'POST', body: 'a=b' })
    expect(reply.status).toBe(403)
    expect(rig.origin.seen).toHaveLength(0)
  })

  it('that is not found is kept for ten seconds alone', async () => {
    rig.origin.respond = (_, response) => {
      response.statusCode = 404
      response.setHeader('cache-control', 's-maxage=31536000')
      response.end('no such lamp')
    }
    await rig.get('/en-GB/p/x')
    expect(await rig.get('/en-GB/p/x')).toMatchObject({ status: 404, cache: 'Hit' })
    rig.now += 10_001
    expect((await rig.get('/en-GB/p/x')).cache).toBe('Miss')
  })

  it('that fails is passed on and not kept', async () => {
    rig.origin.respond = (_, response) => {
      response.statusCode = 503
      response.setHeader('cache-control', 's-maxage=60')
      response.end('down')
    }
    expect(await rig.get('/en-GB')).toMatchObject({ status: 503, text: 'down', cache: 'Error' })
    rig.origin.respond = cacheable
    expect(await rig.get('/en-GB')).toMatchObject({ status: 200, cache: 'Miss' })
  })
})

describe('React payloads', () => {
  const wishes = [
    ['/en-GB', {}],
    [`/en-GB?_rsc=${hash}`, {}],
    [`/en-GB?_rsc=${hash}`, { rsc: '1' }],
    [`/en-GB?_rsc=${hash}`, { rsc: '1', 'next-router-prefetch': '1' }],
    [`/en-GB?_rsc=${hash}`, { rsc: '1', 'next-router-segment-prefetch': '/_tree' }],
    [`/en-GB?_rsc=${hash}`, { rsc: '1', 'next-url': '/en-GB/c' }],
    ['/en-GB?_rsc=1234567890123456', { rsc: '1' }],
    ['/en-GB', { rsc: '1' }],
    ['/en-GB?_rsc=1a2b3', { rsc: '1', 'next-router-state-tree': 'a' }],
    ['/en-GB?_rsc=1a2b3', { rsc: '1', 'next-router-state-tree': 'b' }],
  ] as const

  it('never share a body when their headers make them differ', async () => {
    rig.origin.respond = ({ url, headers }, response) => {
      response.setHeader('cache-control', 's-maxage=60')
      response.setHeader(
        'vary',
        'rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch',
      )
      const names = [
        'rsc',
        'next-router-prefetch',
        'next-router-segment-prefetch',
        'next-url',
        'next-router-state-tree',
      ]
      response.end(JSON.stringify([url, ...names.map((name) => headers[name] ?? null)]))
    }
    for (const round of [1, 2]) {
      const bodies = new Set<string>()
      for (const [path, headers] of wishes) bodies.add((await rig.get(path, headers)).text)
      expect(bodies.size, `round ${round}`).toBe(wishes.length)
    }
  })

  it('are kept under the origin’s hash, whatever the router state, which the origin receives', async () => {
    await rig.get(`/en-GB?_rsc=${hash}`, { rsc: '1', 'next-router-state-tree': 'tree' })
    const second = await rig.get(`/en-GB?_rsc=${hash}`, { rsc: '1', 'next-router-state-tree': 'tree' })
    expect(second.cache).toBe('Hit')
    expect(rig.origin.seen[0]?.headers).toMatchObject({ rsc: '1', 'next-router-state-tree': 'tree' })
  })

  it('keep no redirect to another hash, by which one shopper could misdirect others', async () => {
    rig.origin.respond = (_, response) => {
      response.writeHead(307, { location: '/en-GB?_rsc=other' })
      response.end()
    }
    await rig.get(`/en-GB?_rsc=${hash}`, { rsc: '1', 'next-router-state-tree': 'forged' })
    rig.origin.respond = cacheable
    expect(await rig.get(`/en-GB?_rsc=${hash}`, { rsc: '1' })).toMatchObject({ status: 200, cache: 'Miss' })
  })
})

describe('many shoppers at once', () => {
  it('make one request for a page that nobody has seen', async () => {
    const ready = gate()
    rig.origin.respond = (incoming, response) => void ready.opened.then(() => cacheable(incoming, response))
    const all = Array.from({ length: 50 }, () => rig.get('/en-GB'))
    await until(async () => (await rig.arrived('*')) === 50)
    ready.open()
    const replies = await Promise.all(all)
    expect(new Set(replies.map(({ text }) => text))).toEqual(new Set([page]))
    expect(rig.origin.seen).toHaveLength(1)
  })

  it('do not wait for each other for what cannot be shared', async () => {
    rig.origin.respond = (incoming, response) => {
      response.setHeader('cache-control', 'private')
      response.end(`for ${incoming.headers['x-request-id']}`)
    }
    const ids = Array.from({ length: 20 }, (_, index) => `request-${index}`)
    const replies = await Promise.all(ids.map((id) => rig.get('/en-GB', { 'x-request-id': id })))
    expect(replies.map(({ text }) => text)).toEqual(ids.map((id) => `for ${id}`))
    const held = gate()
    rig.origin.seen.length = 0
    rig.origin.respond = (_, response) => void held.opened.then(() => response.end())
    const two = [rig.get('/en-GB'), rig.get('/en-GB')]
    await until(() => rig.origin.seen.length === 2)
    held.open()
    await Promise.all(two)
  })

  it('share one failure when the origin fails', async () => {
    const ready = gate()
    rig.origin.respond = (_, response) => void ready.opened.then(() => response.writeHead(500).end('oops'))
    const all = Array.from({ length: 20 }, () => rig.get('/en-GB'))
    await until(async () => (await rig.arrived('*')) === 20)
    ready.open()
    expect(new Set((await Promise.all(all)).map(({ status }) => status))).toEqual(new Set([500]))
    expect(rig.origin.seen).toHaveLength(1)
  })

  it('are served even when the one who asked first has gone', async () => {
    const ready = gate()
    rig.origin.respond = (incoming, response) => void ready.opened.then(() => cacheable(incoming, response))
    const first = httpRequest(`${rig.url}/en-GB`, { agent: false }).end()
    first.on('error', () => undefined)
    await until(() => rig.origin.seen.length > 0)
    const second = rig.get('/en-GB')
    await until(async () => (await rig.arrived('*')) === 2)
    first.destroy()
    ready.open()
    expect((await second).text).toBe(page)
    expect(rig.origin.seen).toHaveLength(1)
  })
})

describe('figures', () => {
  it('count hits, misses, bytes and the origin’s requests per behaviour', async () => {
    for (let index = 0; index < 50; index++) await rig.get('/en-GB')
    await rig.get('/en-GB/cart')
    const { behaviours, cache } = await rig.figures()
    expect(behaviours['*']).toMatchObject({
      requests: 50,
      hits: 49,
      misses: 1,
      originRequests: 1,
      bytes: 50 * page.length,
    })
    expect(behaviours['/??-??/cart']).toMatchObject({ requests: 1, misses: 1, originRequests: 1 })
    expect(cache.entries).toBe(1)
  })
})
