import { createHash } from 'node:crypto'
import type Database from 'libsql'
import type { AttributeDefinition, SearchDocument } from '@/server/search/model'
import type { Written } from '@/server/search/port'
import { type AnalysedText, analyseDocument } from './analyse-document'
import { columnsOf } from './columns'

/** Writes documents into one table of the index. Call it inside a transaction. */
export class Writer {
  private readonly put
  private readonly bury

  constructor(
    private readonly database: Database.Database,
    suffix: '' | '_next',
  ) {
    this.put = database.prepare(`
      insert into documents${suffix} (id, seq, version, removed, fingerprint, stored, columns, terms, features)
      values (?, ?, ?, 0, ?, ?, ?, ?, ?)
      on conflict (id) do update set seq = excluded.seq, version = excluded.version, removed = 0,
        fingerprint = excluded.fingerprint, stored = excluded.stored, columns = excluded.columns,
        terms = excluded.terms, features = excluded.features
      where excluded.version > documents${suffix}.version`)
    this.bury = database.prepare(`
      insert into documents${suffix} (id, seq, version, removed) values (?, ?, ?, 1)
      on conflict (id) do update set seq = excluded.seq, version = excluded.version, removed = 1,
        fingerprint = '', stored = '{}', columns = '{}', terms = '[]', features = null
      where excluded.version >= documents${suffix}.version and documents${suffix}.removed = 0`)
  }

  upsert(
    documents: readonly SearchDocument[],
    definitions: ReadonlyMap<string, AttributeDefinition>,
  ): Written {
    let seq = this.nextSeq(documents.length)
    let written = 0
    for (const document of documents) {
      const texts = analyseDocument(document, definitions)
      const columns = columnsOf(document)
      const {
        prices: _prices,
        available: _available,
        popularity: _popularity,
        released: _released,
        ...lasting
      } = columns
      const terms = JSON.stringify(texts.map((text) => [text.language, text.title, text.terms.join(' ')]))
      const features = pack(texts)
      const fingerprint = createHash('md5')
        .update(terms)
        .update(features)
        .update(JSON.stringify(lasting))
        .digest('base64')
      const { changes } = this.put.run(
        document.id,
        seq++,
        document.version,
        fingerprint,
        JSON.stringify(hitOf(document)),
        JSON.stringify(columns),
        terms,
        features,
      )
      written += changes
    }
    return { written, stale: documents.length - written }
  }

  remove(products: readonly { id: string; version: number }[]): Written {
    let seq = this.nextSeq(products.length)
    let written = 0
    for (const { id, version } of products) written += this.bury.run(id, seq++, version).changes
    return { written, stale: products.length - written }
  }

  /** The first of `count` numbers of change that nobody else has. */
  private nextSeq(count: number): number {
    const row = this.database
      .prepare(
        `insert into facts (name, value) values ('seq', ?) on conflict (name) do update set value = value + ? returning value`,
      )
      .get(count, count) as { value: string }
    return Number(row.value) - count + 1
  }
}

/** What a hit shows of a document. */
export function hitOf(document: SearchDocument): StoredHit {
  return {
    titles: Object.fromEntries(
      Object.entries(document.texts).map(([language, text]) => [language, text.title]),
    ),
    language: document.language,
    brand: document.brand,
    categories: document.categories,
    image: document.image,
    slug: document.slug,
    prices: document.prices,
  }
}

export interface StoredHit {
  titles: Record<string, string>
  language: string
  brand?: string
  categories: string[]
  image?: string
  slug?: string
  prices: SearchDocument['prices']
}

function pack(texts: readonly AnalysedText[]): Buffer {
  const numbers = texts.flatMap((text) => [
    text.titleLength | (text.descriptionLength << 8),
    ...text.features,
  ])
  return Buffer.from(Int32Array.from(numbers).buffer)
}
