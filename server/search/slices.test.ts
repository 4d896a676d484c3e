import { expect, test } from 'vitest'
import { type Slice, slicesOf } from './slices'

const counting =
  (prices: readonly number[]) =>
  async ({ min, max }: Slice) =>
    prices.filter((price) => price >= min && price <= max).length

test('a list that can be paged through stays whole', async () => {
  expect(await slicesOf({ min: 0, max: 900 }, counting([100, 200, 900]), 3)).toEqual([{ min: 0, max: 900 }])
})

test('a longer one is parted so that nothing is lost, nothing stands twice, and no part is too long', async () => {
  const prices = Array.from({ length: 5_000 }, (_, index) => (index * index * 7) % 99_991)
  const count = counting(prices)
  const slices = await slicesOf({ min: 0, max: 99_990 }, count, 60)
  const counts = await Promise.all(slices.map(count))
  expect(Math.max(...counts)).toBeLessThanOrEqual(60)
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(prices.length)
  expect(slices.every(({ min }, index) => index === 0 || min > (slices[index - 1]?.max ?? 0))).toBe(true)
})

test('what costs the same cannot be parted', async () => {
  expect(await slicesOf({ min: 0, max: 7 }, counting([5, 5, 5]), 2)).toEqual([{ min: 5, max: 5 }])
})

test('nothing is no part', async () => {
  expect(await slicesOf({ min: 0, max: 7 }, counting([]), 2)).toEqual([])
})
