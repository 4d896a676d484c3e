import type { Alternative, Group } from '@/server/search/embedded/plan'
import { defaultWeights } from '@/server/search/embedded/weights'
import type { SearchQuery } from '@/server/search/model'

/** A clause of OpenSearch's query language. */
export type Clause = Readonly<Record<string, unknown>>

const bool = (parts: Readonly<Record<string, unknown>>): Clause => ({ bool: parts })
const term = (field: string, value: string, boost?: number): Clause => ({
  term: { [field]: boost === undefined ? { value } : { value, boost } },
})

const w = defaultWeights
/** What one more occurrence adds to a term that stands in a text once: there BM25 rises less than in proportion. */
const MARK = 0.5

/** Fields in which a term may stand, with what it counts there; the same places and proportions as in the embedded index. */
const places: readonly (readonly [field: string, boost: number])[] = [
  ['terms', 1],
  ['head', MARK * w.head + w.typeMatch],
  ['modifier', MARK * w.modifier],
  ['category', MARK * w.category],
  ['attributes', MARK * w.attributes],
  ['keywords', MARK * w.keywords],
]

function termAnywhere(value: string, language: string, weight: number): Clause {
  return bool({
    should: [
      ...places.map(([field, boost]) => term(`${field}.${language}`, value, boost * weight)),
      term('codes', value, w.code * weight),
    ],
    minimum_should_match: 1,
  })
}

const alternative = ({ terms, weight }: Alternative, language: string): Clause =>
  bool({ must: terms.map((one) => termAnywhere(one, language, weight / terms.length)) })

/** One word of the query: any of the ways to find it. */
export const groupClause = (group: Group, language: string): Clause =>
  bool({ should: group.alternatives.map((one) => alternative(one, language)), minimum_should_match: 1 })

/** Documents of one language that match so many of the groups; neighbours that are neighbours in a title count more, and
 *  what only goes with the thing that is asked for counts less. */
export function laneClause(
  groups: readonly Group[],
  language: string,
  required: number,
  eligible: Clause,
): Clause {
  const neighbours = groups.slice(1).map((group, i) => phrase([groups[i], group], language))
  const anyOf = (field: string): Clause[] =>
    groups.flatMap((group) =>
      group.alternatives.flatMap(({ terms: [only, ...more] }) =>
        only !== undefined && more.length === 0 ? [term(`${field}.${language}`, only)] : [],
      ),
    )
  const accessory = bool({
    must: [bool({ should: anyOf('modifier'), minimum_should_match: 1 })],
    must_not: anyOf('head'),
  })
  const matching = bool({
    filter: [eligible],
    must: [
      bool({ should: groups.map((group) => groupClause(group, language)), minimum_should_match: required }),
    ],
    should: neighbours,
  })
  return { boosting: { positive: matching, negative: accessory, negative_boost: 1 - w.accessory } }
}

const phrase = (pair: readonly (Group | undefined)[], language: string): Clause => ({
  match_phrase: {
    [`title.${language}`]: {
      query: pair.map((group) => group?.alternatives[0]?.terms[0] ?? '').join(' '),
      boost: w.proximity / 2,
    },
  },
})

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
