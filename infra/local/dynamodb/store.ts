import type Database from 'libsql'
import { Commits } from '@/infra/local/commits'
import type { LocalContext } from '@/infra/local/service'
import { sameItem } from './compare'
import { joined, keyOf, type StoredKey } from './keys'
import { createSchema, emptySchema } from './schema'
import { prepare } from './statements'
import { recordOf, type Writer } from './stream-record'
import { TableRegistry } from './table-registry'
import type { Index, Table } from './table'
import { type AttributeValue, attribute, type Item, itemSize } from './values'

/** An item that was read; its text is parsed when somebody looks inside. */
export class StoredItem {
  private parsed: Item | undefined

  constructor(
    readonly id: number,
    /** Bytes, as DynamoDB counts them. */
    readonly size: number,
    readonly text: string,
  ) {}

  get item(): Item {
    this.parsed ??= JSON.parse(this.text) as Item
    return this.parsed
  }
}

/** What a write does to one item: `after` is absent when it is deleted. */
export interface Change {
  table: Table
  key: StoredKey
  before: StoredItem | undefined
  after: Item | undefined
}

/** Items, index entries and stream records; what changes together is one SQLite transaction. */
export class Store {
  readonly tables: TableRegistry
  private readonly commits: Commits
  private readonly statements

  constructor(
    readonly database: Database.Database,
    readonly context: LocalContext,
  ) {
    createSchema(database)
    this.commits = new Commits(database)
    this.tables = new TableRegistry(database, context)
    this.statements = prepareAll(database)
  }

  read(table: Table, key: StoredKey): StoredItem | undefined {
    const row = this.statements.read.one(table.id, key.hash, key.range)
    return row && new StoredItem(...row)
  }

  /** Runs work in the next durable commit, together with what else arrives now; it alone is undone when it throws. */
  write<Result>(work: () => Result): Promise<Result> {
    return this.commits.run(work)
  }

  /** Runs work in a commit of its own, at once. */
  atomically<Result>(work: () => Result): Result {
    return this.commits.now(work)
  }

  /** Makes changes with their index entries and stream records. Runs inside a commit. */
  apply(changes: readonly Change[], writer: Writer = 'client'): void {
    for (const change of changes) this.applyOne(change, writer)
  }

  /** Items whose time to live ended within the five years before `second` (epoch seconds). */
  expired(second: number, limit: number): { tableId: number; key: StoredKey }[] {
    const rows = this.statements.expired.all(second, second - 5 * 365 * 86_400, limit)
    return rows.map(([tableId, hash, range]) => ({ tableId, key: { hash, range } }))
  }

  /** Enters every item of the table in a new index. */
  fillIndex(table: Table, index: Index): void {
    this.eachItem(table, (id, item) => {
      const key = keyOf(item, table.keys)
      if (key) this.enter(index, item, joined(key), id)
    })
  }

  /** Notes for every item of the table when it expires; `undefined` for never. */
  markExpiry(table: Table, ttl: string | undefined): void {
    this.eachItem(table, (id, item) => this.statements.expire.run(expiry(item, ttl), id))
  }

  dropIndex(index: Index): void {
    this.statements.dropEntries.run(index.id)
  }

  dropItems(table: Table): void {
    for (const index of table.indexes) this.dropIndex(index)
    this.statements.dropItems.run(table.id)
  }

  reset(): void {
    emptySchema(this.database)
    this.tables.reload()
  }

  private applyOne({ table, key, before, after }: Change, writer: Writer): void {
    const text = after && JSON.stringify(after)
    if (before?.text === text) return
    if (before && after && table.stream && sameItem(before.item, after)) return
    const base = table.indexes.length > 0 ? joined(key) : undefined
    if (before && base) this.leave(table, before.item, after, base)
    const id = this.keep(table, key, before, after, text)
    if (after && base) for (const index of table.indexes) this.enter(index, after, base, id)
    if (table.stream) {
      const now = this.context.now()
      const record = recordOf(table, table.stream.view, before?.item, after, now, writer)
      this.statements.record.run(table.stream.id, now, JSON.stringify(record))
    }
  }

  private keep(
    table: Table,
    key: StoredKey,
    before: StoredItem | undefined,
    after: Item | undefined,
    text: string | undefined,
  ): number {
    if (!after || text === undefined) {
      if (before) this.statements.remove.run(before.id)
      return 0
    }
    const size = itemSize(after)
    const expires = expiry(after, table.ttl)
    if (before) {
      this.statements.replace.run(size, expires, text, before.id)
      return before.id
    }
    return Number(
      this.statements.insert.run(table.id, key.hash, key.range, size, expires, text).lastInsertRowid,
    )
  }

  private enter(index: Index, item: Item, base: Buffer, id: number): void {
    const key = keyOf(item, index.keys)
    if (key) this.statements.enter.run(index.id, key.hash, key.range, base, id)
  }

  private leave(table: Table, before: Item, after: Item | undefined, base: Buffer): void {
    for (const index of table.indexes) {
      const key = keyOf(before, index.keys)
      const next = after && keyOf(after, index.keys)
      if (!key || (next && next.hash.equals(key.hash) && next.range.equals(key.range))) continue
      this.statements.leave.run(index.id, key.hash, key.range, base)
    }
  }

  private eachItem(table: Table, visit: (id: number, item: Item) => void): void {
    let last = 0
    for (;;) {
      const rows = this.statements.page.all(table.id, last)
      for (const [id, text] of rows) visit(id, JSON.parse(text) as Item)
      last = rows.at(-1)?.[0] ?? 0
      if (rows.length === 0) return
    }
  }
}

function prepareAll(database: Database.Database) {
  return {
    read: prepare<[number, Buffer, Buffer], [number, number, string]>(
      database,
      'SELECT id, size, item FROM items WHERE tbl = ? AND hash = ? AND range = ?',
    ),
    insert: prepare<[number, Buffer, Buffer, number, number | null, string]>(
      database,
      'INSERT INTO items (tbl, hash, range, size, expires, item) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    replace: prepare<[number, number | null, string, number]>(
      database,
      'UPDATE items SET size = ?, expires = ?, item = ? WHERE id = ?',
    ),
    remove: prepare<[number]>(database, 'DELETE FROM items WHERE id = ?'),
    enter: prepare<[number, Buffer, Buffer, Buffer, number]>(
      database,
      'INSERT OR IGNORE INTO entries (idx, hash, range, base, item) VALUES (?, ?, ?, ?, ?)',
    ),
    leave: prepare<[number, Buffer, Buffer, Buffer]>(
      database,
      'DELETE FROM entries WHERE idx = ? AND hash = ? AND range = ? AND base = ?',
    ),
    record: prepare<[number, number, string]>(
      database,
      'INSERT INTO records (stream, at, record) VALUES (?, ?, ?)',
    ),
    expired: prepare<[number, number, number], [number, Buffer, Buffer]>(
      database,
      'SELECT tbl, hash, range FROM items WHERE expires <= ? AND expires > ? LIMIT ?',
    ),
    expire: prepare<[number | null, number]>(database, 'UPDATE items SET expires = ? WHERE id = ?'),
    page: prepare<[number, number], [number, string]>(
      database,
      'SELECT id, item FROM items NOT INDEXED WHERE tbl = ? AND id > ? ORDER BY id LIMIT 100',
    ),
    dropEntries: prepare<[number]>(database, 'DELETE FROM entries WHERE idx = ?'),
    dropItems: prepare<[number]>(database, 'DELETE FROM items WHERE tbl = ?'),
  }
}

function expiry(item: Item, ttl: string | undefined): number | null {
  const value: AttributeValue | undefined = ttl === undefined ? undefined : attribute(item, ttl)
  const seconds = value?.N === undefined ? Number.NaN : Math.floor(Number(value.N))
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : null
}
