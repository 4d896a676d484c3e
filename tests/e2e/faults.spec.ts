import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { clearFaults, injectFault, mailbox } from '@/tests/fixtures/door'
import { runningShop } from '@/tests/fixtures/shop'

test.afterEach(() => clearFaults())

const down = (service: 'dynamodb' | 's3', operation = '*') =>
  injectFault({ service, operation, kind: 'error', status: 503, code: 'ServiceUnavailable', times: 100_000 })

const sku = 'QS-VAS-001-SGE'
const Checkout = z.object({ id: z.string(), totals: z.object({ total: z.object({ amount: z.number() }) }) })
const Paid = z.object({ order: z.object({ id: z.string(), number: z.string() }) })
const Order = z.object({ fulfilment: z.string(), invoiceReady: z.boolean() })

test('while the database is down, pages that were seen stay, the rest says so plainly, and nothing is lost', async ({
  page,
}) => {
  await page.goto('/en-GB/p/harbour-vase')
  const added = await page.request.post('/api/cart/lines?locale=en-GB', {
    data: { sku },
    headers: { origin: new URL(page.url()).origin },
  })
  expect(added.status()).toBe(200)
  await down('dynamodb')
  const seen = await page.goto('/en-GB/p/harbour-vase')
  expect(seen?.status()).toBe(200)
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour vase' })).toBeVisible()
  const api = await page.request.get('/api/cart?locale=en-GB')
  expect(api.status()).toBe(503)
  expect(await api.json()).toMatchObject({ id: expect.any(String), code: 'store-unavailable' })
  const cart = await page.goto('/en-GB/cart')
  expect(cart?.headers()['cache-control']).toContain('no-store')
  await expect(page.locator('body')).not.toBeEmpty()
  await expect(page.locator('body')).not.toContainText(/dynamodb|stack|undefined/i)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await clearFaults()
  await page.goto('/en-GB/cart')
  await expect(page.getByRole('link', { name: 'Harbour vase' }).first()).toBeVisible()
})

test('a worker that is killed in the middle of an order leaves one order, one invoice and one letter of each kind', async ({
  request,
}) => {
  test.setTimeout(240_000)
  const email = `killed-${randomUUID()}@quayside.example`
  const shop = runningShop()
  const headers = { origin: shop.url }
  await request.post('/api/cart/lines?locale=en-GB', { data: { sku }, headers })
  const shipping = { name: 'Ada', line1: '1 Rope Walk', city: 'London', postcode: 'SE1 9XX', country: 'GB' }
  const data = { email, shipping, delivery: 'standard' }
  const checkout = Checkout.parse(
    await (await request.post('/api/checkout?locale=en-GB', { data, headers })).json(),
  )
  const pay = request.post(`/api/checkout/${checkout.id}/pay`, {
    data: { token: 'tok_success', expectedTotal: checkout.totals.total.amount },
    headers,
  })
  await killWorker(shop)
  const paid = Paid.parse(await (await pay).json())
  await killWorker(shop)
  const order = async () => Order.parse(await (await request.get(`/api/orders/${paid.order.id}`)).json())
  await expect.poll(async () => (await order()).invoiceReady, { timeout: 90_000 }).toBe(true)
  // The order management takes its time; that it has the order at all is told by its first status.
  await expect.poll(async () => (await order()).fulfilment, { timeout: 90_000 }).not.toBe('received')
  const invoice = await request.get(`/api/orders/${paid.order.id}/invoice?download=true`)
  expect((await invoice.body()).subarray(0, 5).toString()).toBe('%PDF-')
  await expect.poll(async () => (await mailbox(email)).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
  const subjects = (await mailbox(email)).map(({ subject }) => subject)
  expect(new Set(subjects).size).toBe(subjects.length)
})

test('an invoice that S3 could not take comes when S3 is back', async ({ request }) => {
  test.setTimeout(120_000)
  const { url } = runningShop()
  const headers = { origin: url }
  await down('s3', 'PutObject')
  await request.post('/api/cart/lines?locale=en-GB', { data: { sku }, headers })
  const shipping = { name: 'Ada', line1: '1 Rope Walk', city: 'London', postcode: 'SE1 9XX', country: 'GB' }
  const data = { email: `s3-${randomUUID()}@quayside.example`, shipping, delivery: 'standard' }
  const checkout = Checkout.parse(
    await (await request.post('/api/checkout?locale=en-GB', { data, headers })).json(),
  )
  const paid = Paid.parse(
    await (
      await request.post(`/api/checkout/${checkout.id}/pay`, {
        data: { token: 'tok_success', expectedTotal: checkout.totals.total.amount },
        headers,
      })
    ).json(),
  )
  const early = await request.get(`/api/orders/${paid.order.id}/invoice`)
  expect(early.status()).toBe(409)
  await clearFaults()
  await expect
    .poll(async () => (await request.get(`/api/orders/${paid.order.id}/invoice`)).status(), {
      timeout: 90_000,
    })
    .toBe(200)
})

/** Kills the worker's process, a child of the shop's supervisor, as soon as there is one. */
async function killWorker({ dataDirectory }: { dataDirectory: string }): Promise<void> {
  const { pid } = z
    .object({ pid: z.int() })
    .parse(JSON.parse(readFileSync(`${dataDirectory}/shop.json`, 'utf8')))
  let worker: number | undefined
  await expect.poll(() => (worker = workerBelow(pid)), { timeout: 30_000 }).toBeDefined()
  if (worker) process.kill(worker, 'SIGKILL')
}

function workerBelow(pid: number): number | undefined {
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${entry}/stat`, 'utf8'))?.[1])
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8')
      if (parent === pid && command.includes('worker.mjs')) return Number(entry)
    } catch (error) {
      // A process may end while it is being looked at.
      if (!(error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))))
        throw error
    }
  }
  return undefined
}
