import type Database from 'libsql'
import { query } from '../sql'
import { KEY_DONE, type NextRows, WHOLE_KEY_LEFT } from './listing'
import type { VersionRow } from './schema'

/** The rows that listings of objects show: current versions that are no delete markers. */
export function currentRows(database: Database.Database): NextRows {
  const columns = 'select * from versions where bucket = ? and latest = 1 and marker = 0'
  const behind = query<[string, string, number], VersionRow>(
    database,
    `${columns} and key > ? order by key limit ?`,
  )
  const from = query<[string, string, number], VersionRow>(
    database,
    `${columns} and key >= ? order by key limit ?`,
  )
  return (bucket, { key, seq }, limit) => (seq === WHOLE_KEY_LEFT ? from : behind).all(bucket, key, limit)
}

/** Every version of every key, delete markers included. */
export function allRows(database: Database.Database): NextRows {
  const older = query<[string, string, number, number], VersionRow>(
    database,
    'select * from versions where bucket = ? and key = ? and seq < ? order by seq desc limit ?',
  )
  const behind = query<[string, string, number], VersionRow>(
    database,
    'select * from versions where bucket = ? and key > ? order by key, seq desc limit ?',
  )
  return (bucket, { key, seq }, limit) => {
    const rows = seq === KEY_DONE ? [] : older.all(bucket, key, seq, limit)
    return rows.length < limit ? [...rows, ...behind.all(bucket, key, limit - rows.length)] : rows
  }
}
