import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ask, edgeRig, gate } from './edge-rig'

const rig = edgeRig()

describe('personal pages and the API', () => {
  it.each(['/en-GB/cart', '/api/cart', '/en-GB/checkout/payment', '/ops'])(
    '%s is never shared',
    async (path) => {
      rig.origin.respond = ({ headers }, response) => {
        response.setHeader('cache-control', 'public, s-maxage=60')
        response.setHeader('set-cookie', ['a=1', 'b=2'])
        response.end(`for ${headers.cookie}`)
      }
      const mine = await rig.get(path, { cookie: 'me' })
      const yours = await rig.get(path, { cookie: 'you' })
      expect([mine.text, yours.text]).toEqual(['for me', 'for you'])
      expect(yours).toMatchObject({ cache: 'Miss', headers: { 'set-cookie': ['a=1', 'b=2'] } })
    },
  )

  it('take bodies of any size, streamed both ways', async () => {
    let received = 0
    rig.origin.respond = (incoming, response) => {
      incoming.on('data', (chunk: Buffer) => {
        received += chunk.length
      })
      incoming.on('end', () => response.end(String(received)))
    }
    const body = Buffer.alloc(30_000_000, 'x')
    expect(await ask(rig.url, '/api/uploads', { method: 'PUT', body })).toMatchObject({ text: '30000000' })
  })

  it('pass events on as they happen', async () => {
    const second = gate()
    rig.origin.respond = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write('data: one\n\n')
      void second.opened.then(() => response.end('data: two\n\n'))
    }
    const [answer] = await once(httpRequest(`${rig.url}/api/chat/events`, { agent: false }).end(), 'response')
    const [first] = await once(answer, 'data')
    expect(String(first)).toBe('data: one\n\n')
    second.open()
    const [last] = await once(answer, 'data')
    expect(String(last)).toBe('data: two\n\n')
  })

  it('pass a stream on compressed, chunk by chunk', async () => {
    const rest = gate()
    rig.origin.respond = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'private, no-store' })
      response.write('<p>first</p>'.repeat(100))
      void rest.opened.then(() => response.end('<p>last</p>'))
    }
    const sent = httpRequest(`${rig.url}/en-GB/cart`, {
      agent: false,
      headers: { 'accept-encoding': 'gzip' },
    })
    const [answer] = await once(sent.end(), 'response')
    const chunks = [...(await once(answer, 'data'))]
    rest.open()
    for await (const chunk of answer) chunks.push(chunk)
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip' })
    expect(gunzipSync(Buffer.concat(chunks)).toString()).toBe(`${'<p>first</p>'.repeat(100)}<p>last</p>`)
  })

  it('stop the origin when the shopper goes away', async () => {
    const closed = gate()
    rig.origin.respond = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' })
      response.write('x')
      response.on('close', closed.open)
    }
    const sent = httpRequest(`${rig.url}/api/orders/export`, { agent: false }).end()
    await once(sent, 'response')
    sent.on('error', () => undefined)
    sent.destroy()
    await closed.opened
  })

  it('end visibly when the origin breaks off', async () => {
    rig.origin.respond = (_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    }
    await expect(rig.get('/api/orders')).rejects.toThrow(/aborted|ECONNRESET|hang up/)
  })

  it('have public reads beside them that are kept when they say so', async () => {
    rig.origin.respond = rig.counted('public, max-age=60')
    await rig.get('/api/search/suggest?q=lamp', { cookie: 'me' })
    expect(await rig.get('/api/search/suggest?q=lamp', { cookie: 'you' })).toMatchObject({ cache: 'Hit' })
    expect((await rig.get('/api/search/suggest?q=lamb')).cache).toBe('Miss')
    expect(rig.origin.seen[0]?.headers.cookie).toBeUndefined()
  })
})
