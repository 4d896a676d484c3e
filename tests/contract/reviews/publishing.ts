import { describe, expect, test } from 'vitest'
import { buyer, desk, publish, shownOf, staff, waiting, wish, writing } from './desk'

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
