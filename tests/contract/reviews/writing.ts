import { describe, expect, test } from 'vitest'
import { buyer, person, waiting, wish, writing } from './desk'

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
