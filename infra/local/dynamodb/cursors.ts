import type Database from 'libsql'
import { after, beyondRange, type StoredKey } from './keys'
import { prepare } from './statements'
import { StoredItem } from './store'
import type { Index, Table } from './table'

/** Where an item stands in its table or index; `base` (its table key in one piece) is empty in a table. */
export interface Position extends StoredKey {
  base: Buffer
}

export interface Placed {
  position: Position
  stored: StoredItem
}

/** Gives the next items after a position (or from the start), in order; fewer than `limit` only at the end. */
export type Cursor = (from: Position | undefined, limit: number) => Placed[]

/** Range keys from `low` up to but without `high`. */
export interface Bounds {
  low: Buffer
  high: Buffer
}

/** Everything in a partition. */
export const everything: Bounds = { low: Buffer.alloc(0), high: beyondRange }
const nothing = Buffer.alloc(0)

type Row = [Buffer, Buffer, Buffer, number, number, string]

/** The four ways to read many items: a partition or everything, of a table or of an index. */
export class Cursors {
  private readonly statements

  constructor(database: Database.Database) {
    this.statements = prepareAll(database)
  }

  partition(table: Table, index: Index | undefined, hash: Buffer, bounds: Bounds, forward: boolean): Cursor {
    const { tableUp, tableDown, indexUp, indexDown } = this.statements
    const { low, high } = bounds
    if (index && forward) {
      return (from, limit) =>
        placed(indexUp.all(index.id, hash, from?.range ?? low, from?.base ?? nothing, high, limit))
    }
    if (index) {
      return (from, limit) =>
        placed(indexDown.all(index.id, hash, from?.range ?? high, from?.base ?? nothing, low, limit))
    }
    return forward
      ? (from, limit) => placed(tableUp.all(table.id, hash, from ? after(from.range) : low, high, limit))
      : (from, limit) => placed(tableDown.all(table.id, hash, low, from?.range ?? high, limit))
  }

  /** All partitions from `start` up to but without `end`. */
  scan(table: Table, index: Index | undefined, start: Buffer, end: Buffer): Cursor {
    const { scanTable, scanIndex } = this.statements
    return (from, limit) => {
      const hash = from?.hash ?? start
      const range = from?.range ?? nothing
      return index
        ? placed(scanIndex.all(index.id, hash, range, from?.base ?? nothing, end, limit))
        : placed(scanTable.all(table.id, hash, range, end, limit))
    }
  }
}

function placed(rows: Row[]): Placed[] {
  return rows.map(([hash, range, base, id, size, text]) => ({
    position: { hash, range, base },
    stored: new StoredItem(id, size, text),
  }))
}

function prepareAll(database: Database.Database) {
  const fromItems = "SELECT hash, range, x'', id, size, item FROM items"
  const fromEntries = `SELECT e.hash, e.range, e.base, i.id, i.size, i.item
    FROM entries e CROSS JOIN items i ON i.id = e.item`
  return {
    tableUp: prepare<[number, Buffer, Buffer, Buffer, number], Row>(
      database,
      `${fromItems} WHERE tbl = ? AND hash = ? AND range >= ? AND range < ? ORDER BY range LIMIT ?`,
    ),
    tableDown: prepare<[number, Buffer, Buffer, Buffer, number], Row>(
      database,
      `${fromItems} WHERE tbl = ? AND hash = ? AND range >= ? AND range < ? ORDER BY range DESC LIMIT ?`,
    ),
    indexUp: prepare<[number, Buffer, Buffer, Buffer, Buffer, number], Row>(
      database,
      `${fromEntries} WHERE e.idx = ? AND e.hash = ? AND (e.range, e.base) > (?, ?) AND e.range < ?
        ORDER BY e.range, e.base LIMIT ?`,
    ),
    indexDown: prepare<[number, Buffer, Buffer, Buffer, Buffer, number], Row>(
      database,
      `${fromEntries} WHERE e.idx = ? AND e.hash = ? AND (e.range, e.base) < (?, ?) AND e.range >= ?
        ORDER BY e.range DESC, e.base DESC LIMIT ?`,
    ),
    scanTable: prepare<[number, Buffer, Buffer, Buffer, number], Row>(
      database,
      `${fromItems} WHERE tbl = ? AND (hash, range) > (?, ?) AND hash < ? ORDER BY hash, range LIMIT ?`,
    ),
    scanIndex: prepare<[number, Buffer, Buffer, Buffer, Buffer, number], Row>(
      database,
      `${fromEntries} WHERE e.idx = ? AND (e.hash, e.range, e.base) > (?, ?, ?) AND e.hash < ?
        ORDER BY e.hash, e.range, e.base LIMIT ?`,
    ),
  }
}
