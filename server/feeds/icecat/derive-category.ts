import { stemEnglish } from '@/server/search/language/english'
import { type LeafCategory, OTHER } from './category-tree'
import { plainText } from './clean'

/** A row of the feed as it came. */
export type FeedRow = Readonly<Record<string, unknown>>

/** What a phrase of the title counts for each of its words; one of the description counts less. */
const TITLE_WORD = 2
const DESCRIPTION_SHARE = 0.55
/** An attribute counts as much as a word of the title, two of them half again; more do not help. */
const ATTRIBUTE = 2
const MOST_FROM_ATTRIBUTES = 3.5
/** English puts the head last: of two phrases as long, the later one says what the thing is. */
const LATER = 0.6
const LONGEST = 4
/** What follows says what the thing goes with, not what it is. */
const rest =
  /\s(?:for|with|w\/|compatible|equivalent|replaces|fits|supporting|incl\.?|including|inc|f\/|f|includes|plus|\+)\s.*$/i
const spec = /\([^)]*\)/g

interface Evidence {
  category: number
  pattern?: RegExp
}

/** Decides where rows of the feed belong. */
export class CategoryClassifier {
  private readonly phrases = new Map<string, number[]>()
  private readonly attributes = new Map<string, Evidence[]>()

  constructor(private readonly leaves: readonly LeafCategory[]) {
    leaves.forEach((leaf, category) => {
      for (const phrase of leaf.phrases) {
        const key = wordsOf(phrase).join(' ')
        this.phrases.set(key, [...(this.phrases.get(key) ?? []), category])
      }
      for (const rule of leaf.attributes) {
        const [name = '', pattern] = rule.split(/~(.*)/s)
        const evidence = { category, ...(pattern === undefined ? {} : { pattern: new RegExp(pattern, 'i') }) }
        this.attributes.set(`attr_${name}`, [...(this.attributes.get(`attr_${name}`) ?? []), evidence])
      }
    })
  }

  /** The category with the strongest evidence; `OTHER` without any. */
  deriveCategory(row: FeedRow): LeafCategory {
    const scores = new Float64Array(this.leaves.length)
    const title = plainText(String(row.title ?? '')).replace(spec, ' ')
    const description = plainText(String(row.short_description ?? '')).replace(spec, ' ')
    const brand = String(row.supplier ?? '')
    this.addText(withoutBrand(title, brand).replace(rest, ''), 1, scores)
    this.addText(withoutBrand(description, brand).replace(rest, ''), DESCRIPTION_SHARE, scores)
    this.addAttributes(row, scores)
    let best = -1
    scores.forEach((score, category) => {
      const leaf = this.leaves[category]
      if (score === 0 || leaf?.without.some((name) => row[`attr_${name}`] !== undefined)) return
      const total = score + (leaf?.weight ?? 0)
      scores[category] = total
      if (best < 0 || total > (scores[best] ?? 0)) best = category
    })
    return this.leaves[best] ?? OTHER
  }

  /** A category gains by its strongest phrase alone: repeating a word does not make it truer. */
  private addText(text: string, share: number, scores: Float64Array): void {
    const words = wordsOf(text).slice(0, 40)
    const best = new Map<number, number>()
    for (let from = 0; from < words.length; from++) {
      for (let length = 1; length <= LONGEST && from + length <= words.length; length++) {
        for (const category of this.phrases.get(words.slice(from, from + length).join(' ')) ?? []) {
          const score = share * (TITLE_WORD * length + (LATER * (from + length)) / words.length)
          best.set(category, Math.max(best.get(category) ?? 0, score))
        }
      }
    }
    for (const [category, score] of best) scores[category] = (scores[category] ?? 0) + score
  }

  private addAttributes(row: FeedRow, scores: Float64Array): void {
    const found = new Map<number, number>()
    for (const name of Object.keys(row)) {
      for (const { category, pattern } of this.attributes.get(name) ?? []) {
        if (pattern && !pattern.test(String(row[name]))) continue
        const before = found.get(category) ?? 0
        found.set(category, Math.min(MOST_FROM_ATTRIBUTES, before === 0 ? ATTRIBUTE : before + 0.5))
      }
    }
    for (const [category, score] of found) scores[category] = (scores[category] ?? 0) + score
  }
}

const withoutBrand = (text: string, brand: string): string =>
  brand !== '' && text.toLowerCase().startsWith(`${brand.toLowerCase()} `)
    ? text.slice(brand.length + 1)
    : text

const wordsOf = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .normalize('NFKD')
      .match(/[a-z0-9.]*[a-z0-9]/g) ?? []
  ).map(stemEnglish)
