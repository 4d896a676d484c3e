import { planQuery, type Vocabulary } from '@/server/search/embedded/plan'
import type { Synonyms } from '@/server/search/language/synonyms'
import { tokenise } from '@/server/search/language/tokenise'
import type { SearchQuery } from '@/server/search/model'
import type { Answer, Cluster } from './cluster'
import { LANGUAGES } from './index-definition'
import { type Clause, eligibleIn, filterClauses, laneClause, soldIn, sortClauses } from './query'
import { type Lane, RERANKED, reranked } from './rerank'

export interface Found {
  answer: Answer
  /** What the answer was asked by, without filters. */
  text: Clause
  relaxed: boolean
  corrected?: string
}

/** With fewer products than this that have all the words, products that lack some are let in after them. */
const ENOUGH = 12
/** The frequencies are the engine's; every form of a word is worth asking for. */
const everyForm: Vocabulary = { frequency: () => 1, correct: () => undefined }

/** Asks with all the words, and with one less each time, until there is enough; corrects words that are nowhere.
 *  @param aggregations counted over the result before its filters */
export async function find(
  cluster: Cluster,
  query: SearchQuery,
  language: string,
  dictionary: ReadonlyMap<string, Synonyms>,
  aggregations: Readonly<Record<string, Clause>> | undefined,
): Promise<Found> {
  const text = query.text ?? ''
  const lanes = await readLanes(cluster, text, language, dictionary)
  const most = Math.max(...lanes.map(({ groups }) => groups.length))
  if (most === 0) {
    const everything: Clause = { bool: { filter: soldIn(query.market) } }
    return {
      answer: await cluster.search(page(query, language, everything, aggregations)),
      text: everything,
      relaxed: false,
    }
  }
  const matches = async (clause: Clause) =>
    (await cluster.search({ query: clause, size: 0, track_total_hits: ENOUGH })).hits.total.value
  const full = await matches(textClause(query.market, language, lanes, 0))
  const corrected = full === 0 ? await correct(cluster, text, language) : undefined
  if (corrected !== undefined) {
    return {
      ...(await find(cluster, { ...query, text: corrected }, language, dictionary, aggregations)),
      corrected,
    }
  }
  let missing = 0
  let enough = full
  while (enough < ENOUGH && missing + 1 < most) {
    missing++
    enough = await matches(textClause(query.market, language, lanes, missing))
  }
  const clause = textClause(query.market, language, lanes, missing)
  return {
    answer: await best(cluster, query, language, lanes, clause, aggregations),
    text: clause,
    relaxed: enough > full,
  }
}

/** A page by relevance, as far as the best are ranked once more; any other page as the engine orders it. */
async function best(
  cluster: Cluster,
  query: SearchQuery,
  language: string,
  lanes: readonly Lane[],
  clause: Clause,
  aggregations: Readonly<Record<string, Clause>> | undefined,
): Promise<Answer> {
  const { page: number, pageSize } = query
  const reach = Math.max(1, Math.floor(RERANKED / pageSize)) * pageSize
  const from = (number - 1) * pageSize
  const asked = page(query, language, clause, aggregations)
  if (query.sort !== 'relevance' || from >= reach) return cluster.search(asked)
  const answer = await cluster.search({
    ...asked,
    from: 0,
    size: reach,
    _source: ['stored', 'available', 'ranking'],
  })
  const hits = reranked(answer.hits.hits, lanes, language).slice(from, from + pageSize)
  return { ...answer, hits: { ...answer.hits, hits: [...hits] } }
}

/** The query read in each language, with how rare its terms are there: every form is asked for first, and those that are
 *  nowhere are left out. */
async function readLanes(
  cluster: Cluster,
  text: string,
  language: string,
  dictionary: ReadonlyMap<string, Synonyms>,
): Promise<Lane[]> {
  const languages = [...new Set([language, ...LANGUAGES])]
  const wanted = languages.map((lane) => {
    const { groups } = planQuery(text, lane, everyForm, dictionary.get(lane))
    return {
      lane,
      terms: [...new Set(groups.flatMap((group) => group.alternatives.flatMap(({ terms }) => terms)))],
    }
  })
  const rarities = await cluster.rarities(wanted)
  return languages.map((lane, i) => {
    const rarity = rarities[i] ?? { documents: 0, frequency: () => 0 }
    const vocabulary = { frequency: rarity.frequency, correct: () => undefined }
    return { lane, groups: planQuery(text, lane, vocabulary, dictionary.get(lane)).groups, rarity }
  })
}

/** What may lack so many of the words, in the language of the shopper or in the one that stands in for it. */
function textClause(market: string, language: string, lanes: readonly Lane[], missing: number): Clause {
  const asked = lanes.filter(({ groups }) => groups.length > 0)
  const should = asked.map(({ lane, groups, rarity }) =>
    laneClause(groups, lane, Math.max(1, groups.length - missing), eligibleIn(lane, language), rarity),
  )
  return { bool: { filter: soldIn(market), must: [{ bool: { should, minimum_should_match: 1 } }] } }
}

function page(
  query: SearchQuery,
  language: string,
  clause: Clause,
  aggregations: Readonly<Record<string, Clause>> | undefined,
): object {
  const filters = [...filterClauses(query).values()]
  return {
    query: clause,
    ...(filters.length > 0 ? { post_filter: { bool: { filter: filters } } } : {}),
    from: (query.page - 1) * query.pageSize,
    size: query.pageSize,
    sort: sortClauses(query, language, query.text !== undefined),
    track_scores: true,
    track_total_hits: true,
    _source: ['stored', 'available'],
    ...(aggregations ? { aggs: aggregations } : {}),
  }
}

/** The text with words that are in no document replaced by their nearest; nothing when every word is known. */
async function correct(cluster: Cluster, text: string, language: string): Promise<string | undefined> {
  const words = tokenise(text, language)
  const nearest = await cluster.nearest(
    words.map((word) => word.whole),
    language,
  )
  const replaced = words.map(
    (word) => (/\d/.test(word.whole) ? undefined : nearest.get(word.whole)) ?? word.surface,
  )
  return replaced.some((word, i) => word !== words[i]?.surface) ? replaced.join(' ') : undefined
}
