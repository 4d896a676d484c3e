import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'

const schema = (suffix: string) => `
create table if not exists documents${suffix} (
  id text primary key,
  seq integer not null,
  version integer not null,
  removed integer not null default 0,
  -- of everything but prices, stock and popularity: as long as it stays, a reader keeps its postings
  fingerprint text not null default '',
  -- what a hit shows, JSON
  stored text not null default '{}',
  -- what filters, facets and sorting read, JSON
  columns text not null default '{}',
  -- per language: its code, the title, the terms
  terms text not null default '[]',
  -- per language: lengths, then one number for each term
  features blob
);
create index if not exists documents_seq${suffix} on documents${suffix} (seq);`

/** Opens the index's file, shared by readers and one writer at a time. */
export function openDatabase(file: string): Database.Database {
  mkdirSync(dirname(file), { recursive: true })
  const database = new Database(file)
  database.pragma('journal_mode = wal')
  database.pragma('synchronous = normal')
  database.pragma('busy_timeout = 10000')
  database.exec(schema(''))
  database.exec('create table if not exists facts (name text primary key, value text not null)')
  return database
}

/** An empty table beside the one in use, for a rebuild. */
export function createNextTable(database: Database.Database): void {
  database.exec(`drop table if exists documents_next; ${schema('_next')}`)
}

export interface Row {
  id: string
  seq: number
  version: number
  removed: number
  fingerprint: string
  stored: string
  columns: string
  terms: string
  features: Buffer | ArrayBuffer | null
}
