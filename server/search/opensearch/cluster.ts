import { z } from 'zod'
import type { StoredHit } from '@/server/search/embedded/writer'
import { AttributeDefinition } from '@/server/search/model'
import type { Written } from '@/server/search/port'
import type { Ranking } from './document'
import { Engine, EngineError } from './engine'
import { Aggregations } from './facets'
import { indexDefinition } from './index-definition'
import type { Rarity } from './query'

export interface OpenSearchOptions {
  /** Where the engine is, with its credentials if it wants any. */
  node: string
  /** What its indices' names begin with. */
  prefix: string
  replicas?: number
  /** Makes every write visible before it returns; for tests. */
  refresh?: boolean
  /** A retailer's own synonym rules by language, beside those that come with the shop. */
  synonyms?: Readonly<Record<string, string>>
}

const EngineHit = z.object({
  _id: z.string(),
  _score: z.number().nullable(),
  // written by this room alone
  _source: z.object({
    stored: z.custom<StoredHit>(),
    available: z.array(z.string()),
    /** Missing where it was not asked for, and in an index that was filled before there was one. */
    ranking: z.custom<Ranking>().optional(),
  }),
})
export type EngineHit = z.infer<typeof EngineHit>

const Answer = z.object({
  hits: z.object({ total: z.object({ value: z.int() }), hits: z.array(EngineHit) }),
  aggregations: Aggregations.optional(),
})
export type Answer = z.infer<typeof Answer>

const Mean = z.object({ value: z.number() })
const Option = z.object({ text: z.string(), score: z.number() })
const Suggested = z.object({
  suggest: z.object({ words: z.array(z.object({ text: z.string(), options: z.array(Option) })) }),
})
const BulkItem = z.object({ status: z.int(), error: z.unknown().optional() })
const Bulk = z.object({ items: z.array(z.object({ index: BulkItem })) })
const Facts = z.object({ _source: z.object({ attributes: z.array(AttributeDefinition) }) })
const Count = z.object({ count: z.int() })
const Aliases = z.record(z.string(), z.unknown())
const anyAnswer = z.unknown()

/** The indices of one shop on a cluster: products behind an alias, so that a rebuild is swapped in at once, and facts. */
export class Cluster {
  private readonly engine: Engine
  private readonly alias: string
  private readonly facts: string
  private ready: Promise<void> | undefined

  constructor(private readonly options: OpenSearchOptions) {
    this.engine = new Engine(options.node)
    this.alias = `${options.prefix}-products`
    this.facts = `${options.prefix}-facts`
  }

  /** Makes sure that the alias has an index behind it. A failure is tried again by the next caller. */
  prepare(): Promise<void> {
    this.ready ??= this.firstIndex().catch((error: unknown) => {
      this.ready = undefined
      throw error
    })
    return this.ready
  }

  search(body: object): Promise<Answer> {
    return this.engine.call('POST', `/${this.alias}/_search`, Answer, body)
  }

  /** In how many documents terms stand, by language. */
  async rarities(wanted: readonly { lane: string; terms: readonly string[] }[]): Promise<Rarity[]> {
    const mean = (field: string) => ({ avg: { field } })
    const filters = wanted.flatMap(({ lane, terms }, i) => [
      [
        `${i}`,
        {
          filter: { term: { languages: lane } },
          aggs: { title: mean(`titleLength.${lane}`), description: mean(`descriptionLength.${lane}`) },
        },
      ] as const,
      ...terms.map((term, t) => [`${i}:${t}`, { filter: { term: { [`terms.${lane}`]: term } } }] as const),
    ])
    const { aggregations = {} } = await this.search({
      size: 0,
      aggs: Object.fromEntries(filters),
    })
    return wanted.map(({ terms }, i) => {
      const counts = new Map(terms.map((term, t) => [term, aggregations[`${i}:${t}`]?.doc_count ?? 0]))
      const all = aggregations[`${i}`]
      return {
        documents: all?.doc_count ?? 0,
        frequency: (term) => counts.get(term) ?? 0,
        meanTitle: Mean.safeParse(all?.title).data?.value,
        meanDescription: Mean.safeParse(all?.description).data?.value,
      }
    })
  }

  /** The nearest word of the index for each of some words; itself where it is known, nothing where none is near. */
  async nearest(words: readonly string[], language: string): Promise<Map<string, string | undefined>> {
    const term = {
      field: `terms.${language}`,
      analyzer: 'whitespace',
      suggest_mode: 'missing',
      prefix_length: 0,
      min_word_length: 4,
    }
    const { suggest } = await this.engine.call('POST', `/${this.alias}/_search`, Suggested, {
      size: 0,
      suggest: { text: words.join(' '), words: { term } },
    })
    return new Map(suggest.words.map(({ text, options }) => [text, options[0]?.text.replace(/^=/, '')]))
  }

  async count(): Promise<number> {
    const query = { term: { removed: false } }
    return (await this.engine.call('POST', `/${this.alias}/_count`, Count, { query })).count
  }

  async define(definitions: readonly AttributeDefinition[]): Promise<void> {
    await this.engine.call('PUT', `/${this.facts}/_doc/attributes?refresh=true`, anyAnswer, {
      attributes: definitions,
    })
  }

  async definitions(): Promise<ReadonlyMap<string, AttributeDefinition>> {
    try {
      const { _source } = await this.engine.call('GET', `/${this.facts}/_doc/attributes`, Facts)
      return new Map(_source.attributes.map((definition) => [definition.code, definition]))
    } catch (error) {
      if (isMissing(error)) return new Map()
      throw error
    }
  }

  /** Writes operations with external versions. @throws EngineError when one is refused for another reason than its version */
  async bulk(operations: readonly [object, object][], index = this.alias): Promise<Written> {
    if (operations.length === 0) return { written: 0, stale: 0 }
    const lines = operations.flat().map((line) => `${JSON.stringify(line)}\n`)
    const path = `/${index}/_bulk${this.options.refresh ? '?refresh=true' : ''}`
    const { items } = await this.engine.call('POST', path, Bulk, lines.join(''))
    const refused = items.find((item) => item.index.status >= 400 && item.index.status !== 409)
    if (refused) throw new EngineError(refused.index.status, refused.index.error)
    const stale = items.filter((item) => item.index.status === 409).length
    return { written: operations.length - stale, stale }
  }

  /** An empty index that nobody reads yet. */
  async create(): Promise<string> {
    const name = `${this.alias}-${Date.now()}`
    await this.engine.call('PUT', `/${name}`, anyAnswer, indexDefinition(this.options.replicas ?? 0))
    return name
  }

  /** Takes over what was written or removed since a time while `next` was being filled, then puts it in place. */
  async replaceBy(next: string, since: number): Promise<void> {
    const changed = {
      bool: { should: [{ range: { writtenAt: { gte: since } } }, { term: { removed: true } }] },
    }
    await this.engine.call('POST', '/_reindex?refresh=true', anyAnswer, {
      conflicts: 'proceed',
      source: { index: this.alias, query: changed },
      dest: { index: next, version_type: 'external' },
    })
    await this.swap(next)
  }

  /** Deletes everything that this shop keeps on the cluster. */
  async drop(): Promise<void> {
    for (const name of [...(await this.behindAlias()), this.facts]) await this.remove(name)
    this.ready = undefined
  }

  close(): Promise<void> {
    return this.engine.close()
  }

  private async firstIndex(): Promise<void> {
    if ((await this.behindAlias()).length === 0) await this.swap(await this.create())
  }

  private async swap(next: string): Promise<void> {
    const old = await this.behindAlias()
    const remove = old.map((index) => ({ remove: { index, alias: this.alias } }))
    await this.engine.call('POST', '/_aliases', anyAnswer, {
      actions: [{ add: { index: next, alias: this.alias } }, ...remove],
    })
    for (const name of old) await this.remove(name)
  }

  private async behindAlias(): Promise<string[]> {
    try {
      return Object.keys(await this.engine.call('GET', `/_alias/${this.alias}`, Aliases))
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  }

  private async remove(index: string): Promise<void> {
    await this.engine.call('DELETE', `/${index}?ignore_unavailable=true`, anyAnswer)
  }
}

const isMissing = (error: unknown): boolean => error instanceof EngineError && error.status === 404
