/**
 * How many bytes pass through the backend-for-frontend while a film of 1 GB goes up in parts and comes down again: everything that its
 * socket reads and writes is counted. Part of `npm run test:full`.
 * Run: `npx tsx tests/bench/gigabyte.ts`. Fails at 1 MB, or when the film comes back with another length.
 */
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { serve as listen } from '@hono/node-server'
import { boxes } from '@/tests/contract/film'
import { shopRig } from '@/tests/contract/shop-rig'

const size = 1024 ** 3
const most = 1_000_000

const rig = await shopRig()
const { assets, uploads } = await import('@/server/assets/routes')
const { workOffArrival } = await import('@/server/assets/arrivals')
const { presignRead } = await import('@/server/assets/stored-objects')
const { productMedia } = await import('@/server/assets/product-media')
const { importProducts } = await import('@/server/catalogue/catalogue')
const { Product } = await import('@/server/catalogue/model')
const { serve } = await import('@/server/platform/http/door')
const { consumeQueue } = await import('@/server/platform/queues')

const staff = { kind: 'customer', id: 'cus_0', sessionId: '', email: '', groups: ['staff'] } as const
const door = serve({ prefix: '/api', identify: async () => ({ principal: staff, cookies: () => [] }) }, [
  uploads,
  assets,
])
const product = Product.parse({
  id: 'lamp',
  version: 1,
  source: { name: 'bench', id: 'lamp' },
  language: 'en',
  categories: ['lamps'],
  texts: { en: { name: 'Lamp' } },
  variants: [{ sku: 'LMP-1' }],
  updatedAt: new Date().toISOString(),
})
await importProducts([{ product, fingerprint: 'lamp' }])

const sockets = new Set<Socket>()
const server = listen({ fetch: door, port: 0, hostname: '127.0.0.1' })
await once(server, 'listening')
server.on('connection', (socket: Socket) => void sockets.add(socket))
const address = server.address() as AddressInfo // of a server that listens on TCP

async function ask<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${address.port}/api${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T // the routes' schemas say what it is
}

const ending = new AbortController()
const working = consumeQueue('uploads', workOffArrival, ending.signal, 1)
const began = performance.now()
const wish = { purpose: 'product-video', type: 'video/mp4', size, name: 'lamp.mp4', product: 'lamp' }
const { id, parts } = await ask<{ id: string; parts: { size: number; count: number } }>(
  '/uploads',
  'POST',
  wish,
)
const head = boxes(size)
for (let from = 1; from <= parts.count; from += 16) {
  const numbers = Array.from({ length: Math.min(16, parts.count - from + 1) }, (_, index) => from + index)
  const signed = await ask<{ parts: { number: number; url: string }[] }>(`/uploads/${id}/parts`, 'POST', {
    numbers,
  })
  for (const { number, url } of signed.parts) {
    const body = new Uint8Array(parts.size)
    if (number === 1) body.set(head)
    const answer = await fetch(url, { method: 'PUT', body })
    if (!answer.ok) throw new Error(`part ${number}: ${answer.status}`)
  }
}
await ask(`/uploads/${id}/complete`, 'POST')
for (let state = 'awaiting'; state !== 'ready'; ) {
  await new Promise((resolve) => setTimeout(resolve, 500))
  state = (await ask<{ state: string }>(`/uploads/${id}`)).state
  if (state === 'quarantined') throw new Error('the film was not taken')
}
const up = (performance.now() - began) / 1000

const [film] = (await productMedia('lamp', [])).videos
const url = await presignRead({ bucket: 'assets', key: film?.key ?? '' }, 600)
let down = 0
for await (const chunk of (await fetch(url)).body ?? []) down += chunk.byteLength

const through = [...sockets].reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0)
console.log(`1 GB up, checked and published in ${up.toFixed(1)} s, and ${down} bytes down`)
console.log(`${through} bytes through the backend-for-frontend`)
if (through >= most || down !== size) process.exitCode = 1
ending.abort()
await working
server.close()
await rig.stop()
