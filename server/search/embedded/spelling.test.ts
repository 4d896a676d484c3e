import { describe, expect, it } from 'vitest'
import { Postings } from './postings'
import { editDistance, Spelling } from './spelling'

function wordsOf(counts: Record<string, number>): Postings {
  const postings = new Postings()
  let slot = 0
  for (const [word, count] of Object.entries(counts))
    for (let i = 0; i < count; i++) postings.add(slot++, [word], [1])
  return postings
}
const spelling = new Spelling(
  wordsOf({
    keyboard: 50,
    keybord: 1,
    monitor: 30,
    mouse: 20,
    house: 3,
    headphone: 40,
    tn2110: 5,
    tn2120: 5,
  }),
)

describe('spelling', () => {
  it.each([
    ['keybaord', 'keyboard'],
    ['moniter', 'monitor'],
    ['haedphone', 'headphone'],
    ['mous', 'mouse'],
  ])('corrects %s to %s', (wrong, right) => {
    expect(spelling.correct(wrong)?.term).toBe(right)
  })
  it('prefers what is frequent and begins alike', () => {
    expect(spelling.correct('mouse')?.term).toBe('house')
    expect(spelling.correct('mouze')?.term).toBe('mouse')
  })
  it('leaves numbers, short words and words far away alone', () => {
    for (const word of ['tn2111', 'usb', 'refrigerator', 'mxxse', 'a'.repeat(100)])
      expect(spelling.correct(word)).toBeUndefined()
  })
  it('counts a swap of neighbours as one edit', () => {
    expect(editDistance('keybaord', 'keyboard')).toBe(1)
    expect(editDistance('abc', 'abc')).toBe(0)
    expect(editDistance('', 'abc')).toBe(3)
  })
})
