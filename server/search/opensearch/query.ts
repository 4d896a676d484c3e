import type { Alternative, Group } from '@/server/search/embedded/plan'
import { defaultWeights } from '@/server/search/embedded/weights'
import type { SearchQuery } from '@/server/search/model'

/** A clause of OpenSearch's query language. */
export type Clause = Readonly<Record<string, unknown>>

const bool = (parts: Readonly<Record<string, unknown>>): Clause => ({ bool: parts })
const term = (field: string, value: string, boost?: number): Clause => ({
  term: { [field]: boost === undefined ? { value } : { value, boost } },
})

const constant = (filter: Clause, boost: number): Clause => ({ constant_score: { filter, boost } })

const w = defaultWeights
/** What one more occurrence adds to a term that stands in a text once: there BM25 rises less than in proportion. */
const MARK = 0.5

/** Places beside the text itself where a term may stand, with what it counts there, as in the embedded index. */
const marks: readonly (readonly [field: string, boost: number])[] = [
  ['head', w.head],
  ['modifier', MARK * w.modifier],
  ['category', MARK * w.category],
  ['attributes', MARK * w.attributes],
  ['keywords', MARK * w.keywords],
]

/** How rare things are in the index of one language, and how long its texts are in the mean, in words. */
export interface Rarity {
  documents: number
  frequency(term: string): number
  meanTitle?: number
  meanDescription?: number
}

/** Lucene's inverse document frequency. */
const idfOf = (frequency: number, { documents }: Rarity): number =>
  Math.log(1 + (Math.max(documents, frequency) - frequency + 0.5) / (frequency + 0.5))

/** A group is as rare as the most frequent of the ways to say it: a rare synonym is not worth more than the word. */
function groupIdf(group: Group, rarity: Rarity): number {
  const frequencies = group.alternatives.map(({ terms }) =>
    Math.min(...terms.map((one) => rarity.frequency(one))),
  )
  return idfOf(Math.max(...frequencies), rarity)
}

/** One term in any place, worth what its group is worth: the engine's own weight of the term is divided out. */
function termAnywhere(value: string, language: string, weight: number, idf: number, rarity: Rarity): Clause {
  return bool({
    should: [
      term(`terms.${language}`, value, (weight * idf) / idfOf(rarity.frequency(value), rarity)),
      ...marks.map(([field, boost]) => constant(term(`${field}.${language}`, value), boost * weight * idf)),
      constant(term('codes', value), w.code * weight * idf),
    ],
    minimum_should_match: 1,
  })
}

/** One word of the query: any of the ways to find it. */
export function groupClause(group: Group, language: string, rarity: Rarity): Clause {
  const idf = groupIdf(group, rarity)
  const alternative = ({ terms, weight }: Alternative): Clause =>
    bool({ must: terms.map((one) => termAnywhere(one, language, weight / terms.length, idf, rarity)) })
  return bool({ should: group.alternatives.map(alternative), minimum_should_match: 1 })
}

/** Documents of one language that match so many of the groups. Neighbours that are neighbours in a title count more, what
 *  only goes with the thing that is asked for counts less, and so does what lacks a word. */
export function laneClause(
  groups: readonly Group[],
  language: string,
  required: number,
  eligible: Clause,
  rarity: Rarity,
): Clause {
  const clauses = groups.map((group) => groupClause(group, language, rarity))
  const idfs = groups.map((group) => groupIdf(group, rarity))
  const neighbours = groups
    .slice(1)
    .map((group, i) => phrase([groups[i], group], language, Math.min(...idfs.slice(i, i + 2))))
  const complete = constant(bool({ must: clauses }), COMPLETE * idfs.reduce((sum, idf) => sum + idf, 0))
  const anyOf = (field: string): Clause[] =>
    groups.flatMap((group) =>
      group.alternatives.flatMap(({ terms: [only, ...more] }) =>
        only !== undefined && more.length === 0 ? [term(`${field}.${language}`, only)] : [],
      ),
    )
  const isIt = bool({ should: anyOf('head'), minimum_should_match: 1 })
  const goesWithIt = bool({
    must: [bool({ should: anyOf('modifier'), minimum_should_match: 1 })],
    must_not: [isIt],
  })
  const matching = bool({
    filter: [eligible],
    must: [bool({ should: clauses, minimum_should_match: required })],
    should: [...neighbours, ...(required < groups.length ? [complete] : [])],
  })
  return {
    function_score: {
      query: matching,
      functions: [
        // What agrees in kind is mostly of the category that the matches point to.
        { filter: isIt, weight: 1 + w.typeMatch + w.affinity },
        { filter: goesWithIt, weight: 1 - w.accessory },
      ],
      score_mode: 'multiply',
      boost_mode: 'multiply',
    },
  }
}

/** What having all the words adds, in parts of what the words are worth. */
const COMPLETE = 0.5

const phrase = (pair: readonly (Group | undefined)[], language: string, idf: number): Clause =>
  constant(
    {
      match_phrase: {
        [`title.${language}`]: pair.map((group) => group?.alternatives[0]?.terms[0] ?? '').join(' '),
      },
    },
    w.proximity * idf,
  )

/** A lane's documents: those with a text in the shopper's language, or those whose own language stands in for it. */
export const eligibleIn = (lane: string, own: string): Clause =>
  lane === own
    ? term('languages', own)
    : bool({ must: [term('language', lane)], must_not: [term('languages', own)] })

/** What every hit has to be, whatever is asked for: there, and sold in the market. */
export const soldIn = (market: string): Clause[] => [
  term('removed', 'false'),
  { exists: { field: `prices.${market}` } },
]

/** The filters of a query by the code they belong to. */
export function filterClauses(query: SearchQuery): Map<string, Clause> {
  const clauses = new Map<string, Clause>()
  if (query.category !== undefined) clauses.set('category', term('values', `category=${query.category}`))
  for (const [code, values] of Object.entries(query.filters)) {
    clauses.set(code, { terms: { values: values.map((value) => `${code}=${value}`) } })
  }
  for (const [code, { min, max }] of Object.entries(query.ranges)) {
    const field = code === 'price' ? `prices.${query.market}` : `numbers.${code}`
    clauses.set(code, {
      range: {
        [field]: { ...(min === undefined ? {} : { gte: min }), ...(max === undefined ? {} : { lte: max }) },
      },
    })
  }
  if (query.availableOnly) clauses.set('available', term('available', query.market))
  return clauses
}

const byId: Clause = { id: 'asc' }

/** The order of the hits. */
export function sortClauses(query: SearchQuery, language: string, scored: boolean): Clause[] {
  const price = `prices.${query.market}`
  switch (query.sort) {
    case 'price-asc':
      return [{ [price]: 'asc' }, byId]
    case 'price-desc':
      return [{ [price]: 'desc' }, byId]
    case 'newest':
      return [{ released: 'desc' }, byId]
    case 'name':
      return [
        { [`name.${language}`]: { order: 'asc', missing: '_last' } },
        { 'name.en': { order: 'asc', missing: '_last' } },
        byId,
      ]
    case 'relevance':
      return [...(scored ? [{ _score: 'desc' }] : []), { popularity: 'desc' }, { released: 'desc' }, byId]
  }
}
