import { expect, test } from 'vitest'
import { Recent } from './recent'

test('what was written first goes, and what is written again is young', () => {
  const recent = new Recent<number>(2)
  recent.set('a', 1).set('b', 2).set('a', 3).set('c', 4)
  expect([...recent]).toEqual([
    ['a', 3],
    ['c', 4],
  ])
})
