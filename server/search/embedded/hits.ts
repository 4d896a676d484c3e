import type Database from 'libsql'
import type { SearchHit } from '@/server/search/model'
import type { Reader } from './reader'
import type { StoredHit } from './writer'

/** Loads what is shown of the documents on one page. */
export class Hits {
  private statement: Database.Statement<[string]> | undefined

  constructor(
    private readonly database: Database.Database,
    private readonly reader: Reader,
  ) {}

  load(slots: Int32Array, market: string, language: string, scores: Float32Array | undefined): SearchHit[] {
    const statement = (this.statement ??= this.database.prepare('select stored from documents where id = ?'))
    const { columns } = this.reader
    const available = columns.available.get(market)
    const hits: SearchHit[] = []
    for (const slot of slots) {
      const row = statement.get(columns.ids[slot]!) as { stored: string } | undefined
      if (!row) continue
      // written by this room alone
      const stored = JSON.parse(row.stored) as StoredHit
      const shown = stored.titles[language] === undefined ? stored.language : language
      const price = stored.prices[market]
      if (!price) continue
      hits.push({
        id: columns.ids[slot]!,
        slug: stored.slug,
        title: stored.titles[shown] ?? Object.values(stored.titles)[0] ?? '',
        language: shown,
        brand: stored.brand,
        categories: stored.categories,
        image: stored.image,
        price,
        available: available?.[slot] === 1,
        score: scores?.[slot] ?? 0,
      })
    }
    return hits
  }
}
