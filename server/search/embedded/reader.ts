import type Database from 'libsql'
import { z } from 'zod'
import { languageOf } from '@/server/search/language/languages'
import { fold } from '@/server/search/language/tokenise'
import { AttributeDefinition } from '@/server/search/model'
import { Columns, type StoredColumns } from './columns'
import type { Row } from './database'
import { Derived } from './derived'
import { widened } from './growing'
import { Postings } from './postings'
import type { TextIndex } from './rank'

const StoredTerms = z.array(z.tuple([z.string(), z.string(), z.string()]))

/** A text index with what is built on it when it is first asked for, and again when its words have changed. */
export interface LiveIndex extends TextIndex {
  language: string
  postings: Postings
  titles: string[]
  /** 1 where a document has a text in this language. */
  has: Uint8Array
  titleSum: number
  descriptionSum: number
  readonly derived: Derived
}

/** The share of documents in memory that may be outdated before everything is read anew. */
const MOST_DEAD = 0.3

/** Everything that a query needs, in memory, kept up with the file that other processes write. */
export class Reader {
  columns = new Columns()
  readonly texts = new Map<string, LiveIndex>()
  definitions: ReadonlyMap<string, AttributeDefinition> = new Map()
  /** Grows whenever the words of the index changed. */
  textVersion = 0
  /** Grows whenever anything changed, prices included. */
  version = 0
  alive = 0
  private readonly ranks = new Map<string, { version: number; ranks: Int32Array }>()
  private seq = 0
  private generation = ''
  private dataVersion: unknown
  private stale = true
  private askVersion: Database.Statement | undefined

  constructor(private readonly database: Database.Database) {}

  /** To be called after writing through the same connection, which does not see its own writes otherwise. */
  invalidate(): void {
    this.stale = true
  }

  /** Brings the memory up to the file. Costs microseconds when nothing was written. */
  refresh(): void {
    this.askVersion ??= this.database.prepare('pragma data_version').raw()
    const dataVersion = this.askVersion.get()
    const seen = Array.isArray(dataVersion) ? dataVersion[0] : dataVersion
    if (!this.stale && seen === this.dataVersion) return
    this.database.exec('begin')
    try {
      this.readFacts()
      const rows = this.database
        .prepare(
          'select id, seq, version, removed, fingerprint, columns, terms, features from documents where seq > ? order by seq',
        )
        .all(this.seq) as Row[]
      this.take(rows)
    } finally {
      this.database.exec('commit')
    }
    this.dataVersion = seen
    this.stale = false
    if (this.columns.size > 1_000 && this.columns.size - this.alive > MOST_DEAD * this.columns.size) {
      this.forget()
      this.refresh()
    }
  }

  /** The attribute definitions alone, for a process that only writes. */
  refreshFacts(): void {
    this.readFacts()
  }

  /** Position of each document in the alphabet of its titles, by slot. */
  nameRanks(language: string): Int32Array {
    const known = this.ranks.get(language)
    if (known && known.version === this.textVersion && known.ranks.length >= this.columns.size)
      return known.ranks
    const keys = Array.from({ length: this.columns.size }, (_, slot) => {
      const title =
        this.texts.get(language)?.titles[slot] ??
        this.texts.get(this.columns.language[slot] ?? '')?.titles[slot] ??
        ''
      return fold(title, languageOf(language))
    })
    const slots = keys
      .map((_, slot) => slot)
      .sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : 0))
    const ranks = new Int32Array(keys.length)
    slots.forEach((slot, position) => {
      const before = slots[position - 1]
      ranks[slot] = before !== undefined && keys[before] === keys[slot] ? ranks[before]! : position
    })
    this.ranks.set(language, { version: this.textVersion, ranks })
    return ranks
  }

  private readFacts(): void {
    const facts = new Map(
      (this.database.prepare('select name, value from facts').all() as { name: string; value: string }[]).map(
        (fact) => [fact.name, fact.value],
      ),
    )
    const generation = facts.get('generation') ?? ''
    if (generation !== this.generation) this.forget()
    this.generation = generation
    this.definitions = new Map(
      z
        .array(AttributeDefinition)
        .parse(JSON.parse(facts.get('attributes') ?? '[]'))
        .map((definition) => [definition.code, definition]),
    )
  }

  private forget(): void {
    this.version++
    this.textVersion++
    this.columns = new Columns()
    this.texts.clear()
    this.seq = 0
    this.alive = 0
    this.stale = true
  }

  private take(rows: readonly Row[]): void {
    if (rows.length === 0) return
    const bulk = rows.length > 2_000 && this.columns.size === 0
    for (const row of rows) {
      this.takeRow(row, bulk)
      this.seq = row.seq
    }
    for (const index of this.texts.values()) if (bulk) index.postings.fold()
    this.version++
  }

  private takeRow(row: Row, bulk: boolean): void {
    const known = this.columns.slotOf.get(row.id)
    if (row.removed) {
      if (known !== undefined) this.bury(row.id, known)
      return
    }
    // written by this room alone, and read thousands at a time
    const columns = JSON.parse(row.columns) as StoredColumns
    if (known !== undefined && this.columns.fingerprints[known] === row.fingerprint) {
      this.columns.setOffer(known, columns)
      return
    }
    if (known !== undefined) this.bury(row.id, known)
    const slot = this.columns.append(row.id, row.fingerprint)
    this.alive++
    this.textVersion++
    this.columns.setOffer(slot, columns)
    this.columns.setValues(slot, columns)
    this.takeTexts(slot, row, bulk)
  }

  private bury(id: string, slot: number): void {
    this.columns.alive[slot] = 0
    this.columns.slotOf.delete(id)
    this.alive--
  }

  private takeTexts(slot: number, row: Row, bulk: boolean): void {
    const numbers = integers(row.features)
    let from = 0
    for (const [language, title, joined] of JSON.parse(row.terms) as z.infer<typeof StoredTerms>) {
      const index = this.textIndex(language, bulk)
      const terms = joined === '' ? [] : joined.split(' ')
      const titleLength = numbers[from]! & 255
      const descriptionLength = (numbers[from]! >> 8) & 255
      index.postings.add(slot, terms, numbers.subarray(from + 1, from + 1 + terms.length))
      from += 1 + terms.length
      index.titleLengths = widened(index.titleLengths, slot + 1, Uint8Array)
      index.descriptionLengths = widened(index.descriptionLengths, slot + 1, Uint8Array)
      index.has = widened(index.has, slot + 1, Uint8Array)
      index.titleLengths[slot] = titleLength
      index.descriptionLengths[slot] = descriptionLength
      index.has[slot] = 1
      index.titles[slot] = title
      index.documents++
      index.titleSum += titleLength
      index.descriptionSum += descriptionLength
      index.meanTitle = Math.max(1, index.titleSum / index.documents)
      index.meanDescription = Math.max(1, index.descriptionSum / index.documents)
    }
  }

  private textIndex(language: string, bulk: boolean): LiveIndex {
    const known = this.texts.get(language)
    if (known) return known
    const postings = new Postings()
    if (bulk) postings.beginBulk()
    const index: LiveIndex = {
      language,
      postings,
      titleLengths: new Uint8Array(1024),
      descriptionLengths: new Uint8Array(1024),
      has: new Uint8Array(1024),
      titles: [],
      meanTitle: 1,
      meanDescription: 1,
      documents: 0,
      titleSum: 0,
      descriptionSum: 0,
      derived: new Derived(postings),
    }
    this.texts.set(language, index)
    return index
  }
}

/** libsql gives a blob as a Buffer when rows are asked for one by one, and as an ArrayBuffer when all at once. */
function integers(blob: Row['features']): Int32Array {
  if (blob === null) return new Int32Array(0)
  return new Int32Array(blob instanceof ArrayBuffer ? blob : Uint8Array.from(blob).buffer)
}
