import type Database from 'libsql'

/** A prepared statement; rows come as arrays in the order of their columns. */
export interface Statement<Parameters extends unknown[], Row extends unknown[]> {
  one(...parameters: Parameters): Row | undefined
  all(...parameters: Parameters): Row[]
  run(...parameters: Parameters): { changes: number; lastInsertRowid: number | bigint }
}

/** Prepares SQL once. Parameters always go as one array: this driver takes a lone buffer for a map of names, and aborts. */
export function prepare<Parameters extends unknown[], Row extends unknown[] = never>(
  database: Database.Database,
  sql: string,
): Statement<Parameters, Row> {
  const statement = database.prepare<[unknown[]]>(sql)
  if (statement.reader) statement.raw()
  return {
    // The driver types every row as unknown; each caller names its columns beside the SELECT.
    one: (...parameters) => statement.get(parameters) as Row | undefined,
    all: (...parameters) => statement.all(parameters) as Row[],
    run: (...parameters) => statement.run(parameters),
  }
}
