import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyRig } from '@/tests/contract/buy-rig'

let shop: Awaited<ReturnType<typeof buyRig>>
let ask: (body: string, type: string) => Promise<Response>
const site = 'http://localhost:3000'

beforeAll(async () => {
  shop = await buyRig()
  const { bff } = await import('@/server/sessions/bff')
  const { restock } = await import('@/server/engagement/routes')
  const { POST } = bff(restock)
  ask = (body, type) =>
    POST(
      new Request(`${site}/api/restock?locale=en-GB`, {
        method: 'POST',
        headers: { origin: site, 'content-type': type },
        body,
      }),
    )
})
afterAll(() => shop?.stop())

const wish = (sku: string, email = 'ada@example.com') =>
  ask(JSON.stringify({ sku, email }), 'application/json')

/** What follows when a shelf is filled: the stream's event, and the letter. */
async function refill(sku: string, onHand: number): Promise<void> {
  await shop.inventory.setStock({ sku, location: 'tilbury', onHand })
  const { stockChanged } = await import('@/server/inventory/events')
  const { consumers } = await import('@/server/engagement/consumers')
  const event = stockChanged({ sku, location: 'tilbury', previous: 'out', state: 'in', version: 1 })
  for (const consumer of consumers) if (consumer.eventName === event.name) await consumer.handle(event)
}
const letters = async (to: string) => (await shop.rig.mail()).filter((mail) => mail.to === to)

test('whoever waits for a sold-out variant is told once when it is back, and not again', async () => {
  const sku = await shop.product(0)
  expect((await wish(sku)).status).toBe(200)
  expect((await wish(sku)).status).toBe(200)
  expect(await letters('ada@example.com')).toHaveLength(0)
  await refill(sku, 3)
  await refill(sku, 4)
  const [letter, ...more] = await letters('ada@example.com')
  expect(more).toEqual([])
  expect(letter?.subject).toBe('Harbour mug is back')
  expect(letter?.text).toContain('/en-GB/p/mug-')
})

test('a form without JavaScript leads back to the page, to its thanks or its regrets', async () => {
  const sku = await shop.product(0)
  const form = (fields: Record<string, string>) =>
    ask(
      new URLSearchParams({
        ...fields,
        _next: '/en-GB/p/mug#restock-noted',
        _back: '/en-GB/p/mug#no',
      }).toString(),
      'application/x-www-form-urlencoded',
    )
  const noted = await form({ sku, email: ' Bob@Example.com ' })
  expect(noted.status).toBe(303)
  expect(noted.headers.get('location')).toBe('/en-GB/p/mug#restock-noted')
  await refill(sku, 1)
  expect(await letters('bob@example.com')).toHaveLength(1)
  expect((await form({ sku, email: 'nonsense' })).headers.get('location')).toMatch(/#no$/)
})

test('what can be bought, what does not exist and whoever waits for everything are refused', async () => {
  const problem = async (response: Response) => (await response.json()).code
  expect(await problem(await wish(await shop.product(2)))).toBe('in-stock')
  expect(await problem(await wish('NO-SUCH'))).toBe('product')
  for (let count = 0; count < 20; count++) await wish(await shop.product(0), 'greedy@example.com')
  const one = await wish(await shop.product(0), 'greedy@example.com')
  expect(one.status).toBe(429)
})
