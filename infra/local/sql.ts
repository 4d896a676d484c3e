import type Database from 'libsql'

/** A prepared statement whose parameters and rows are typed where its SQL is written. */
export interface Query<Parameters extends unknown[], Row> {
  one(...parameters: Parameters): Row | undefined
  all(...parameters: Parameters): Row[]
  run(...parameters: Parameters): { changes: number; lastInsertRowid: number | bigint }
}

/** Prepares SQL once and gives its rows the type that its columns have. */
export function query<Parameters extends unknown[], Row = never>(
  database: Database.Database,
  sql: string,
): Query<Parameters, Row> {
  const statement = database.prepare<unknown[]>(sql)
  return {
    // The driver types every row as unknown; each caller names the columns right beside its SELECT.
    one: (...parameters) => statement.get(...parameters) as Row | undefined,
    all: (...parameters) => statement.all(...parameters) as Row[],
    run: (...parameters) => statement.run(...parameters),
  }
}
