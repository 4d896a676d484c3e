import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifySignature } from '@/infra/local/sigv4'
import { ask, cacheable, edgeRig, type FakeOrigin, fakeOrigin, page, raw, until } from './edge-rig'

const rig = edgeRig()

describe('conditional and partial requests', () => {
  beforeEach(() => {
    rig.origin.respond = (_, response) => {
      response.writeHead(200, { etag: '"v1"', 'cache-control': 's-maxage=60', 'content-type': 'text/html' })
      response.end(page)
    }
  })

  it('answer 304 from the edge', async () => {
    const first = await rig.get('/en-GB', { 'if-none-match': '"v1"' })
    expect(first).toMatchObject({ status: 304, text: '', cache: 'Miss' })
    expect(await rig.get('/en-GB', { 'if-none-match': 'W/"v1"' })).toMatchObject({
      status: 304,
      cache: 'Hit',
    })
    expect(await rig.get('/en-GB', { 'if-none-match': '"v0"' })).toMatchObject({ status: 200, text: page })
    expect(rig.origin.seen[0]?.headers['if-none-match']).toBeUndefined()
  })

  it('answer parts of what is kept', async () => {
    await rig.get('/en-GB')
    const part = await rig.get('/en-GB', { range: 'bytes=0-14' })
    expect(part).toMatchObject({ status: 206, text: page.slice(0, 15), cache: 'Hit' })
    expect(part.headers).toMatchObject({
      'content-range': `bytes 0-14/${page.length}`,
      'content-length': '15',
    })
    expect(await rig.get('/en-GB', { range: 'bytes=999999-' })).toMatchObject({ status: 416 })
    expect(await rig.get('/en-GB', { range: 'bytes=0-1', 'if-range': '"v0"' })).toMatchObject({ status: 200 })
  })

  it('pass parts of what is not kept through, without keeping them', async () => {
    rig.origin.respond = (_, response) => {
      response.writeHead(206, { 'content-range': 'bytes 0-0/9', 'cache-control': 's-maxage=60' }).end('<')
    }
    expect(await rig.get('/en-GB', { range: 'bytes=0-0' })).toMatchObject({ status: 206, text: '<' })
    expect(rig.origin.seen[0]?.headers.range).toBe('bytes=0-0')
    rig.origin.respond = cacheable
    expect(await rig.get('/en-GB')).toMatchObject({ status: 200, text: page, cache: 'Miss' })
  })
})

describe('compression', () => {
  it('is by what the shopper accepts, from one kept response', async () => {
    const plain = await rig.get('/en-GB')
    const brotli = await rig.get('/en-GB', { 'accept-encoding': 'gzip, deflate, br' })
    const gzip = await rig.get('/en-GB', { 'accept-encoding': 'gzip' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
    expect(brotliDecompressSync(brotli.body).toString()).toBe(page)
    expect(gunzipSync(gzip.body).toString()).toBe(page)
    expect(rig.origin.seen).toHaveLength(1)
    expect(rig.origin.seen[0]?.headers['accept-encoding']).toBe('identity')
  })

  it('leaves types alone that are compressed already, and responses that are encoded', async () => {
    rig.origin.respond = (_, response) => {
      response.writeHead(200, { 'content-type': 'image/webp', 'cache-control': 's-maxage=60' }).end(page)
    }
    const image = await rig.get('/x.webp', { 'accept-encoding': 'br' })
    expect(image.headers['content-encoding']).toBeUndefined()
    rig.origin.respond = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'zstd' }).end(page)
    }
    expect((await rig.get('/api/x', { 'accept-encoding': 'br' })).headers['content-encoding']).toBe('zstd')
  })
})

describe('assets', () => {
  const accepted = { accessKeyId: 'AKIDEDGE', secretAccessKey: 'a secret of the edge' }
  let objects: FakeOrigin

  beforeEach(async () => {
    objects = await fakeOrigin((incoming, response) => {
      const verdict = verifySignature(incoming, {
        service: 's3',
        region: 'us-east-1',
        credentials: (id) => (id === accepted.accessKeyId ? accepted : undefined),
        now: () => rig.now,
        wallNow: () => rig.now,
      })
      if (!verdict.ok) return void response.writeHead(403).end(verdict.reason)
      if (incoming.url?.endsWith('missing.webp')) return void response.writeHead(404).end('<Error/>')
      response.writeHead(200, { etag: '"o"', 'content-type': 'image/webp', 'x-amz-request-id': '1' })
      response.end(incoming.url)
    })
    await rig.restart({ assets: { endpoint: objects.url, bucket: 'shop-assets', credentials: accepted } })
  })
  afterEach(() => objects.stop())

  it('come from the bucket by a signature of the edge, and are kept for a day', async () => {
    const first = await rig.get('/assets/products/SKU-1/front%20(1).webp?x=y', {
      cookie: 'me',
      authorization: 'mine',
    })
    expect(first).toMatchObject({ status: 200, text: '/shop-assets/products/SKU-1/front%20%281%29.webp' })
    expect(first.headers['x-amz-request-id']).toBeUndefined()
    rig.now += 86_000_000
    expect((await rig.get('/assets/products/SKU-1/front%20(1).webp')).cache).toBe('Hit')
    expect(objects.seen[0]?.headers.cookie).toBeUndefined()
    expect(rig.origin.seen).toHaveLength(0)
  })

  it('are only read', async () => {
    for (const method of ['PUT', 'POST', 'DELETE']) {
      expect((await ask(rig.url, '/assets/products/x.webp', { method })).status).toBe(403)
    }
    expect(objects.seen).toHaveLength(0)
  })

  it('are not found for long only when they are missing', async () => {
    expect((await rig.get('/assets/products/missing.webp')).status).toBe(404)
    expect((await rig.get('/assets/products/missing.webp')).cache).toBe('Hit')
  })

  it.each([
    '/assets/customers/1/uploads/x.jpg',
    '/assets/products/../customers/1/uploads/x.jpg',
    '/assets/products/%2e%2e/customers/1/uploads/x.jpg',
    '/assets/products/..%2Fcustomers/1/uploads/x.jpg',
    '/assets/products/%2E%2E%2Fcustomers/x.jpg',
    '/assets/products/a//b',
  ])('%s does not lead to the bucket', async (path) => {
    await rig.get(path)
    expect(objects.seen).toHaveLength(0)
  })
})

describe('what is larger than the edge keeps', () => {
  it.each([true, false])('passes whole and is not kept (length announced: %s)', async (announced) => {
    await rig.restart({ largestKept: 100_000 })
    const body = Buffer.alloc(1_000_000, 'abcdefghij')
    rig.origin.respond = (_, response) => {
      response.setHeader('cache-control', 's-maxage=60')
      if (announced) response.setHeader('content-length', body.length)
      for (let start = 0; start < body.length; start += 50_000)
        response.write(body.subarray(start, start + 50_000))
      response.end()
    }
    for (const reply of [await rig.get('/big'), await rig.get('/big')]) {
      expect(reply.cache).toBe('Miss')
      expect(reply.body.equals(body)).toBe(true)
    }
  })
})

describe('WebSockets', () => {
  it('pass both ways', async () => {
    rig.origin.server.on('upgrade', (incoming, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${incoming.headers.upgrade}\r\nConnection: Upgrade\r\n\r\n`,
      )
      socket.on('data', (chunk: Buffer) => socket.end(`echo ${chunk}`))
    })
    const { port, hostname } = new URL(rig.url)
    const socket = connect(Number(port), hostname)
    socket.write(
      'GET /_next/webpack-hmr HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n',
    )
    const [head] = await once(socket, 'data')
    expect(String(head)).toMatch(/^HTTP\/1.1 101 .*Upgrade: websocket/s)
    socket.write('hello')
    const [echo] = await once(socket, 'data')
    expect(String(echo)).toBe('echo hello')
  })

  it('are refused when the origin is down', async () => {
    await rig.origin.stop()
    const text = 'GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    expect(await raw(rig.url, text)).toMatch(/^HTTP\/1.1 502 /)
  })
})

describe('a shopper who reads slowly', () => {
  it('holds the origin back instead of filling memory', async () => {
    const chunk = Buffer.alloc(1_000_000, 'x')
    const total = 200
    let written = 0
    let heldBack = 0
    rig.origin.respond = (_, response) => {
      response.setHeader('content-type', 'application/octet-stream')
      const more = () => {
        while (written < total) {
          written++
          if (!response.write(chunk)) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    }
    const sent = httpRequest(`${rig.url}/api/orders/export`, { agent: false }).end()
    const [answer] = await once(sent, 'response')
    let last = -1
    await until(() => {
      heldBack = written === last ? heldBack + 1 : 0
      last = written
      return heldBack > 2_000
    })
    expect(written).toBeLessThan(total / 2)
    let bytes = 0
    for await (const part of answer) bytes += part.length
    expect(bytes).toBe(total * chunk.length)
  })
})
