import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Customer } from '@/server/platform/principal'
import type * as Desk from '@/server/reviews/desk'
import type * as Reading from '@/server/reviews/reading'
import type * as Votes from '@/server/reviews/votes'
import type * as Writing from '@/server/reviews/writing'
import type { OwnReview, ReviewWish } from '@/server/reviews/model'
import { placedOrder } from '@/tests/contract/placed-order'
import { until } from '@/tests/contract/shop-rig'
import { png } from '@/tests/contract/upload-rig'
import { workingRig } from '@/tests/contract/working-rig'

let shop: Awaited<ReturnType<typeof workingRig>>
let writing: typeof Writing
let desk: typeof Desk
let reading: typeof Reading
let votes: typeof Votes
let made = 0

beforeAll(async () => {
  shop = await workingRig()
  writing = await import('@/server/reviews/writing')
  desk = await import('@/server/reviews/desk')
  reading = await import('@/server/reviews/reading')
  votes = await import('@/server/reviews/votes')
})
afterAll(() => shop?.stop())

async function person(groups: readonly string[] = []): Promise<Customer> {
  const { newId } = await import('@/server/platform/ids')
  const [id, sessionId] = [newId('cus'), newId('ses')]
  return { kind: 'customer', id, sessionId, email: `${id.toLowerCase()}@quayside.example`, groups }
}
const staff = () => person(['staff'])

/** Somebody to whom one piece was delivered, or is still on its way. */
async function buyer(arrived = true, product?: string) {
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

const wish = (change: Partial<ReviewWish> = {}): ReviewWish => ({
  stars: 4,
  title: 'Stands well',
  text: 'It stands well and pours without dripping.',
  locale: 'en-GB',
  ...change,
})

async function waiting(product: string) {
  const found = (await desk.reviewDesk(await staff())).waiting.find(
    ({ review }) => review.product === product,
  )
  if (!found) throw new Error(`nothing waits for ${product}`)
  return found.review
}
async function publish(product: string) {
  const { id, version } = await waiting(product)
  await desk.publishReview(await staff(), product, id, version)
  return id
}
const shownOf = (product: string, order: 'newest' | 'helpful' = 'newest', page = 1) =>
  reading.reviewsOf(product, order, page)

describe('writing', () => {
  test('is for those who have received it, once for each product', async () => {
    const { who, product } = await buyer()
    const first = await writing.writeReview(who, product, wish())
    expect(first).toMatchObject({ product, state: 'pending', shown: false, stars: 4 })
    const again = await writing.writeReview(who, product, wish({ stars: 2 }))
    expect(again.id).toBe(first.id)
    expect(await writing.ownReviews(who)).toMatchObject([{ id: first.id, stars: 2 }])
  })

  test('is refused to whoever has not bought it, and while it is on its way', async () => {
    const { product } = await buyer()
    await expect(writing.writeReview(await person(), product, wish())).rejects.toMatchObject({
      code: 'not-received',
    })
    const early = await buyer(false)
    expect(await writing.receivedPieces(early.who, 'en-GB')).toEqual([])
    await expect(writing.writeReview(early.who, early.product, wish())).rejects.toMatchObject({
      code: 'not-received',
    })
  })

  test('happens once, however often it is clicked', async () => {
    const { who, product } = await buyer()
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () => writing.writeReview(who, product, wish())),
    )
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await writing.ownReviews(who)).toHaveLength(1)
  })

  test('takes texts as they are, and none that is too long or has no stars', async () => {
    const { ReviewWish } = await import('@/server/reviews/model')
    const text = '<script>alert("1")</script> „Zitate“ ☕️ مرحبًا'
    const { who, product } = await buyer()
    const written = await writing.writeReview(who, product, ReviewWish.parse(wish({ text, name: '' })))
    expect([written.text, written.name]).toEqual([text, undefined])
    for (const wrong of [
      { text: 'x'.repeat(4001) },
      { title: '' },
      { stars: 0 },
      { stars: 6 },
      { stars: 2.5 },
    ]) {
      expect(ReviewWish.safeParse(wish(wrong)).success, JSON.stringify(wrong)).toBe(false)
    }
  })
})

describe('what a machine notices', () => {
  test.each([
    ['link', { text: 'Cheaper at www.elsewhere.example/vases' }],
    ['email', { text: 'Write to me: ada@quayside.example' }],
    ['phone', { text: 'Call +44 20 7946 0123 for more' }],
    ['shouting', { title: 'WORST VASE OF MY LIFE' }],
    ['repetition', { text: 'Soooooooo good' }],
  ])('%s', async (code, change) => {
    const { who, product } = await buyer()
    await writing.writeReview(who, product, wish(change))
    expect((await waiting(product)).flags.map((flag) => flag.code)).toContain(code)
  })

  test('nothing, in what is plain', async () => {
    const { who, product } = await buyer()
    await writing.writeReview(
      who,
      product,
      wish({ text: 'Bought in 2026. 30 cm wide. LED inside; 3.5 of 5.' }),
    )
    expect((await waiting(product)).flags).toEqual([])
  })
})

describe('publishing', () => {
  test('shows it to everybody as a verified one, and counts its stars', async () => {
    const { who, product } = await buyer()
    await writing.writeReview(who, product, wish({ name: 'Ada' }))
    expect(await shownOf(product)).toMatchObject({ rating: { count: 0 }, reviews: [] })
    await publish(product)
    const { rating, reviews } = await shownOf(product)
    expect(rating).toEqual({ count: 1, sum: 4, average: 4, counts: [0, 0, 0, 1, 0] })
    expect(reviews).toMatchObject([{ name: 'Ada', verified: true, edited: false, stars: 4 }])
    expect(JSON.stringify(reviews)).not.toContain(who.id)
  })

  test('an edit waits while the earlier version stays, and then moves its stars', async () => {
    const { who, product } = await buyer()
    await writing.writeReview(who, product, wish({ stars: 5 }))
    await publish(product)
    await writing.writeReview(who, product, wish({ stars: 1, title: 'It broke' }))
    expect(await shownOf(product)).toMatchObject({ rating: { sum: 5 }, reviews: [{ title: 'Stands well' }] })
    await publish(product)
    expect(await shownOf(product)).toMatchObject({
      rating: { count: 1, sum: 1, counts: [1, 0, 0, 0, 0] },
      reviews: [{ title: 'It broke', edited: true }],
    })
  })

  test('is refused for another version than the one that was looked at', async () => {
    const { who, product } = await buyer()
    await writing.writeReview(who, product, wish())
    const { id, version } = await waiting(product)
    await writing.writeReview(who, product, wish({ text: 'Something else entirely' }))
    await expect(desk.publishReview(await staff(), product, id, version)).rejects.toMatchObject({
      code: 'review-changed',
    })
  })

  test('is the staff’s alone, and written down', async () => {
    const { who, product } = await buyer()
    await writing.writeReview(who, product, wish())
    const { id, version } = await waiting(product)
    await expect(desk.publishReview(who, product, id, version)).rejects.toMatchObject({ status: 404 })
    await expect(desk.reviewDesk(who)).rejects.toMatchObject({ status: 404 })
    await desk.rejectReview(await staff(), { product, id, version, reason: 'advertising' })
    expect(await writing.ownReviews(who)).toMatchObject([{ state: 'rejected', reason: 'advertising' }])
    const { recentAudit } = await import('@/server/operations/audit')
    expect(
      (await recentAudit()).map(({ action, subject, outcome }) => [action, subject, outcome]),
    ).toContainEqual(['opinion-rejected', `${product} ${id}`, 'done'])
  })

  test('can be taken back by the staff and by the author; then nothing of it is counted', async () => {
    const { who, product } = await buyer()
    await writing.writeReview(who, product, wish())
    const id = await publish(product)
    const { published } = await desk.reviewDesk(await staff())
    const version = published.find(({ review }) => review.id === id)?.review.version ?? -1
    await desk.rejectReview(await staff(), { product, id, version, reason: 'off-topic' })
    expect(await shownOf(product)).toMatchObject({ rating: { count: 0 }, reviews: [] })
    for (const _ of [1, 2]) await writing.withdrawReview(who, product)
    expect(await writing.ownReviews(who)).toEqual([])
    await writing.writeReview(who, product, wish())
  })

  test('tells of it, once for each change', async () => {
    const { scanTable } = await import('@/server/platform/tables/scan')
    const { who, product } = await buyer()
    const told: unknown[] = []
    await writing.writeReview(who, product, wish())
    await publish(product)
    for await (const item of scanTable('reviews')) if (item.pk === `product#${product}`) told.push(item.sk)
    expect(told).toContain('rating')
    const { ratings, ratingKey } = await import('@/server/reviews/store')
    expect((await ratings.require(ratingKey(product), 'rating')).counts).toEqual([0, 0, 0, 1, 0])
  })
})

describe('reading', () => {
  test('leafs through them, the newest or the most helpful first', async () => {
    const { product } = await buyer()
    const authors = await Promise.all(Array.from({ length: 10 }, () => buyer(true, product)))
    for (const [index, { who }] of authors.entries()) {
      await writing.writeReview(who, product, wish({ stars: (index % 5) + 1, title: `Number ${index}` }))
      await publish(product)
    }
    const first = await shownOf(product)
    expect(first).toMatchObject({ pages: 2, rating: { count: 10, average: 3, counts: [2, 2, 2, 2, 2] } })
    expect(first.reviews.map(({ title }) => title).slice(0, 2)).toEqual(['Number 9', 'Number 8'])
    expect((await shownOf(product, 'newest', 2)).reviews.map(({ title }) => title)).toEqual([
      'Number 1',
      'Number 0',
    ])
    const favourite = first.reviews.find(({ title }) => title === 'Number 5')?.id ?? ''
    const voter = await person()
    await Promise.all([1, 2, 3].map(() => votes.voteHelpful(voter, product, favourite)))
    expect((await shownOf(product, 'helpful')).reviews[0]).toMatchObject({ id: favourite, helpful: 1 })
    expect((await shownOf(product, 'newest', 3)).reviews).toEqual([])
    expect([...(await reading.ratingsOf([product, 'nothing'])).keys()]).toEqual([product])
    await votes.forgetVotes(voter.id)
    expect((await shownOf(product, 'helpful')).reviews.map(({ helpful }) => helpful)).not.toContain(1)
  })

  test('nobody votes for their own, or for what is not shown', async () => {
    const { who, product } = await buyer()
    const { id } = await writing.writeReview(who, product, wish())
    await expect(votes.voteHelpful(await person(), product, id)).rejects.toMatchObject({ status: 404 })
    await publish(product)
    await expect(votes.voteHelpful(who, product, id)).rejects.toMatchObject({ code: 'own-review' })
  })
})

describe('photographs', () => {
  async function uploaded(who: Customer, purpose: 'review' | 'profile' = 'review') {
    const { startUpload, uploadOf } = await import('@/server/assets/uploads')
    made += 1
    const bytes = await png(500 + made, 400)
    const begun = await startUpload(who, { purpose, type: 'image/png', size: bytes.length, name: 'mine.png' })
    const data = new FormData()
    for (const [name, value] of Object.entries(begun.form?.fields ?? {})) data.set(name, value)
    data.set('file', new Blob([new Uint8Array(bytes)]), 'file')
    expect((await fetch(begun.form?.url ?? '', { method: 'POST', body: data })).status).toBe(201)
    await until(async () => (await uploadOf(who, begun.id)).state === 'ready', 'the picture', 60_000)
    return begun.id
  }
  async function stored(prefix: string): Promise<string[]> {
    const { ListObjectsV2Command } = await import('@aws-sdk/client-s3')
    const { bucketName, objectsAs } = await import('@/server/platform/objects')
    const list = new ListObjectsV2Command({ Bucket: bucketName('assets'), Prefix: prefix })
    return ((await objectsAs('reviews').client().send(list)).Contents ?? []).flatMap(({ Key }) => Key ?? [])
  }

  test('are seen with the review alone, and go with it', async () => {
    const { who, product } = await buyer()
    const upload = await uploaded(who)
    const own = await writing.writeReview(who, product, wish({ photos: { 0: upload } }))
    expect(own.photos[0]?.picture?.src).toContain('X-Amz-Signature')
    const folder = `products/${product}/reviews/`
    expect(await stored(folder)).toEqual([])
    await publish(product)
    const [photo] = (await shownOf(product)).reviews[0]?.photos ?? []
    expect(photo?.formats).toEqual(['avif', 'webp'])
    expect(photo?.key).not.toContain(who.id)
    expect(await stored(folder)).toContain(`${photo?.key}/${photo?.widths.at(-1)}.webp`)
    await writing.withdrawReview(who, product)
    expect(await stored(folder)).toEqual([])
  })

  test('stay or go when the review is written anew; four at most, and only one’s own', async () => {
    const { who, product } = await buyer()
    const [one, other] = [await uploaded(who), await uploaded(who)]
    const first: OwnReview = await writing.writeReview(who, product, wish({ photos: [one, other] }))
    await publish(product)
    const [keep = '', gone = ''] = first.photos.map(({ id }) => id)
    await writing.writeReview(who, product, wish({ keep: [keep] }))
    await publish(product)
    const keys = await stored(`products/${product}/reviews/`)
    expect(keys.some((key) => key.includes(keep))).toBe(true)
    expect(keys.some((key) => key.includes(gone))).toBe(false)
    const stranger = await buyer()
    for (const upload of [one, await uploaded(stranger.who, 'profile')]) {
      const stolen = writing.writeReview(stranger.who, stranger.product, wish({ photos: [upload] }))
      await expect(stolen).rejects.toMatchObject({ status: 404 })
    }
  })
})

test('whoever is forgotten leaves no review, no vote and no photograph behind', async () => {
  const { who, product } = await buyer()
  const other = await buyer()
  await writing.writeReview(who, product, wish())
  await publish(product)
  await writing.writeReview(other.who, other.product, wish())
  await votes.voteHelpful(who, other.product, await publish(other.product))
  const { forgetReviewer } = await import('@/server/reviews/forget')
  for (const _ of [1, 2]) await forgetReviewer(who.id)
  expect(await shownOf(product)).toMatchObject({ rating: { count: 0 }, reviews: [] })
  expect((await shownOf(other.product)).reviews[0]?.helpful).toBe(0)
  const { scanTable } = await import('@/server/platform/tables/scan')
  for await (const item of scanTable('reviews')) expect(JSON.stringify(item)).not.toContain(who.id)
})
