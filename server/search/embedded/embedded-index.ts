import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type Database from 'libsql'
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
import { createNextTable, openDatabase } from './database'
import { FacetCounter } from './facets'
import { applyFilters, readFilters } from './filters'
import { Hits } from './hits'
import { Lookup } from './lookup'
import { order } from './order'
import { defaultForms, type FormWeights } from './plan'
import { Reader } from './reader'
import { Suggester } from './suggester'
import { defaultWeights, type Weights } from './weights'
import { Writer } from './writer'

export interface EmbeddedOptions {
  /** The folder that holds the index's file. */
  directory: string
  /** A retailer's own synonym rules by language, beside those that come with the shop. */
  synonyms?: Readonly<Record<string, string>>
  weights?: Partial<Weights>
  forms?: Partial<FormWeights>
}

const BATCH = 500

/** A search index in one file, read from memory. Several processes may open it; one at a time writes. */
export class EmbeddedIndex implements SearchIndex {
  private readonly database: Database.Database
  private readonly reader: Reader
  private readonly writer: Writer
  private readonly lookup: Lookup
  private readonly suggester: Suggester
  private readonly hits: Hits
  private readonly facets = new FacetCounter()

  constructor(options: EmbeddedOptions) {
    this.database = openDatabase(join(options.directory, 'search.db'))
    this.reader = new Reader(this.database)
    this.writer = new Writer(this.database, '')
    const dictionary: ReadonlyMap<string, Synonyms> = readDictionary(options.synonyms)
    this.lookup = new Lookup(
      this.reader,
      dictionary,
      { ...defaultWeights, ...options.weights },
      { ...defaultForms, ...options.forms },
    )
    this.hits = new Hits(this.database, this.reader)
    this.suggester = new Suggester(this.reader, this.lookup, this.hits)
  }

  async defineAttributes(definitions: readonly AttributeDefinition[]): Promise<void> {
    this.database
      .prepare(
        `insert into facts (name, value) values ('attributes', ?) on conflict (name) do update set value = excluded.value`,
      )
      .run(JSON.stringify(definitions))
    this.reader.invalidate()
  }

  async upsert(documents: readonly SearchDocument[]): Promise<Written> {
    this.reader.refreshFacts()
    const result = { written: 0, stale: 0 }
    for (let from = 0; from < documents.length; from += BATCH) {
      const batch = documents.slice(from, from + BATCH)
      add(
        result,
        this.inTransaction(() => this.writer.upsert(batch, this.reader.definitions)),
      )
    }
    return result
  }

  async remove(products: readonly { id: string; version: number }[]): Promise<Written> {
    return this.inTransaction(() => this.writer.remove(products))
  }

  async rebuild(documents: Iterable<SearchDocument> | AsyncIterable<SearchDocument>): Promise<Written> {
    this.reader.refreshFacts()
    const result = { written: 0, stale: 0 }
    const since = this.inTransaction(() => {
      createNextTable(this.database)
      return this.database.prepare('select coalesce(max(seq), 0) as seq from documents').get() as {
        seq: number
      }
    })
    const next = new Writer(this.database, '_next')
    let batch: SearchDocument[] = []
    const flush = () => {
      add(
        result,
        this.inTransaction(() => next.upsert(batch, this.reader.definitions)),
      )
      batch = []
    }
    for await (const document of documents) if (batch.push(document) === BATCH) flush()
    flush()
    this.inTransaction(() => {
      const names = 'id, seq, version, removed, fingerprint, stored, columns, terms, features'
      this.database.exec(`
        insert or replace into documents_next (${names})
          select ${names} from documents d where (seq > ${since.seq} or removed = 1)
            and version > coalesce((select version from documents_next n where n.id = d.id), -1);
        drop table documents;
        alter table documents_next rename to documents;`)
      this.newGeneration()
    })
    return result
  }

  async query(query: SearchQuery): Promise<SearchResult> {
    this.reader.refresh()
    const language = languageOfLocale(query.locale)
    const { columns, definitions } = this.reader
    const filters = readFilters(query, columns)
    const found = this.lookup.find(query.text ?? '', language, query.market)
    const { result, near } = applyFilters(found.slots, filters)
    const page = order(result, query, this.reader, found.scores, language)
    return {
      hits: this.hits.load(page, query.market, language, found.scores),
      total: result.length,
      page: query.page,
      pageSize: query.pageSize,
      ...(query.facets
        ? this.facets.count(
            { result, near, filters, query, language, columns, definitions },
            this.reader.version,
          )
        : { facets: [], categories: [] }),
      ...(found.corrected === undefined ? {} : { corrected: found.corrected }),
      ...(found.didYouMean === undefined ? {} : { didYouMean: found.didYouMean }),
      relaxed: found.relaxed,
    }
  }

  async suggest(query: SuggestQuery): Promise<SuggestResult> {
    this.reader.refresh()
    return this.suggester.suggest(query)
  }

  async count(): Promise<number> {
    this.reader.refresh()
    return this.reader.alive
  }

  async reset(): Promise<void> {
    this.inTransaction(() => {
      this.database.exec('delete from documents; delete from facts')
      this.newGeneration()
    })
  }

  async close(): Promise<void> {
    this.database.close()
  }

  private newGeneration(): void {
    this.database
      .prepare(
        `insert into facts (name, value) values ('generation', ?) on conflict (name) do update set value = excluded.value`,
      )
      .run(randomUUID())
  }

  private inTransaction<T>(work: () => T): T {
    this.database.exec('begin immediate')
    try {
      const result = work()
      this.database.exec('commit')
      this.reader.invalidate()
      return result
    } catch (error) {
      this.database.exec('rollback')
      throw error
    }
  }
}

function add(sum: Written, more: Written): void {
  sum.written += more.written
  sum.stale += more.stale
}
