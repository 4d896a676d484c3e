import { describe, expect, test } from 'vitest'
import { buyer, person, publish, reading, shownOf, votes, wish, writing } from './desk'

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
