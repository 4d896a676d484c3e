import * as at from './features'
import { Integers } from './growing'
import type { Group } from './plan'
import type { Stretch } from './postings'
import type { Weights } from './weights'

/** What ranking needs to know of the documents of one language: where terms stand, and the lengths that BM25 needs. */
export interface TextIndex {
  postings: { frequency(term: string): number; stretches(term: string): readonly Stretch[] }
  titleLengths: Uint8Array
  descriptionLengths: Uint8Array
  meanTitle: number
  meanDescription: number
  documents: number
}

/** What ranking needs to know of the documents beside their texts, by slot. */
export interface Ranked {
  popularity: Float32Array
  /** Number of the category that a document is in, -1 for none. */
  leaf: Int32Array
  values: { readonly length: number }
}

/** Scores by slot, reused from query to query. */
export class Scores {
  total = new Float32Array(0)
  mask = new Int32Array(0)
  typeShare = new Float32Array(0)
  flags = new Uint8Array(0)
  frequency = new Float32Array(0)
  features = new Int32Array(0)
  lastPosition = new Uint8Array(0)
  readonly matched = new Integers()

  /** Forgets the last query and makes room for `size` slots. */
  begin(size: number): void {
    if (this.total.length < size) {
      const length = Math.ceil(size * 1.3) + 64
      this.total = new Float32Array(length)
      this.mask = new Int32Array(length)
      this.typeShare = new Float32Array(length)
      this.flags = new Uint8Array(length)
      this.frequency = new Float32Array(length)
      this.features = new Int32Array(length)
      this.lastPosition = new Uint8Array(length)
    } else {
      for (let i = 0; i < this.matched.length; i++) {
        const slot = this.matched.values[i]!
        this.total[slot] = 0
        this.mask[slot] = 0
        this.typeShare[slot] = 0
        this.flags[slot] = 0
      }
    }
    this.matched.length = 0
  }
}

const HEAD = 1
const MODIFIER = 2

/** Adds the documents of one language that match any group, with their scores and the groups they match. */
export function scoreGroups(
  groups: readonly Group[],
  index: TextIndex,
  columns: Ranked,
  eligible: Uint8Array,
  scores: Scores,
  weights: Weights,
): void {
  const touched = new Integers(4096)
  const from = scores.matched.length
  const idfs = groups.map((group) => {
    const frequency = Math.max(...group.alternatives.map((one) => frequencyOf(one.terms, index)))
    return Math.log(1 + (index.documents - frequency + 0.5) / (frequency + 0.5))
  })
  const idfSum = idfs.reduce((sum, idf) => sum + idf, 0)
  groups.forEach((group, g) => {
    touched.length = 0
    for (const { terms, weight } of group.alternatives) {
      if (terms.length === 1) collectTerm(terms[0]!, weight, index, eligible, scores, weights, touched)
      else collectAll(terms, weight, index, eligible, scores, weights, touched)
    }
    const idf = idfs[g]!
    for (let i = 0; i < touched.length; i++) {
      const slot = touched.values[i]!
      const packed = scores.features[slot]!
      if (scores.mask[slot] === 0) scores.matched.push(slot)
      const frequency = scores.frequency[slot]!
      scores.total[slot]! += (idf * frequency * (weights.k1 + 1)) / (weights.k1 + frequency)
      const position = at.titleOf(packed) > 0 ? at.positionOf(packed) : 31
      if (
        g > 0 &&
        position < 31 &&
        scores.mask[slot]! & (1 << (g - 1)) &&
        position === scores.lastPosition[slot]! + 1
      ) {
        scores.total[slot]! += weights.proximity * Math.min(idf, idfs[g - 1]!)
      }
      scores.lastPosition[slot] = position
      scores.mask[slot]! |= 1 << g
      const type = at.typeOf(packed)
      if (type > 0) {
        scores.typeShare[slot]! += idf / idfSum
        scores.flags[slot]! |= type === 2 ? HEAD : MODIFIER
      }
      scores.frequency[slot] = 0
    }
  })
  finish(scores, from, idfs, idfSum, columns, weights)
}

function frequencyOf(terms: readonly string[], index: TextIndex): number {
  return Math.min(...terms.map((term) => index.postings.frequency(term)))
}

/** Raises the categories that the matches themselves point to, each by its share in the strength of all matches. */
export function raiseCategories(scores: Scores, columns: Ranked, weights: Weights): void {
  const { leaf } = columns
  // by value number of the category; the first place is for products without one
  const strength = new Float64Array(columns.values.length + 1)
  const { matched, total } = scores
  let all = 0
  for (let i = 0; i < matched.length; i++) {
    const slot = matched.values[i]!
    const square = total[slot]! ** 2
    strength[leaf[slot]! + 1]! += square
    all += square
  }
  if (all === 0) return
  for (let i = 0; i < matched.length; i++) {
    const slot = matched.values[i]!
    total[slot]! *= 1 + (weights.affinity * strength[leaf[slot]! + 1]!) / all
  }
}

function finish(
  scores: Scores,
  from: number,
  idfs: readonly number[],
  idfSum: number,
  columns: Ranked,
  weights: Weights,
): void {
  const full = (1 << idfs.length) - 1
  for (let i = from; i < scores.matched.length; i++) {
    const slot = scores.matched.values[i]!
    let score = scores.total[slot]!
    const mask = scores.mask[slot]!
    if (mask !== full) {
      let covered = 0
      idfs.forEach((idf, g) => {
        if (mask & (1 << g)) covered += idf
      })
      score *= covered / idfSum
    }
    const flags = scores.flags[slot]!
    if (flags & HEAD) score *= 1 + weights.typeMatch * scores.typeShare[slot]!
    else if (flags & MODIFIER) score *= 1 - weights.accessory * scores.typeShare[slot]!
    scores.total[slot] = score + weights.popularity * columns.popularity[slot]!
  }
}

/** How often a term stands in a document, each place by its weight, long documents held back. */
function frequencyIn(packed: number, slot: number, index: TextIndex, w: Weights): number {
  const length = w.title * index.titleLengths[slot]! + index.descriptionLengths[slot]!
  const norm = 1 - w.b + (w.b * length) / (w.title * index.meanTitle + index.meanDescription)
  const type = at.typeOf(packed)
  const category = at.categoryOf(packed)
  return (
    (w.title * at.titleOf(packed) +
      w.description * at.descriptionOf(packed) +
      w.brand * at.brandOf(packed) +
      w.attributes * at.attributesOf(packed) +
      w.keywords * at.keywordsOf(packed) +
      w.code * at.codeOf(packed)) /
      norm +
    (type === 2 ? w.head : type === 1 ? w.modifier : 0) +
    (category === 2 ? w.category : category === 1 ? w.categoryAbove : 0)
  )
}

function collectTerm(
  term: string,
  weight: number,
  index: TextIndex,
  eligible: Uint8Array,
  scores: Scores,
  weights: Weights,
  touched: Integers,
): void {
  for (const { slots, features, from, to } of index.postings.stretches(term)) {
    for (let i = from; i < to; i++) {
      const slot = slots[i]!
      if (eligible[slot] === 0) continue
      const packed = features[i]!
      take(slot, weight * frequencyIn(packed, slot, index, weights), packed, scores, touched)
    }
  }
}

/** Ways to say one thing add up, as if the document said the same word that often. */
function take(slot: number, frequency: number, packed: number, scores: Scores, touched: Integers): void {
  const before = scores.frequency[slot]!
  if (before === 0) {
    touched.push(slot)
    scores.features[slot] = packed
  } else {
    scores.features[slot] = at.merge(scores.features[slot]!, packed)
  }
  scores.frequency[slot] = before + frequency
}

/** Documents that have all the terms: as often as they stand there on average, standing where the last one stands. */
function collectAll(
  terms: readonly string[],
  weight: number,
  index: TextIndex,
  eligible: Uint8Array,
  scores: Scores,
  weights: Weights,
  touched: Integers,
): void {
  const rarest = [...terms].sort((a, b) => index.postings.frequency(a) - index.postings.frequency(b))
  let candidates: Map<number, number> | undefined
  const lastFeatures = new Map<number, number>()
  for (const term of rarest) {
    const next = new Map<number, number>()
    for (const { slots, features, from, to } of index.postings.stretches(term)) {
      for (let i = from; i < to; i++) {
        const slot = slots[i]!
        if (candidates ? !candidates.has(slot) : eligible[slot] === 0) continue
        next.set(slot, (candidates?.get(slot) ?? 0) + frequencyIn(features[i]!, slot, index, weights))
        if (term === terms.at(-1)) lastFeatures.set(slot, features[i]!)
      }
    }
    candidates = next
  }
  for (const [slot, sum] of candidates ?? []) {
    take(slot, (weight * sum) / terms.length, lastFeatures.get(slot) ?? 0, scores, touched)
  }
}
