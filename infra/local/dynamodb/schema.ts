import type Database from 'libsql'
import { createMissing } from '../database'

/** Creates what is missing of the service's own tables. `entries` are those of all secondary indexes: they point at
 *  the item itself, so an index cannot disagree with its table. */
export function createSchema(database: Database.Database): void {
  createMissing(
    database,
    `CREATE TABLE IF NOT EXISTS tables (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS index_ids (id INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE TABLE IF NOT EXISTS items (
      id INTEGER PRIMARY KEY, tbl INTEGER NOT NULL, hash BLOB NOT NULL, range BLOB NOT NULL,
      size INTEGER NOT NULL, expires INTEGER, item TEXT NOT NULL);
    CREATE UNIQUE INDEX IF NOT EXISTS items_key ON items (tbl, hash, range);
    CREATE INDEX IF NOT EXISTS items_expires ON items (expires) WHERE expires IS NOT NULL;
    CREATE TABLE IF NOT EXISTS entries (
      idx INTEGER NOT NULL, hash BLOB NOT NULL, range BLOB NOT NULL, base BLOB NOT NULL, item INTEGER NOT NULL,
      PRIMARY KEY (idx, hash, range, base)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS streams (
      id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, table_name TEXT NOT NULL,
      definition TEXT NOT NULL, first INTEGER NOT NULL, closed_after INTEGER);
    CREATE TABLE IF NOT EXISTS records (
      number INTEGER PRIMARY KEY AUTOINCREMENT, stream INTEGER NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS records_stream ON records (stream);
    CREATE TABLE IF NOT EXISTS tokens (
      token TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS tokens_at ON tokens (at)`,
  )
}

/** Forgets everything. Numbers of records go on, so that no sequence number comes twice. */
export function emptySchema(database: Database.Database): void {
  database.exec(`BEGIN IMMEDIATE;
    DELETE FROM tables; DELETE FROM items; DELETE FROM entries;
    DELETE FROM streams; DELETE FROM records; DELETE FROM tokens;
    COMMIT`)
}
