import type Database from 'libsql'
import { createMissing } from '../database'

/** Of a password only the SRP salt and verifier are kept; of codes and refresh tokens only digests. */
const SCHEMA = `
create table if not exists pools (
  id text primary key,
  name text not null,
  settings text not null,
  private_key text not null,
  kid text not null,
  secret text not null,
  created_at integer not null,
  modified_at integer not null
) without rowid;
create table if not exists clients (
  id text primary key,
  pool text not null,
  name text not null,
  settings text not null,
  created_at integer not null,
  modified_at integer not null
) without rowid;
create table if not exists users (
  pool text not null,
  username text not null,
  login text not null,
  email text,
  sub text not null,
  status text not null,
  enabled integer not null default 1,
  attributes text not null,
  salt text,
  verifier text,
  password_at integer,
  failures integer not null default 0,
  locked_until integer not null default 0,
  created_at integer not null,
  modified_at integer not null,
  primary key (pool, username)
) without rowid;
create unique index if not exists users_login on users (pool, login);
create index if not exists users_email on users (pool, email);
create unique index if not exists users_sub on users (pool, sub);
create table if not exists groups_of_pool (
  pool text not null,
  name text not null,
  description text,
  precedence integer,
  role text,
  created_at integer not null,
  modified_at integer not null,
  primary key (pool, name)
) without rowid;
create table if not exists memberships (
  pool text not null,
  username text not null,
  name text not null,
  primary key (pool, username, name)
) without rowid;
create table if not exists codes (
  pool text not null,
  username text not null,
  purpose text not null,
  digest text not null,
  target text not null,
  attempts integer not null,
  sent integer not null,
  window_at integer not null,
  expires_at integer not null,
  primary key (pool, username, purpose)
) without rowid;
create table if not exists sign_ins (
  origin text primary key,
  pool text not null,
  client text not null,
  username text not null,
  auth_time integer not null,
  expires_at integer not null,
  revoked_at integer
) without rowid;
create index if not exists sign_ins_user on sign_ins (pool, username);
create table if not exists refresh_tokens (
  digest text primary key,
  origin text not null,
  replaced_at integer
) without rowid;
create index if not exists refresh_tokens_origin on refresh_tokens (origin);
`

const TABLES = [
  'pools',
  'clients',
  'users',
  'groups_of_pool',
  'memberships',
  'codes',
  'sign_ins',
  'refresh_tokens',
]

/** Creates what is missing. */
export function createSchema(database: Database.Database): void {
  createMissing(database, SCHEMA)
}

/** Empties every table in one commit. */
export function clearSchema(database: Database.Database): void {
  database.exec(`begin immediate; ${TABLES.map((table) => `delete from ${table};`).join(' ')} commit;`)
}

/** Removes a pool with everything in it. Runs inside a commit. */
export function removePool(database: Database.Database, pool: string): void {
  database
    .prepare('delete from refresh_tokens where origin in (select origin from sign_ins where pool = ?)')
    .run(pool)
  for (const table of ['sign_ins', 'codes', 'memberships', 'groups_of_pool', 'users', 'clients']) {
    database.prepare(`delete from ${table} where pool = ?`).run(pool)
  }
  database.prepare('delete from pools where id = ?').run(pool)
}
