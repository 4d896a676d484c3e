import type Database from 'libsql'
import { query } from '../sql'
import type { BucketRow, VersionRow } from './schema'

/** The SQL of buckets, versions and blobs. */
export function statements(database: Database.Database) {
  const columns =
    'bucket, key, seq, version, latest, marker, size, etag, modified, class, noncurrent_since, attributes'
  return {
    bucket: query<[string], BucketRow>(database, 'select * from buckets where name = ?'),
    buckets: query<[], BucketRow>(database, 'select * from buckets order by name'),
    saveBucket: query<[string, number, string, number]>(
      database,
      'insert or replace into buckets values (?, ?, ?, ?)',
    ),
    deleteBucket: query<[string]>(database, 'delete from buckets where name = ?'),
    deleteConfigurations: query<[string]>(database, 'delete from configurations where bucket = ?'),
    configuration: query<[string, string], { body: string }>(
      database,
      'select body from configurations where bucket = ? and kind = ?',
    ),
    configure: query<[string, string, string]>(
      database,
      'insert or replace into configurations values (?, ?, ?)',
    ),
    unconfigure: query<[string, string]>(
      database,
      'delete from configurations where bucket = ? and kind = ?',
    ),
    current: query<[string, string], VersionRow>(
      database,
      `select ${columns} from versions where bucket = ? and key = ? and latest = 1`,
    ),
    version: query<[string, string, string], VersionRow>(
      database,
      `select ${columns} from versions where bucket = ? and key = ? and version = ?`,
    ),
    newest: query<[string, string], VersionRow>(
      database,
      `select ${columns} from versions where bucket = ? and key = ? order by seq desc limit 1`,
    ),
    insertVersion: query<
      [string, string, number, string, number, number, number, string, number, string, number | null, string]
    >(database, `insert into versions (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    updateVersion: query<[number, number | null, string, string, string, string, number]>(
      database,
      'update versions set latest = ?, noncurrent_since = ?, class = ?, attributes = ? where bucket = ? and key = ? and seq = ?',
    ),
    deleteVersion: query<[string, string, number]>(
      database,
      'delete from versions where bucket = ? and key = ? and seq = ?',
    ),
    older: query<[string, string, number], { seq: number }>(
      database,
      'select seq from versions where bucket = ? and key = ? and seq < ? limit 1',
    ),
    restoring: query<[], VersionRow>(
      database,
      `select ${columns} from versions where json_extract(attributes, '$.restore') is not null`,
    ),
    anyVersion: query<[string], { key: string }>(
      database,
      'select key from versions where bucket = ? limit 1',
    ),
    awaitReplication: query<[string, string, string, number]>(
      database,
      'insert or replace into replications values (?, ?, ?, ?)',
    ),
    awaitsReplication: query<[string, string, string], { due: number }>(
      database,
      'select due from replications where bucket = ? and key = ? and version = ?',
    ),
    addBlob: query<[string]>(database, 'insert into blobs values (?)'),
    dropBlob: query<[string]>(database, 'delete from blobs where name = ?'),
    blob: query<[string], { name: string }>(database, 'select name from blobs where name = ?'),
    counter: query<[string], { value: number }>(database, 'select value from counters where name = ?'),
    setCounter: query<[string, number]>(database, 'insert or replace into counters values (?, ?)'),
  }
}
