import type Database from 'libsql'
import { createMissing } from '../database'
import type { Segment } from './blobs'
import type { Algorithm } from './checksums'

const TABLES = `
  create table if not exists buckets (
    name text primary key, created integer not null, versioning text not null default '',
    object_lock integer not null default 0
  );
  create table if not exists configurations (
    bucket text not null, kind text not null, body text not null, primary key (bucket, kind)
  );
  create table if not exists versions (
    bucket text not null, key text not null, seq integer not null, version text not null,
    latest integer not null, marker integer not null, size integer not null, etag text not null,
    modified integer not null, class text not null, noncurrent_since integer, attributes text not null,
    primary key (bucket, key, seq)
  ) without rowid;
  create unique index if not exists version_ids on versions (bucket, key, version);
  create unique index if not exists current_versions on versions (bucket, key) where latest = 1;
  create index if not exists restoring on versions (bucket) where json_extract(attributes, '$.restore') is not null;
  create table if not exists uploads (
    id text primary key, bucket text not null, key text not null, started integer not null, attributes text not null
  );
  create index if not exists uploads_by_key on uploads (bucket, key, started, id);
  create table if not exists parts (
    upload text not null, number integer not null, etag text not null, size integer not null,
    modified integer not null, segments text not null, checksum text, primary key (upload, number)
  ) without rowid;
  create table if not exists blobs (name text primary key) without rowid;
  create table if not exists outbox (
    id integer primary key autoincrement, type text not null, detail text not null
  );
  create table if not exists replications (
    bucket text not null, key text not null, version text not null, due integer not null,
    unique (bucket, key, version)
  );
  create table if not exists counters (name text primary key, value integer not null) without rowid;
`

export const TABLE_NAMES = [
  'buckets',
  'configurations',
  'versions',
  'uploads',
  'parts',
  'blobs',
  'outbox',
  'replications',
  'counters',
]

export function createTables(database: Database.Database): void {
  createMissing(database, TABLES)
}

export interface BucketRow {
  name: string
  created: number
  versioning: '' | 'Enabled' | 'Suspended'
  object_lock: number
}

export interface VersionRow {
  bucket: string
  key: string
  /** Grows with every version of every key; its hex form is the sequencer of the event that tells of it. */
  seq: number
  /** The version id, or `null` as text where the bucket keeps no versions. */
  version: string
  latest: number
  /** 1 for a delete marker. */
  marker: number
  size: number
  /** Without its quotes. */
  etag: string
  modified: number
  class: string
  noncurrent_since: number | null
  /** JSON of `Attributes`. */
  attributes: string
}

export interface UploadRow {
  id: string
  bucket: string
  key: string
  started: number
  /** JSON of `UploadAttributes`. */
  attributes: string
}

export interface PartRow {
  upload: string
  number: number
  etag: string
  size: number
  modified: number
  /** JSON of `Segment[]`. */
  segments: string
  /** JSON of `Checksum`. */
  checksum: string | null
}

export interface Checksum {
  algorithm: Algorithm
  type: 'FULL_OBJECT' | 'COMPOSITE'
  /** Base64; a composite one ends in `-N`. */
  value: string
}

export interface Lock {
  mode?: 'GOVERNANCE' | 'COMPLIANCE'
  /** Epoch milliseconds. */
  until?: number
  hold?: boolean
}

/** What a client says about an object when it writes it. */
export interface ObjectSettings {
  /** `content-type`, `cache-control` …, by lower-case name. */
  headers: Record<string, string>
  metadata: Record<string, string>
  tags: Record<string, string>
  /** Response headers that tell of the encryption. */
  encryption: Record<string, string>
  lock: Lock
}

export interface Attributes extends ObjectSettings {
  segments: Segment[]
  checksum?: Checksum
  /** Of an object that was uploaded in parts. */
  parts?: { number: number; size: number; checksum?: string }[]
  /** Of an archived object: when its copy is (was) there, and until when. Epoch milliseconds. */
  restore?: { readyAt: number; until: number; announced?: boolean }
  /** Of an object that a replication rule covers, or of the replica itself. */
  replication?: 'PENDING' | 'COMPLETED' | 'FAILED' | 'REPLICA'
}

export interface UploadAttributes extends ObjectSettings {
  storageClass: string
  algorithm?: Algorithm
  checksumType?: Checksum['type']
}

export function attributesOf(row: Pick<VersionRow, 'attributes'>): Attributes {
  return JSON.parse(row.attributes)
}
