import { describe, expect, it } from 'vitest'
import { condensedNdcg, ndcg, pairedBootstrap, readJudgments } from './measures'

const ratings = new Map([
  ['a', 3],
  ['b', 1],
  ['c', 0],
])

describe('nDCG', () => {
  it('is 1 for the ideal order and less for any other', () => {
    expect(ndcg(['a', 'b', 'c'], ratings)).toBe(1)
    expect(ndcg(['b', 'a', 'c'], ratings)).toBeLessThan(1)
  })
  it('counts what nobody rated as irrelevant, unless condensed', () => {
    expect(ndcg(['x', 'a', 'b'], ratings)).toBeLessThan(1)
    expect(condensedNdcg(['x', 'a', 'b'], ratings)).toBe(1)
  })
  it('follows the formula', () => {
    const dcg = 1 / Math.log2(2) + 7 / Math.log2(3)
    const ideal = 7 / Math.log2(2) + 1 / Math.log2(3)
    expect(ndcg(['b', 'a'], ratings)).toBeCloseTo(dcg / ideal, 12)
  })
  it('says nothing where nothing is relevant', () => {
    expect(ndcg(['c'], new Map([['c', 0]]))).toBeUndefined()
  })
})

describe('judgments', () => {
  it('are read with commas and quotes in the query', () => {
    const judgments = readJudgments('query,productId,rating\n"tv, 50""",12,3\nlaptop,7,0\n')
    expect([...judgments.keys()]).toEqual(['tv, 50"', 'laptop'])
    expect(judgments.get('laptop')?.get('7')).toBe(0)
  })
  it('are refused when a line is something else', () => {
    expect(() => readJudgments('query,productId,rating\nlaptop 7\n')).toThrow('line 2')
  })
})

describe('the bootstrap', () => {
  it('is sure of a difference that every query shows, and unsure of none', () => {
    const base = Array.from({ length: 50 }, (_, i) => i / 50)
    expect(
      pairedBootstrap(
        base.map((v) => v + 0.1),
        base,
      ).p,
    ).toBe(0)
    expect(pairedBootstrap(base, base).p).toBe(1)
  })
})
