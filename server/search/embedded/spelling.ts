import type { Postings } from './postings'

const SHORTEST = 4
const LONGEST = 24
const worth = /^\p{L}+$/u

/**
 * Finds words of the index near a misspelt one: every word of the index is filed under itself and under itself with
 * one letter left out, and so is the word that is looked for; what meets there is one edit away, or two of the common kinds.
 * Words with digits are never corrected: a wrong model number is not a misspelling.
 */
export class Spelling {
  private readonly drawers = new Map<number, number | number[]>()

  constructor(private readonly postings: Postings) {
    postings.terms.forEach((term, id) => {
      if (
        term.length < SHORTEST ||
        term.length > LONGEST ||
        !worth.test(term) ||
        postings.frequency(term) < 2
      )
        return
      for (const key of keys(term)) {
        const there = this.drawers.get(key)
        if (there === undefined) this.drawers.set(key, id)
        else if (typeof there === 'number') this.drawers.set(key, [there, id])
        else there.push(id)
      }
    })
  }

  /** The most likely word, if one is near: fewest edits first, then the more frequent. Two edits need 8 letters. */
  correct(word: string): { term: string; distance: number } | undefined {
    if (word.length < SHORTEST || word.length > LONGEST || !worth.test(word)) return undefined
    let best: { term: string; distance: number; score: number } | undefined
    const seen = new Set<number>()
    for (const key of keys(word)) {
      for (const id of [this.drawers.get(key) ?? []].flat()) {
        const term = this.postings.terms[id]
        if (term === undefined || term === word || seen.has(id)) continue
        seen.add(id)
        const distance = editDistance(word, term)
        if (distance > (word.length >= 8 ? 2 : 1)) continue
        const score = Math.log(this.postings.frequency(term)) - distance * 4 + (term[0] === word[0] ? 2 : 0)
        if (!best || score > best.score) best = { term, distance, score }
      }
    }
    return best && { term: best.term, distance: best.distance }
  }
}

function keys(word: string): Set<number> {
  const found = new Set([hash(word)])
  for (let i = 0; i < word.length; i++) found.add(hash(word.slice(0, i) + word.slice(i + 1)))
  return found
}

/** FNV-1a; two words in one drawer by chance are told apart by their distance. */
function hash(word: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < word.length; i++) value = Math.imul(value ^ word.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** Edits between two words; a swap of neighbours is one. */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1)
      row.push(edits)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
