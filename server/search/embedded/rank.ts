import type { Columns } from './columns'
import * as at from './features'
import { Integers } from './growing'
import type { Group } from './plan'
import type { Postings } from './postings'

/** What a match in each place is worth, and how the parts of the score are put together (BM25F and after). */
export interface Weights {
  k1: number
  bTitle: number
  bDescription: number
  title: number
  head: number
  modifier: number
  category: number
  categoryAbove: number
  brand: number
  description: number
  attributes: number
  keywords: number
  code: number
  /** Added for two neighbours of the query that are neighbours in the title. */
  proximity: number
  /** What the product is agrees with what is asked for. */
  typeMatch: number
  /** What is asked for only says what the product goes with: a laptop bag for "laptop". */
  accessory: number
  popularity: number
}

export const defaultWeights: Weights = {
  k1: 1.2,
  bTitle: 0.6,
  bDescription: 0.4,
  title: 2,
  head: 1.5,
  modifier: 0.5,
  category: 0.5,
  categoryAbove: 0.2,
  brand: 1,
  description: 1,
  attributes: 0.5,
  keywords: 0.3,
  code: 4,
  proximity: 0.5,
  typeMatch: 0.5,
  accessory: 0.4,
  popularity: 0.02,
}

/** The text index of one language with the lengths that BM25 needs. */
export interface TextIndex {
  language: string
  postings: Postings
  titleLengths: Uint8Array
  descriptionLengths: Uint8Array
  meanTitle: number
  meanDescription: number
  documents: number
}

/** Scores by slot, reused from query to query. */
export class Scores {
  total = new Float32Array(0)
  mask = new Int32Array(0)
  typeShare = new Float32Array(0)
  flags = new Uint8Array(0)
  best = new Float32Array(0)
  bestFeatures = new Int32Array(0)
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
      this.best = new Float32Array(length)
      this.bestFeatures = new Int32Array(length)
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
  columns: Columns,
  eligible: (slot: number) => boolean,
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
      if (terms.length === 1)
        collectTerm(terms[0]!, weight, index, columns, eligible, scores, weights, touched)
      else collectAll(terms, weight, index, columns, eligible, scores, weights, touched)
    }
    const idf = idfs[g]!
    for (let i = 0; i < touched.length; i++) {
      const slot = touched.values[i]!
      const packed = scores.bestFeatures[slot]!
      if (scores.mask[slot] === 0) scores.matched.push(slot)
      scores.total[slot]! += idf * scores.best[slot]!
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
      scores.best[slot] = 0
    }
  })
  finish(scores, from, idfs, idfSum, columns, weights)
}

function frequencyOf(terms: readonly string[], index: TextIndex): number {
  return Math.min(...terms.map((term) => index.postings.frequency(term)))
}

function finish(
  scores: Scores,
  from: number,
  idfs: readonly number[],
  idfSum: number,
  columns: Columns,
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

function strength(packed: number, slot: number, index: TextIndex, w: Weights): number {
  const titleNorm = 1 - w.bTitle + (w.bTitle * index.titleLengths[slot]!) / index.meanTitle
  const descriptionNorm =
    1 - w.bDescription + (w.bDescription * index.descriptionLengths[slot]!) / index.meanDescription
  const type = at.typeOf(packed)
  const category = at.categoryOf(packed)
  const frequency =
    (w.title * at.titleOf(packed)) / titleNorm +
    (w.description * at.descriptionOf(packed)) / descriptionNorm +
    (type === 2 ? w.head : type === 1 ? w.modifier : 0) +
    (category === 2 ? w.category : category === 1 ? w.categoryAbove : 0) +
    w.brand * at.brandOf(packed) +
    w.attributes * at.attributesOf(packed) +
    w.keywords * at.keywordsOf(packed) +
    w.code * at.codeOf(packed)
  return (frequency * (w.k1 + 1)) / (w.k1 + frequency)
}

function collectTerm(
  term: string,
  weight: number,
  index: TextIndex,
  columns: Columns,
  eligible: (slot: number) => boolean,
  scores: Scores,
  weights: Weights,
  touched: Integers,
): void {
  for (const { slots, features, from, to } of index.postings.stretches(term)) {
    for (let i = from; i < to; i++) {
      const slot = slots[i]!
      if (columns.alive[slot] === 0 || !eligible(slot)) continue
      const packed = features[i]!
      take(slot, weight * strength(packed, slot, index, weights), packed, scores, touched)
    }
  }
}

function take(slot: number, score: number, packed: number, scores: Scores, touched: Integers): void {
  const best = scores.best[slot]!
  if (score <= best) return
  if (best === 0) touched.push(slot)
  scores.best[slot] = score
  scores.bestFeatures[slot] = packed
}

/** Documents that have all the terms: as strong as the mean of them, standing where the last one stands. */
function collectAll(
  terms: readonly string[],
  weight: number,
  index: TextIndex,
  columns: Columns,
  eligible: (slot: number) => boolean,
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
        if (candidates ? !candidates.has(slot) : columns.alive[slot] === 0 || !eligible(slot)) continue
        next.set(slot, (candidates?.get(slot) ?? 0) + strength(features[i]!, slot, index, weights))
        if (term === terms.at(-1)) lastFeatures.set(slot, features[i]!)
      }
    }
    candidates = next
  }
  for (const [slot, sum] of candidates ?? []) {
    take(slot, (weight * sum) / terms.length, lastFeatures.get(slot) ?? 0, scores, touched)
  }
}
