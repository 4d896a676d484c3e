import { describe, expect, it } from 'vitest'
import { ask, cacheable, edgeRig, fakeOrigin, gate, invalidate, page, secret, until } from './edge-rig'

const hash = 'AbCdEfGhIjKlMn_-'

const rig = edgeRig()

describe('the origin’s failures', () => {
  it('leave pages already seen readable, with the origin down', async () => {
    await rig.get('/en-GB')
    await rig.origin.stop()
    rig.now += 400_000
    expect(await rig.get('/en-GB')).toMatchObject({ status: 200, text: page, cache: 'Stale' })
    expect(await rig.get('/en-GB')).toMatchObject({ status: 200, cache: 'Stale' })
    rig.now += 86_400_000
    expect((await rig.get('/en-GB')).status).toBe(502)
  })

  it('leave them readable when the origin answers 5xx, or only half', async () => {
    await rig.get('/en-GB')
    rig.now += 400_000
    rig.origin.respond = (_, response) => void response.writeHead(500).end('oops')
    expect(await rig.get('/en-GB')).toMatchObject({ status: 200, text: page, cache: 'Stale' })
    rig.now += 2_000
    rig.origin.respond = (_, response) => {
      response.writeHead(200, { 'content-length': '1000', 'cache-control': 's-maxage=60' })
      response.write('half', () => response.destroy())
    }
    expect(await rig.get('/en-GB')).toMatchObject({ status: 200, text: page, cache: 'Stale' })
    rig.now += 2_000
    rig.origin.respond = cacheable
    expect(await rig.get('/en-GB')).toMatchObject({ status: 200, cache: 'Miss' })
  })

  it('show a page of our own with the request id when nothing was seen', async () => {
    await rig.origin.stop()
    const reply = await rig.get('/en-GB', { 'x-request-id': 'req_1234567890' })
    expect(reply).toMatchObject({
      status: 502,
      cache: 'Error',
      headers: { 'x-request-id': 'req_1234567890' },
    })
    expect(reply.text).toContain('<html lang="en">')
    expect(reply.text).toContain('req_1234567890')
    expect((await ask(rig.url, '/api/cart', { method: 'POST', body: 'a=b' })).status).toBe(502)
  })

  it('are 504 when it takes too long', async () => {
    await rig.restart({ patience: 50 })
    rig.origin.respond = () => undefined
    expect((await rig.get('/en-GB')).status).toBe(504)
    expect((await rig.get('/api/cart')).status).toBe(504)
  })

  it('do not stick: a connection that the origin closed meanwhile is opened anew', async () => {
    await rig.get('/en-GB')
    const port = Number(new URL(rig.origin.url).port)
    await rig.origin.stop()
    rig.origin = await fakeOrigin(cacheable, port)
    expect((await rig.get('/en-GB/search')).status).toBe(200)
  })
})

describe('a page past its freshness', () => {
  it('is served at once while it is asked for again, once', async () => {
    rig.origin.respond = rig.counted('s-maxage=60, stale-while-revalidate=300')
    await rig.get('/en-GB')
    rig.now += 61_000
    const ready = gate()
    const next = rig.origin.respond
    rig.origin.respond = (incoming, response) => void ready.opened.then(() => next(incoming, response))
    for (const { text, cache } of await Promise.all(Array.from({ length: 10 }, () => rig.get('/en-GB')))) {
      expect({ text, cache }).toEqual({ text: 'answer 1', cache: 'RefreshHit' })
    }
    ready.open()
    await until(async () => (await rig.get('/en-GB')).text === 'answer 2')
    expect(rig.origin.seen).toHaveLength(2)
  })

  it('is asked for before it is served when it may not be stale', async () => {
    rig.origin.respond = rig.counted('s-maxage=60')
    await rig.get('/en-GB')
    rig.now += 61_000
    expect(await rig.get('/en-GB')).toMatchObject({ text: 'answer 2', cache: 'Miss' })
  })

  it('stays when the origin says that nothing changed', async () => {
    rig.origin.respond = ({ headers }, response) => {
      response.setHeader('etag', '"one"')
      response.setHeader('cache-control', 's-maxage=60')
      if (headers['if-none-match'] === '"one"') response.writeHead(304).end()
      else response.end('page')
    }
    await rig.get('/en-GB')
    rig.now += 61_000
    expect(await rig.get('/en-GB')).toMatchObject({ text: 'page', cache: 'RefreshHit' })
    expect(await rig.get('/en-GB')).toMatchObject({ cache: 'Hit', headers: { age: '0' } })
  })

  it('goes when it has become private', async () => {
    await rig.get('/en-GB')
    rig.now += 400_000
    rig.origin.respond = rig.counted('private')
    await rig.get('/en-GB')
    await rig.origin.stop()
    expect((await rig.get('/en-GB')).status).toBe(502)
  })
})

describe('invalidation', () => {
  it('forgets at once what begins like the path', async () => {
    rig.origin.respond = rig.counted()
    for (const path of ['/en-GB/p/a', `/en-GB/p/a?_rsc=${hash}`, '/en-GB/p/b', '/en-GB']) await rig.get(path)
    expect((await invalidate(rig.url, '/en-GB/p/*')).text).toBe('{"invalidated":3}')
    expect((await rig.get('/en-GB/p/a')).cache).toBe('Miss')
    expect((await rig.get('/en-GB')).cache).toBe('Hit')
  })

  it('beats an answer that is already on its way', async () => {
    const slow = gate()
    rig.origin.respond = (_, response) => {
      response.setHeader('cache-control', 's-maxage=60')
      const text = `answer ${rig.origin.seen.length}`
      if (rig.origin.seen.length === 1) void slow.opened.then(() => response.end(text))
      else response.end(text)
    }
    const first = rig.get('/en-GB')
    await until(() => rig.origin.seen.length === 1)
    await invalidate(rig.url, '/en-GB')
    expect(await rig.get('/en-GB')).toMatchObject({ text: 'answer 2', cache: 'Miss' })
    slow.open()
    expect((await first).text).toBe('answer 1')
    expect(await rig.get('/en-GB')).toMatchObject({ text: 'answer 2', cache: 'Hit' })
  })

  it('beats a refresh in the background that is on its way', async () => {
    rig.origin.respond = rig.counted('s-maxage=60, stale-while-revalidate=300')
    await rig.get('/en-GB')
    rig.now += 61_000
    const slow = gate()
    rig.origin.respond = (_, response) => {
      response.setHeader('cache-control', 's-maxage=60')
      void slow.opened.then(() => response.end('too old'))
    }
    await rig.get('/en-GB')
    await until(() => rig.origin.seen.length === 2)
    await invalidate(rig.url, '/*')
    rig.origin.respond = rig.counted('s-maxage=60')
    slow.open()
    expect((await rig.get('/en-GB')).text).toBe('answer 3')
    expect((await rig.get('/en-GB')).text).toBe('answer 3')
  })

  it('is not undone when the origin is down: what was invalidated is not served', async () => {
    await rig.get('/en-GB')
    await invalidate(rig.url, '/en-GB')
    await rig.origin.stop()
    expect((await rig.get('/en-GB')).status).toBe(502)
  })

  it('takes the secret, and well-formed paths', async () => {
    const post = (headers: Record<string, string>, body: string) =>
      ask(rig.url, '/__edge/invalidations', { method: 'POST', headers, body })
    expect((await post({}, '{"paths":["/*"]}')).status).toBe(403)
    expect((await post({ 'x-edge-secret': `${secret}x` }, '{"paths":["/*"]}')).status).toBe(403)
    for (const body of [
      '{',
      '{}',
      '{"paths":[]}',
      '{"paths":["x"]}',
      '{"paths":["/*/x"]}',
      '{"paths":[1]}',
    ]) {
      expect((await post({ 'x-edge-secret': secret }, body)).status, body).toBe(400)
    }
    expect((await rig.get('/__edge/stats')).status).toBe(403)
    expect((await rig.get('/__edge/else', { 'x-edge-secret': secret })).status).toBe(404)
    expect(rig.origin.seen).toHaveLength(0)
  })
})
