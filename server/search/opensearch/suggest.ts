import { z } from 'zod'
import { languageOf, languageOfLocale } from '@/server/search/language/languages'
import { fold, tokenise } from '@/server/search/language/tokenise'
import { SearchQuery, type SuggestQuery, type SuggestResult } from '@/server/search/model'
import type { Cluster } from './cluster'
import { escapeRegExp, readCategories } from './facets'
import { shown } from './hits'
import { LANGUAGES } from './index-definition'
import { type Clause, soldIn } from './query'

const Buckets = z.object({ buckets: z.array(z.object({ key: z.string() })) })

/** Completions, categories and products for the beginning of a query: whole words, and the last one begun. */
export async function suggest(
  cluster: Cluster,
  { market, locale, text, limit }: SuggestQuery,
): Promise<SuggestResult> {
  const language = languageOfLocale(locale)
  const typed = fold(text, languageOf(language)).trim()
  const words = tokenise(text, language)
  const last = words.at(-1)
  if (!last) return { completions: [], categories: [], products: [] }
  const whole = words
    .slice(0, -1)
    .map((word) => inAnyLanguage(language, (field) => ({ term: { [field]: word.whole } })))
  const begun = inAnyLanguage(language, (field) => ({ prefix: { [field]: last.surface } }))
  const phrases = {
    field: `phrases.${language}`,
    size: limit,
    include: `${escapeRegExp(typed)}.*`,
    min_doc_count: 2,
  }
  const { hits, aggregations = {} } = await cluster.search({
    query: { bool: { filter: soldIn(market), must: [...whole, begun] } },
    size: limit,
    sort: [{ popularity: 'desc' }, { _score: 'desc' }, { id: 'asc' }],
    _source: ['stored', 'available'],
    aggs: {
      all: {
        filter: { match_all: {} },
        aggs: { phrases: { terms: phrases }, paths: { terms: { field: 'paths', size: 500 } } },
      },
    },
  })
  return {
    completions: Buckets.parse(aggregations.all?.phrases ?? { buckets: [] }).buckets.map(({ key }) => key),
    categories: readCategories(aggregations, SearchQuery.parse({ market, locale }), language)
      .filter(({ label }) => ` ${fold(label, languageOf(language))}`.includes(` ${typed}`))
      .slice(0, limit)
      .map(({ id, label }) => ({ id, label })),
    products: hits.hits
      .flatMap((hit) => shown(hit, market, language))
      .map(({ score: _score, ...hit }) => hit),
  }
}

const inAnyLanguage = (language: string, clause: (field: string) => Clause): Clause => ({
  bool: {
    should: [...new Set([language, ...LANGUAGES])].map((one) => clause(`terms.${one}`)),
    minimum_should_match: 1,
  },
})
