import { afterAll, beforeAll } from 'vitest'
import type { Customer } from '@/server/platform/principal'
import type * as Desk from '@/server/reviews/desk'
import type { ReviewWish } from '@/server/reviews/model'
import type * as Reading from '@/server/reviews/reading'
import type * as Votes from '@/server/reviews/votes'
import type * as Writing from '@/server/reviews/writing'
import { placedOrder } from '@/tests/contract/placed-order'
import { workingRig } from '@/tests/contract/working-rig'

let shop: Awaited<ReturnType<typeof workingRig>>
export let writing: typeof Writing
export let desk: typeof Desk
export let reading: typeof Reading
export let votes: typeof Votes
let made = 0

beforeAll(async () => {
  shop = await workingRig()
  writing = await import('@/server/reviews/writing')
  desk = await import('@/server/reviews/desk')
  reading = await import('@/server/reviews/reading')
  votes = await import('@/server/reviews/votes')
})
afterAll(() => shop?.stop())

export async function person(groups: readonly string[] = []): Promise<Customer> {
  const { newId } = await import('@/server/platform/ids')
  const [id, sessionId] = [newId('cus'), newId('ses')]
  return { kind: 'customer', id, sessionId, email: `${id.toLowerCase()}@quayside.example`, groups }
}
export const staff = () => person(['staff'])

/** Somebody to whom one piece was delivered, or is still on its way. */
export async function buyer(arrived = true, product?: string) {
  made += 1
  const who = await person()
  const productId = product ?? (await shop.product(9)).toLowerCase()
  const sku = productId.toUpperCase()
  const at = '2026-10-01T10:00:00.000Z'
  await placedOrder(`R-${made}`, at, (order) => ({
    customerId: who.id,
    lines: order.lines.map((line) => ({ ...line, sku, productId })),
    fulfilment: arrived ? 'delivered' : 'shipped',
    shipments: [
      {
        id: `S-${made}`,
        carrier: 'post',
        tracking: 'T1',
        lines: [{ sku, quantity: 1 }],
        shippedAt: at,
        ...(arrived ? { deliveredAt: at } : {}),
      },
    ],
  }))
  return { who, product: productId }
}

export const wish = (change: Partial<ReviewWish> = {}): ReviewWish => ({
  stars: 4,
  title: 'Stands well',
  text: 'It stands well and pours without dripping.',
  locale: 'en-GB',
  ...change,
})

export async function waiting(product: string) {
  const found = (await desk.reviewDesk(await staff())).waiting.find(
    ({ review }) => review.product === product,
  )
  if (!found) throw new Error(`nothing waits for ${product}`)
  return found.review
}
export async function publish(product: string) {
  const { id, version } = await waiting(product)
  await desk.publishReview(await staff(), product, id, version)
  return id
}
export const shownOf = (product: string, order: 'newest' | 'helpful' = 'newest', page = 1) =>
  reading.reviewsOf(product, order, page)
