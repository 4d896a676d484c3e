import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buyRig } from '@/tests/contract/buy-rig'
import { Visitor } from '@/tests/contract/visitor'

let shop: Awaited<ReturnType<typeof buyRig>>
let sku = ''
let guest: Visitor
beforeAll(async () => {
  shop = await buyRig()
  sku = await shop.product(50)
  guest = new Visitor()
  await guest.ask('/cart/lines', { method: 'POST', body: { sku } })
})
afterAll(() => shop?.stop())
afterEach(() => door('/faults', 'DELETE'))

async function door(path: string, method = 'POST', body?: unknown): Promise<void> {
  const answer = await fetch(`${shop.rig.door}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  expect(answer.status).toBe(200)
}

const down = (service: string, operation = '*') =>
  door('/faults', 'POST', {
    service,
    operation,
    kind: 'error',
    status: 503,
    code: 'ServiceUnavailable',
    times: 10_000,
  })

async function expectUnavailable(answer: Response): Promise<void> {
  expect(answer.status).toBe(503)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(answer.headers.get('cache-control')).toContain('no-store')
  const problem = await answer.json()
  expect(problem).toMatchObject({ status: 503, id: expect.stringMatching(/^req_/) })
  expect(JSON.stringify(problem)).not.toMatch(/dynamodb|aws|127\.0\.0\.1/i)
}

describe('while the database', () => {
  test('is down, reads and writes are refused with an id, and nobody is signed out or robbed of a cart', async () => {
    await down('dynamodb')
    const cookie = guest.cookie
    await expectUnavailable(await guest.ask('/cart'))
    await expectUnavailable(await guest.ask('/session'))
    await expectUnavailable(await guest.ask('/cart/lines', { method: 'POST', body: { sku } }))
    await expectUnavailable(await guest.ask('/catalogue/products/mug-1'))
    await expectUnavailable(await guest.ask('/orders'))
    expect(guest.cookie).toBe(cookie)
    await door('/faults', 'DELETE')
    expect((await guest.read<{ count: number }>('/cart')).count).toBe(1)
  })

  test('takes no writes, carts are still read', async () => {
    for (const operation of ['PutItem', 'UpdateItem', 'TransactWriteItems']) await down('dynamodb', operation)
    expect((await guest.read<{ count: number }>('/cart')).count).toBe(1)
    await expectUnavailable(await guest.ask('/cart/lines', { method: 'POST', body: { sku } }))
    const stranger = new Visitor()
    await expectUnavailable(await stranger.ask('/cart/lines', { method: 'POST', body: { sku } }))
    expect(stranger.cookie).toBeUndefined()
  })

  test('takes no writes, a cookie that should be exchanged still opens its session', async () => {
    await shop.rig.advance(61 * 60_000)
    await down('dynamodb', 'TransactWriteItems')
    const cookie = guest.cookie
    expect(await guest.kind()).toBe('guest')
    expect(guest.cookie).toBe(cookie)
    await door('/faults', 'DELETE')
    expect(await guest.kind()).toBe('guest')
    expect(guest.cookie).not.toBe(cookie)
  })

  test('does not answer, nobody waits for ever', { timeout: 40_000 }, async () => {
    await door('/faults', 'POST', {
      service: 'dynamodb',
      operation: 'GetItem',
      kind: 'delay',
      milliseconds: 60_000,
      times: 20,
    })
    const from = performance.now()
    await expectUnavailable(await guest.ask('/cart'))
    expect(performance.now() - from).toBeLessThan(15_000)
  })

  test('loses the answers of writes, a cart line is added once', async () => {
    const visitor = new Visitor()
    await visitor.ask('/cart/lines', { method: 'POST', body: { sku } })
    await door('/faults', 'POST', { service: 'dynamodb', operation: 'PutItem', kind: 'drop', times: 1 })
    await visitor.ask('/cart/lines', { method: 'POST', body: { sku } })
    const { count } = await visitor.read<{ count: number }>('/cart')
    expect(count).toBe(2)
  })
})

test('an order can be read while S3 is down; its invoice comes later', async () => {
  const { who, view, total } = await shop.readyToPay(sku)
  await down('s3')
  const { order } = await shop.pay(who, view.id, total)
  const answer = await new Visitor().ask(`/orders/${order?.id}?token=${order?.token}`)
  expect(answer.status).toBe(200)
  const invoice = await new Visitor().ask(`/orders/${order?.id}/invoice?token=${order?.token}`)
  expect([404, 409, 503]).toContain(invoice.status)
  expect(await invoice.json()).toMatchObject({ id: expect.any(String), code: expect.any(String) })
})

test('a search index that cannot be read is "unavailable", not "nothing found"', async () => {
  const folder = join(shop.rig.dataDirectory, 'search')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'search.db'), 'this is no index'.repeat(1_000))
  for (const path of ['/search?locale=en-GB&q=mug', '/search/suggest?locale=en-GB&q=mu']) {
    await expectUnavailable(await guest.ask(path))
  }
  const { readiness } = await import('@/server/api/readiness')
  expect(await readiness()).toEqual({
    status: 'ready',
    dependencies: { tables: 'ok', search: 'unavailable', objects: 'ok', cache: 'ok' },
  })
  await down('s3')
  expect(await readiness()).toMatchObject({ status: 'ready', dependencies: { objects: 'unavailable' } })
  await down('dynamodb')
  expect(await readiness()).toMatchObject({ status: 'unavailable' })
})
