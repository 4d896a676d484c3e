import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InvoiceLink } from '@/server/orders/model'
import type { Guest } from '@/server/platform/principal'
import { until } from '@/tests/contract/shop-rig'
import { Visitor } from '@/tests/contract/visitor'
import { workingRig } from '@/tests/contract/working-rig'

/** A link to an invoice holds as long as it says, is the owner's alone, is written down, and no byte of the document passes the app. */
let shop: Awaited<ReturnType<typeof workingRig>>
let owner: Guest
let order: { id: string; number: string; token: string }
const minute = 60_000

beforeAll(async () => {
  shop = await workingRig()
  const { who, view, total } = await shop.readyToPay(await shop.product(5))
  const paid = await shop.pay(who, view.id, total)
  if (!paid.order) throw new Error('not bought')
  owner = who
  order = paid.order
  await until(async () => (await shop.orders.orderOf(owner, order.id, 'en-GB')).invoiceReady, 'the invoice')
})
afterAll(() => shop?.stop())

const link = async () => (await import('@/server/orders/invoices')).invoiceLink(owner, order.id)
const now = async () => (await import('@/server/platform/clock')).now()
const left = async ({ expiresAt }: InvoiceLink) => (Date.parse(expiresAt) - (await now())) / minute

describe('a link to an invoice', () => {
  test('holds for an hour, and not a minute longer', async () => {
    const given = await link()
    expect(await left(given)).toBeGreaterThan(59)
    expect(await left(given)).toBeLessThanOrEqual(60)
    await shop.rig.advance(58 * minute)
    const answer = await fetch(given.url)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toContain(`"Quayside-INV-${order.number}.pdf"`)
    await shop.rig.advance(3 * minute)
    expect((await fetch(given.url)).status).toBe(403)
  })

  test('is signed by a session that is renewed in time', async () => {
    await link()
    for (const wait of [20, 20, 17]) {
      await shop.rig.advance(wait * minute)
      const given = await link()
      expect(await left(given)).toBeGreaterThan(55)
    }
    const late = await link()
    await shop.rig.advance(54 * minute)
    expect((await fetch(late.url)).status).toBe(200)
  })

  test('tells when it ends with the session that signed it', async () => {
    const stop = await shortSessions(600)
    await shop.rig.advance(61 * minute)
    const given = await link()
    expect(await left(given)).toBeGreaterThan(9)
    expect(await left(given)).toBeLessThanOrEqual(10)
    await shop.rig.advance(9 * minute)
    expect((await fetch(given.url)).status).toBe(200)
    await shop.rig.advance(1.5 * minute)
    expect((await fetch(given.url)).status).toBeGreaterThanOrEqual(400)
    const next = await link()
    expect((await fetch(next.url)).status).toBe(200)
    await stop()
  })

  test('is written down: who, what, when; and not the link itself', async () => {
    const { linksOf } = await import('@/server/orders/links')
    const before = (await linksOf(order.id)).length
    const given = await link()
    const visitor = new Visitor()
    await visitor.ask(`/orders/${order.id}/invoice?token=${order.token}`)
    const log = (await linksOf(order.id)).slice(before)
    expect(log).toMatchObject([
      {
        by: { kind: 'owner', id: owner.id },
        document: `INV-${order.number}`,
        key: `customers/${owner.id}/orders/${order.id}/invoice.pdf`,
        endsAt: given.expiresAt,
      },
      { by: { kind: 'token' } },
    ])
    expect(JSON.stringify(log)).not.toContain('X-Amz')
  })

  test('is nobody else’s, and who is refused leaves no entry', async () => {
    const { linksOf } = await import('@/server/orders/links')
    const { invoiceLink } = await import('@/server/orders/invoices')
    const before = (await linksOf(order.id)).length
    await expect(invoiceLink(shop.guest(), order.id)).rejects.toMatchObject({ status: 404 })
    expect(await linksOf(order.id)).toHaveLength(before)
  })

  test('leads past the app: what passes through it is the address alone', async () => {
    const visitor = new Visitor()
    const path = `/orders/${order.id}/invoice?token=${order.token}&download=true`
    const answer = await visitor.ask(path)
    expect(answer.status).toBe(303)
    expect((await answer.arrayBuffer()).byteLength).toBe(0)
    const location = answer.headers.get('location') ?? ''
    expect(new URL(location).origin).toBe(process.env.AWS_ENDPOINT_URL_S3)
    const document = await (await fetch(location)).arrayBuffer()
    expect(Buffer.from(document).subarray(0, 5).toString()).toBe('%PDF-')
  })
})

/** Lets roles have sessions of so many seconds only. */
async function shortSessions(seconds: number): Promise<() => Promise<void>> {
  const { config } = await import('@/server/platform/config')
  const door = config().doorUrl
  const server = createServer(async (request, response) => {
    const answer = await fetch(`${door}${request.url}?seconds=${seconds}`, { method: 'POST' })
    response.writeHead(answer.status).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  config().doorUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return async () => {
    config().doorUrl = door
    await new Promise((resolve) => server.close(resolve))
  }
}
