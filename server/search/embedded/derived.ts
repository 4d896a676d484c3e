import type { Postings } from './postings'
import { Spelling } from './spelling'

/** Words that are begun alike, the most frequent first. */
const MOST_BEGINNINGS = 12

/** What is built on an index's words when it is first needed, and again when a tenth of them is new. */
export class Derived {
  private corrections: { terms: number; spelling: Spelling } | undefined
  private order: { terms: number; sorted: string[] } | undefined

  constructor(private readonly postings: Postings) {}

  get spelling(): Spelling {
    const { length } = this.postings.terms
    if (!this.corrections || outgrown(this.corrections.terms, length)) {
      this.corrections = { terms: length, spelling: new Spelling(this.postings) }
    }
    return this.corrections.spelling
  }

  /** The terms that begin so. */
  beginningWith(beginning: string): string[] {
    const sorted = this.sorted()
    const best: { term: string; frequency: number }[] = []
    for (let i = lowerBound(sorted, beginning); i < sorted.length && sorted[i]!.startsWith(beginning); i++) {
      const term = sorted[i]!
      const frequency = this.postings.frequency(term)
      if (best.length === MOST_BEGINNINGS && frequency <= best.at(-1)!.frequency) continue
      const at = best.findIndex((other) => other.frequency < frequency)
      best.splice(at < 0 ? best.length : at, 0, { term, frequency })
      if (best.length > MOST_BEGINNINGS) best.pop()
    }
    return best.map(({ term }) => term)
  }

  private sorted(): string[] {
    const { terms } = this.postings
    if (!this.order || outgrown(this.order.terms, terms.length)) {
      const sorted = terms.filter((term) => !term.startsWith('=')).sort((a, b) => (a < b ? -1 : 1))
      this.order = { terms: terms.length, sorted }
    }
    return this.order.sorted
  }
}

const outgrown = (before: number, now: number): boolean =>
  now > before * 1.1 || (before < 5_000 && now !== before)

/** Where a string stands, or would stand, in a sorted list. */
export function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return low
}
