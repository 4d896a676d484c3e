import { readDictionary } from '@/server/search/language/dictionary'
import { languageOfLocale } from '@/server/search/language/languages'
import type { Synonyms } from '@/server/search/language/synonyms'
import type {
  AttributeDefinition,
  SearchDocument,
  SearchQuery,
  SearchResult,
  SuggestQuery,
  SuggestResult,
} from '@/server/search/model'
import type { SearchIndex, Written } from '@/server/search/port'
import { Cluster, type OpenSearchOptions } from './cluster'
import { engineDocument } from './document'
import {
  facetAggregations,
  histogramAggregations,
  readCategories,
  readRangeFacets,
  readRanges,
  readValueFacets,
} from './facets'
import { find } from './find'
import { shown } from './hits'
import { filterClauses } from './query'
import { suggest } from './suggest'

const BATCH = 500

/** The search index on an OpenSearch cluster. */
export class OpenSearchIndex implements SearchIndex {
  private readonly cluster: Cluster
  private readonly dictionary: ReadonlyMap<string, Synonyms>

  constructor(options: OpenSearchOptions) {
    this.cluster = new Cluster(options)
    this.dictionary = readDictionary(options.synonyms)
  }

  defineAttributes(definitions: readonly AttributeDefinition[]): Promise<void> {
    return this.cluster.define(definitions)
  }

  async upsert(documents: readonly SearchDocument[]): Promise<Written> {
    await this.cluster.prepare()
    const operations = operationsFor(documents, await this.cluster.definitions())
    const result = { written: 0, stale: 0 }
    for (let from = 0; from < operations.length; from += BATCH) {
      add(result, await this.cluster.bulk(operations.slice(from, from + BATCH)))
    }
    return result
  }

  async remove(products: readonly { id: string; version: number }[]): Promise<Written> {
    await this.cluster.prepare()
    const writtenAt = Date.now()
    return this.cluster.bulk(
      products.map(({ id, version }) => [
        { index: { _id: id, version, version_type: 'external_gte' } },
        { id, removed: true, writtenAt },
      ]),
    )
  }

  async rebuild(documents: Iterable<SearchDocument> | AsyncIterable<SearchDocument>): Promise<Written> {
    await this.cluster.prepare()
    const since = Date.now()
    const next = await this.cluster.create()
    const definitions = await this.cluster.definitions()
    const result = { written: 0, stale: 0 }
    let batch: SearchDocument[] = []
    const flush = async () => {
      add(result, await this.cluster.bulk(operationsFor(batch, definitions), next))
      batch = []
    }
    for await (const document of documents) if (batch.push(document) === BATCH) await flush()
    await flush()
    await this.cluster.replaceBy(next, since)
    return result
  }

  async query(query: SearchQuery): Promise<SearchResult> {
    await this.cluster.prepare()
    const language = languageOfLocale(query.locale)
    const definitions = query.facets
      ? await this.cluster.definitions()
      : new Map<string, AttributeDefinition>()
    const filters = filterClauses(query)
    const numbers = [...definitions.values()].flatMap(({ code, kind }) => (kind === 'number' ? [code] : []))
    const counted = query.facets ? facetAggregations(query, filters, numbers) : undefined
    const { answer, text, relaxed, corrected } = await find(
      this.cluster,
      query,
      language,
      this.dictionary,
      counted,
    )
    const result = {
      hits: answer.hits.hits.flatMap((hit) => shown(hit, query.market, language)),
      total: answer.hits.total.value,
      page: query.page,
      pageSize: query.pageSize,
      relaxed,
      ...(corrected === undefined ? {} : { corrected }),
    }
    const { aggregations } = answer
    if (!aggregations) return { ...result, facets: [], categories: [] }
    const ranges = readRanges(aggregations, query, definitions)
    const steps =
      ranges.length > 0
        ? await this.cluster.search({
            query: text,
            size: 0,
            aggs: histogramAggregations(ranges, query, filters),
          })
        : undefined
    return {
      ...result,
      facets: [
        ...readValueFacets(aggregations, query, definitions, language),
        ...readRangeFacets(ranges, steps?.aggregations ?? {}, query, definitions, language),
      ],
      categories: readCategories(aggregations, query, language),
    }
  }

  async suggest(query: SuggestQuery): Promise<SuggestResult> {
    await this.cluster.prepare()
    return suggest(this.cluster, query)
  }

  async count(): Promise<number> {
    await this.cluster.prepare()
    return this.cluster.count()
  }

  async reset(): Promise<void> {
    await this.cluster.drop()
    await this.cluster.prepare()
  }

  /** Deletes everything that this index keeps on the cluster. */
  drop(): Promise<void> {
    return this.cluster.drop()
  }

  close(): Promise<void> {
    return this.cluster.close()
  }
}

function operationsFor(
  documents: readonly SearchDocument[],
  definitions: ReadonlyMap<string, AttributeDefinition>,
): [object, object][] {
  const writtenAt = Date.now()
  return documents.map((document) => [
    { index: { _id: document.id, version: document.version, version_type: 'external' } },
    engineDocument(document, definitions, writtenAt),
  ])
}

function add(sum: Written, more: Written): void {
  sum.written += more.written
  sum.stale += more.stale
}
