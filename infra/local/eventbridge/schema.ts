import type Database from 'libsql'
import { createMissing } from '../database'

const SCHEMA = `
create table if not exists buses (
  name text primary key,
  description text,
  tags text not null,
  created_at integer not null,
  modified_at integer not null
) without rowid;
create table if not exists rules (
  bus text not null,
  name text not null,
  pattern text not null,
  state text not null,
  description text,
  role text,
  tags text not null,
  primary key (bus, name)
) without rowid;
create table if not exists targets (
  bus text not null,
  rule text not null,
  id text not null,
  target text not null,
  primary key (bus, rule, id)
) without rowid;
create table if not exists deliveries (
  seq integer primary key autoincrement,
  rule text not null,
  target text not null,
  body text not null,
  grp text,
  attempts integer not null default 0,
  accepted_at integer not null,
  next_at integer not null
);
create index if not exists deliveries_due on deliveries (next_at, seq);
`

/** Creates what is missing. */
export function createSchema(database: Database.Database): void {
  createMissing(database, SCHEMA)
}

/** Empties every table in one commit. */
export function clearSchema(database: Database.Database): void {
  database.exec(
    'begin immediate; delete from buses; delete from rules; delete from targets; delete from deliveries; commit;',
  )
}
