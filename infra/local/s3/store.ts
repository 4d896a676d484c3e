import { randomBytes } from 'node:crypto'
import type Database from 'libsql'
import { Commits } from '../commits'
import { Blobs, type Segment } from './blobs'
import { statements } from './statements'
import { Uploads } from './uploads'
import { s3Error } from './errors'
import type { NextRows } from './listing'
import { allRows, currentRows } from './rows'
import { type BucketRow, createTables, TABLE_NAMES, type VersionRow } from './schema'

export type Configuration =
  | 'cors'
  | 'lifecycle'
  | 'notification'
  | 'encryption'
  | 'policy'
  | 'tagging'
  | 'object-lock'
  | 'ownershipControls'
  | 'publicAccessBlock'
  | 'replication'
  | 'transition-minimum'
  | 'region'

/** The rows and files of the service. Reads are immediate; writes join the next durable commit. */
export class Store {
  readonly blobs: Blobs
  private readonly commits: Commits
  private readonly cached = new Map<string, BucketRow>()
  private readonly parsed = new Map<string, unknown>()
  private readonly sql
  readonly currentRows: NextRows
  readonly allRows: NextRows
  readonly uploads: Uploads

  constructor(
    readonly database: Database.Database,
    root: string,
  ) {
    createTables(database)
    this.blobs = new Blobs(root)
    this.commits = new Commits(database)
    this.sql = statements(database)
    this.currentRows = currentRows(database)
    this.allRows = allRows(database)
    this.uploads = new Uploads(database)
  }

  /** Runs the work atomically, and deletes the blobs that it gave up once that is durable. */
  async write<T>(work: () => T): Promise<T> {
    let given: string[] = []
    const result = await this.commits
      .run(() => {
        this.givenUp = []
        const done = work()
        given = this.givenUp
        return done
      })
      .catch((error: unknown) => {
        // What was read while the failed work was under way may never have come to be.
        this.forgetCaches()
        throw error
      })
    this.blobs.discard(given)
    return result
  }

  /** Like `write`, for work that makes new blobs part of the store: when it fails, they are deleted again. */
  async adopt<T>(segments: Segment[], work: () => T): Promise<T> {
    try {
      return await this.write(() => {
        for (const name of names(segments)) this.sql.addBlob.run(name)
        return work()
      })
    } catch (error) {
      this.blobs.discard(names(segments))
      throw error
    }
  }

  private givenUp: string[] = []

  /** Within a write: these blobs belong to nothing any more. */
  giveUp(segments: Segment[]): void {
    for (const name of names(segments)) {
      this.sql.dropBlob.run(name)
      this.givenUp.push(name)
    }
  }

  knowsBlob(name: string): boolean {
    return this.sql.blob.one(name) !== undefined
  }

  /** Within a write: a number greater than all that were given before, even before a reset. */
  next(now: number): number {
    const last = this.sql.counter.one('seq')?.value ?? 0
    const value = Math.max(last + 1, now * 1000)
    this.sql.setCounter.run('seq', value)
    return value
  }

  bucket(name: string): BucketRow | undefined {
    const known = this.cached.get(name)
    if (known) return known
    const row = this.sql.bucket.one(name)
    if (row) this.cached.set(name, row)
    return row
  }

  /** @throws NoSuchBucket */
  requireBucket(name: string): BucketRow {
    const row = this.bucket(name)
    if (!row) throw s3Error('NoSuchBucket', { detail: { BucketName: name } })
    return row
  }

  buckets(): BucketRow[] {
    return this.sql.buckets.all()
  }

  saveBucket(row: BucketRow): void {
    this.sql.saveBucket.run(row.name, row.created, row.versioning, row.object_lock)
    this.cached.delete(row.name)
  }

  deleteBucket(name: string): void {
    this.sql.deleteBucket.run(name)
    this.sql.deleteConfigurations.run(name)
    this.cached.delete(name)
    this.parsed.clear()
  }

  configuration(bucket: string, kind: Configuration): string | undefined {
    return this.sql.configuration.one(bucket, kind)?.body
  }

  /** A configuration as its reader understands it; read once until it changes. */
  understood<T>(bucket: string, kind: Configuration, read: (body: string) => T): T | undefined {
    const name = `${kind} ${bucket}`
    if (!this.parsed.has(name)) {
      const body = this.configuration(bucket, kind)
      this.parsed.set(name, body === undefined ? undefined : read(body))
    }
    // Each kind has one reader, so what was kept under it is that reader's result.
    return this.parsed.get(name) as T | undefined
  }

  configure(bucket: string, kind: Configuration, body: string | undefined): void {
    if (body === undefined) this.sql.unconfigure.run(bucket, kind)
    else this.sql.configure.run(bucket, kind, body)
    this.parsed.delete(`${kind} ${bucket}`)
  }

  current(bucket: string, key: string): VersionRow | undefined {
    return this.sql.current.one(bucket, key)
  }

  version(bucket: string, key: string, version: string): VersionRow | undefined {
    return this.sql.version.one(bucket, key, version)
  }

  newest(bucket: string, key: string): VersionRow | undefined {
    return this.sql.newest.one(bucket, key)
  }

  insertVersion(row: VersionRow): void {
    const { bucket, key, seq, version, latest, marker, size, etag, modified } = row
    const rest = [row.class, row.noncurrent_since, row.attributes] as const
    this.sql.insertVersion.run(bucket, key, seq, version, latest, marker, size, etag, modified, ...rest)
  }

  updateVersion(row: VersionRow): void {
    const { latest, noncurrent_since, attributes, bucket, key, seq } = row
    this.sql.updateVersion.run(latest, noncurrent_since, row.class, attributes, bucket, key, seq)
  }

  deleteVersion(row: VersionRow): void {
    this.sql.deleteVersion.run(row.bucket, row.key, row.seq)
  }

  awaitReplication(row: VersionRow, due: number): void {
    this.sql.awaitReplication.run(row.bucket, row.key, row.version, due)
  }

  awaitsReplication(row: VersionRow): boolean {
    return this.sql.awaitsReplication.one(row.bucket, row.key, row.version) !== undefined
  }

  hasOlder(row: VersionRow): boolean {
    return this.sql.older.one(row.bucket, row.key, row.seq) !== undefined
  }

  /** Versions whose restore is under way, or whose restored copy is still there. */
  restoring(): VersionRow[] {
    return this.sql.restoring.all()
  }

  isEmpty(bucket: string): boolean {
    return this.sql.anyVersion.one(bucket) === undefined
  }

  /** Forgets everything; blobs are deleted afterwards. */
  async clear(): Promise<void> {
    await this.write(() => {
      for (const table of TABLE_NAMES) if (table !== 'counters') this.database.exec(`delete from ${table}`)
    })
    this.forgetCaches()
    await this.blobs.clear()
  }

  forgetCaches(): void {
    this.cached.clear()
    this.parsed.clear()
  }
}

/** A version id of S3's form: 32 URL-safe characters. */
export function newVersionId(): string {
  return randomBytes(24).toString('base64').replaceAll('+', '.').replaceAll('/', '_')
}

function names(segments: Segment[]): string[] {
  return [...new Set(segments.map((segment) => segment.blob))]
}
