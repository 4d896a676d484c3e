import type Database from 'libsql'
import { query } from '../sql'
import type { Segment } from './blobs'
import type { PartRow, UploadRow } from './schema'

/** Multipart uploads in progress, and their parts. */
export class Uploads {
  private readonly sql

  constructor(database: Database.Database) {
    this.sql = {
      add: query<[string, string, string, number, string]>(
        database,
        'insert into uploads values (?, ?, ?, ?, ?)',
      ),
      get: query<[string], UploadRow>(database, 'select * from uploads where id = ?'),
      all: query<[], UploadRow>(database, 'select * from uploads'),
      remove: query<[string]>(database, 'delete from uploads where id = ?'),
      ofBucket: query<[string], UploadRow>(
        database,
        'select * from uploads where bucket = ? order by key, started, id',
      ),
      part: query<[string, number], PartRow>(database, 'select * from parts where upload = ? and number = ?'),
      putPart: query<[string, number, string, number, number, string, string | null]>(
        database,
        'insert or replace into parts values (?, ?, ?, ?, ?, ?, ?)',
      ),
      parts: query<[string, number, number], PartRow>(
        database,
        'select * from parts where upload = ? and number > ? order by number limit ?',
      ),
      removeParts: query<[string]>(database, 'delete from parts where upload = ?'),
    }
  }

  add(row: UploadRow): void {
    this.sql.add.run(row.id, row.bucket, row.key, row.started, row.attributes)
  }

  find(id: string): UploadRow | undefined {
    return this.sql.get.one(id)
  }

  all(): UploadRow[] {
    return this.sql.all.all()
  }

  ofBucket(bucket: string): UploadRow[] {
    return this.sql.ofBucket.all(bucket)
  }

  /** Stores a part; returns the segments of the part that it replaces. */
  putPart(row: PartRow): Segment[] {
    const replaced = this.sql.part.one(row.upload, row.number)
    this.sql.putPart.run(row.upload, row.number, row.etag, row.size, row.modified, row.segments, row.checksum)
    return replaced ? segmentsOf(replaced) : []
  }

  /** Parts in the order of their numbers. */
  parts(id: string, after = 0, limit = 10_000): PartRow[] {
    return this.sql.parts.all(id, after, limit)
  }

  /** Forgets an upload with all its parts; returns their segments. */
  remove(id: string): Segment[] {
    const segments = this.parts(id).flatMap(segmentsOf)
    this.sql.removeParts.run(id)
    this.sql.remove.run(id)
    return segments
  }
}

export function segmentsOf(part: PartRow): Segment[] {
  return JSON.parse(part.segments)
}
