import { describe, expect, it } from 'vitest'
import { parseSynonyms } from '@/server/search/language/synonyms'
import { planQuery, type Vocabulary } from './plan'

const known: Record<string, number> = {
  laptop: 90,
  notebook: 300,
  bag: 40,
  power: 80,
  bank: 20,
  powerbank: 4,
  tn2110: 1,
  usb: 200,
  c: 9,
  tv: 50,
  screen: 60,
  flat: 30,
}
const vocabulary: Vocabulary = {
  frequency: (term) => known[term] ?? 0,
  correct: (word) => (word === 'laptp' ? 'laptop' : undefined),
}
const rules = parseSynonyms('laptop, notebook\nflat screen tv, television # sets\nbag => briefcase', 'en')
const plan = (text: string) => planQuery(text, 'en', vocabulary, rules)
const formsOf = (text: string) =>
  plan(text).groups.map((group) => group.alternatives.map(({ terms }) => terms.join('+')))

describe('the plan of a query', () => {
  it('has a group for every word that says something', () => {
    expect(plan('a bag for the laptop').groups.map((group) => group.surface)).toEqual(['bag', 'laptop'])
    expect(plan('the for').groups).toHaveLength(2)
  })
  it('asks for synonyms both ways, and for kinds one way', () => {
    expect(formsOf('laptop')[0]).toContain('notebook')
    expect(formsOf('notebook')[0]).toContain('laptop')
    expect(formsOf('bag')[0]).toContain('briefcase')
    expect(formsOf('briefcase')[0]).not.toContain('bag')
  })
  it('lets a synonym of a phrase stand for each of its words', () => {
    for (const forms of formsOf('flat screen tv')) expect(forms).toContain('television')
    expect(formsOf('television')[0]).toContain('flat+screen+tv')
  })
  it('joins neighbours and splits words that the index knows otherwise', () => {
    expect(formsOf('power bank')[0]).toContain('powerbank')
    expect(formsOf('tn-2110')[0]).toContain('tn2110')
    expect(formsOf('usb-c')[0]).toContain('usb+c')
    expect(formsOf('laptopbag')[0]).toContain('laptop+bag')
  })
  it('corrects only words that nothing is known of', () => {
    expect([...plan('laptp bag').corrections]).toEqual([['laptp', 'laptop']])
    expect(formsOf('laptp')[0]).toEqual(expect.arrayContaining(['laptop', 'notebook']))
    expect(plan('laptop').corrections.size).toBe(0)
  })
  it('looks at so many words and no more', () => {
    expect(plan(Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ')).groups).toHaveLength(12)
  })
})

describe('synonym rules', () => {
  it('are refused by line when they are none', () => {
    expect(() => parseSynonyms('a, b\nlonely', 'en')).toThrow('line 2')
    expect(() => parseSynonyms('a => b => c', 'en')).toThrow('line 1')
  })
})
