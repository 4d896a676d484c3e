import type Database from 'libsql'

interface Pending {
  attempt(): () => void
  reject(error: unknown): void
}

/**
 * Groups the writes that arrive together into one durable commit, because syncing the file is what costs time.
 * Each piece of work is atomic by itself: one that throws undoes only its own writes.
 */
export class Commits {
  private pending: Pending[] = []
  private scheduled = false

  constructor(private readonly database: Database.Database) {}

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
      setImmediate(() => this.flush())
    })
  }

  /** Runs the work in a commit of its own, at once. */
  now<Result>(work: () => Result): Result {
    this.database.exec('begin immediate')
    try {
      const result = work()
      this.database.exec('commit')
      return result
    } catch (error) {
      this.undo()
      throw error
    }
  }

  private flush(): void {
    this.scheduled = false
    const batch = this.pending
    this.pending = []
    const settled: Array<() => void> = []
    try {
      // A request that outlives the service must not reach the closed file: the driver ends the whole process then.
      if (!this.database.open) throw new Error('The service is closed.')
      this.database.exec('begin immediate')
      for (const item of batch) settled.push(this.attempt(item))
      this.database.exec('commit')
    } catch (error) {
      this.undo()
      for (const item of batch) item.reject(error)
      return
    }
    for (const settle of settled) settle()
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
