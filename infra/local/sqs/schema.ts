import type Database from 'libsql'
import { createMissing } from '../database'

/**
 * The tables of the queue service. `ready_at` and `visible_at` are 0 for what may be received now and an epoch
 * millisecond for what may be received later, so that the next message is found by an index however long the queue is.
 */
const SCHEMA = `
create table if not exists queues (
  id integer primary key autoincrement,
  name text not null unique,
  attributes text not null,
  tags text not null,
  created_at integer not null,
  modified_at integer not null,
  purged_at integer not null default 0
);
create table if not exists deleted_queues (name text primary key, deleted_at integer not null) without rowid;
create table if not exists messages (
  seq integer primary key autoincrement,
  queue integer not null,
  id text not null,
  body text not null,
  attributes text,
  trace text,
  grp text,
  dedup text,
  sender text not null,
  sent_at integer not null,
  visible_at integer not null,
  receives integer not null default 0,
  first_received_at integer,
  received_at integer,
  receipt text,
  source text
);
create index if not exists messages_ready on messages (queue, visible_at, seq);
create index if not exists messages_group on messages (queue, grp, seq) where grp is not null;
create index if not exists messages_flight on messages (queue, grp, visible_at) where visible_at > 0;
create index if not exists messages_age on messages (queue, sent_at);
create table if not exists fifo_groups (
  queue integer not null,
  grp text not null,
  ready_at integer not null,
  head integer not null,
  primary key (queue, grp)
) without rowid;
create index if not exists groups_ready on fifo_groups (queue, ready_at, head);
create table if not exists deduplications (
  queue integer not null,
  scope text not null,
  id text not null,
  message_id text not null,
  seq integer not null,
  expires_at integer not null,
  primary key (queue, scope, id)
) without rowid;
create index if not exists deduplications_age on deduplications (queue, expires_at);
create table if not exists attempts (
  queue integer not null,
  id text not null,
  receipts text not null,
  expires_at integer not null,
  primary key (queue, id)
) without rowid;
create table if not exists moves (
  id integer primary key autoincrement,
  handle text not null unique,
  source text not null,
  destination text,
  rate integer,
  status text not null,
  moved integer not null default 0,
  total integer not null,
  failure text,
  started_at integer not null
);
`

const TABLES = ['queues', 'deleted_queues', 'messages', 'fifo_groups', 'deduplications', 'attempts', 'moves']

/** Creates what is missing. */
export function createSchema(database: Database.Database): void {
  createMissing(database, SCHEMA)
}

/** Empties every table in one commit. */
export function clearSchema(database: Database.Database): void {
  database.exec(`begin immediate; ${TABLES.map((table) => `delete from ${table};`).join(' ')} commit;`)
}
