import { fdatasync, fdatasyncSync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import type Database from 'libsql'
import { z } from 'zod'

const syncedData = promisify(fdatasync)

interface Pending {
  attempt(): () => void
  reject(error: unknown): void
}

/**
 * Groups the writes that arrive together into one durable commit, because syncing the file is what costs time.
 * Each piece of work is atomic by itself: one that throws undoes only its own writes.
 *
 * SQLite itself would sync while nothing else can run. So it commits into its log without syncing, the log is synced beside what else
 * this process has to do, and nobody hears of a commit before that is done. What arrives meanwhile is the next commit.
 */
export class Commits {
  private pending: Pending[] = []
  private scheduled = false
  /** The log's file; nothing for a database in memory. */
  private readonly log: string | undefined
  private descriptor: number | undefined

  constructor(private readonly database: Database.Database) {
    const [main] = z.array(z.object({ file: z.string() })).parse(database.pragma('database_list'))
    this.log = main?.file ? `${main.file}-wal` : undefined
    database.pragma('synchronous = NORMAL')
  }

  /** Runs the work inside the next commit; resolves with its result once that is on disk. */
  run<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.pending.push({
        attempt: () => {
          const result = work()
          return () => resolve(result)
        },
        reject,
      })
      if (this.scheduled) return
      this.scheduled = true
      setImmediate(() => void this.flush())
    })
  }

  /** Runs the work in a commit of its own, at once. */
  now<Result>(work: () => Result): Result {
    this.database.exec('begin immediate')
    try {
      const result = work()
      this.database.exec('commit')
      this.syncNow()
      return result
    } catch (error) {
      this.undo()
      throw error
    }
  }

  /** The log, opened once and until this process ends: SQLite keeps the same file for as long as the database is open. */
  private logDescriptor(): number | undefined {
    if (this.log !== undefined) this.descriptor ??= openSync(this.log, 'r+')
    return this.descriptor
  }

  /** Syncs the log before anything else happens. */
  private syncNow(): void {
    const descriptor = this.logDescriptor()
    if (descriptor !== undefined) fdatasyncSync(descriptor)
  }

  /** Syncs the log while other things happen. */
  private async sync(): Promise<void> {
    const descriptor = this.logDescriptor()
    if (descriptor !== undefined) await syncedData(descriptor)
  }

  private async flush(): Promise<void> {
    const batch = this.pending
    this.pending = []
    const settled: Array<() => void> = []
    try {
      // A request that outlives the service must not reach the closed file: the driver ends the whole process then.
      if (!this.database.open) throw new Error('The service is closed.')
      this.database.exec('begin immediate')
      for (const item of batch) settled.push(this.attempt(item))
      this.database.exec('commit')
      await this.sync()
      for (const settle of settled) settle()
    } catch (error) {
      this.undo()
      for (const item of batch) item.reject(error)
    }
    this.scheduled = this.pending.length > 0
    if (this.scheduled) setImmediate(() => void this.flush())
  }

  private attempt(item: Pending): () => void {
    this.database.exec('savepoint work')
    try {
      const settle = item.attempt()
      this.database.exec('release work')
      return settle
    } catch (error) {
      // A full disk ends the whole transaction, and with it every piece of work of this commit.
      if (!this.database.inTransaction) throw error
      this.database.exec('rollback to work')
      this.database.exec('release work')
      return () => item.reject(error)
    }
  }

  private undo(): void {
    if (this.database.open && this.database.inTransaction) this.database.exec('rollback')
  }
}
