import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type Database from 'libsql'
import type { Commits } from '@/infra/local/commits'
import { query } from '@/infra/local/sql'
import { invalidParameter, resourceNotFound, unsupported } from './errors'
import { refreshGroup } from './groups'
import type { Queue } from './queues'
import { type Store, settle } from './settle'

const CHUNK = 50

interface MoveRow {
  id: number
  handle: string
  source: string
  destination: string | null
  rate: number | null
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED'
  moved: number
  total: number
  failure: string | null
  started_at: number
}

/** Message move tasks: they bring the messages of a dead-letter queue back, and go on after a restart. */
export class Moves {
  private readonly sql
  private closed = new AbortController()

  constructor(
    database: Database.Database,
    private readonly store: Store,
    private readonly commits: Commits,
    private readonly now: () => number,
  ) {
    this.sql = {
      insert: query<[string, string, string | null, number | null, number, number]>(
        database,
        `insert into moves (handle, source, destination, rate, status, total, started_at)
         values (?, ?, ?, ?, 'RUNNING', ?, ?)`,
      ),
      byHandle: query<[string], MoveRow>(database, 'select * from moves where handle = ?'),
      running: query<[], MoveRow>(database, `select * from moves where status = 'RUNNING'`),
      recent: query<[string, number], MoveRow>(
        database,
        'select * from moves where source = ? order by id desc limit ?',
      ),
      progress: query<[number, string]>(database, 'update moves set moved = moved + ? where handle = ?'),
      end: query<[string, string | null, string]>(
        database,
        'update moves set status = ?, failure = ? where handle = ?',
      ),
    }
  }

  /** Takes up what was running when the process ended. */
  resume(): void {
    for (const row of this.sql.running.all()) this.work(row.handle)
  }

  /** @throws ServiceError when the source is no dead-letter queue or has a task already */
  async start(
    sourceArn: string,
    destinationArn: string | undefined,
    rate: number | undefined,
  ): Promise<string> {
    const handle = Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn })).toString('base64')
    await this.commits.run(() => {
      const source = this.source(sourceArn)
      if (this.store.queues.sourcesOf(source).length === 0) {
        throw invalidParameter('Source queue must be configured as a Dead Letter Queue.')
      }
      if (destinationArn !== undefined) {
        const destination = this.store.queues.byArn(destinationArn)
        if (!destination) {
          throw resourceNotFound(
            "The resource that you specified for the DestinationArn parameter doesn't exist.",
          )
        }
        if (destination.fifo !== source.fifo || destination.id === source.id) {
          throw invalidParameter('Source and destination must be different queues of the same type.')
        }
      }
      if (this.sql.running.all().some((row) => row.source === sourceArn)) {
        throw unsupported(
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        )
      }
      settle(this.store, source, this.now())
      const { total } = this.store.sql.counts.one(0, 0, source.id) ?? { total: 0 }
      this.sql.insert.run(handle, sourceArn, destinationArn ?? null, rate ?? null, total, this.now())
    })
    this.work(handle)
    return handle
  }

  /** Stops a running task; what it moved stays moved. Returns how many that were. */
  cancel(handle: string): Promise<number> {
    return this.commits.run(() => {
      const row = this.sql.byHandle.one(handle)
      if (!row) throw resourceNotFound('Task does not exist.')
      if (row.status !== 'RUNNING') throw unsupported('Only running tasks can be cancelled.')
      this.sql.end.run('CANCELLED', null, handle)
      return row.moved
    })
  }

  list(sourceArn: string, limit: number): unknown[] {
    this.source(sourceArn)
    return this.sql.recent.all(sourceArn, limit).map((row) => ({
      TaskHandle: row.status === 'RUNNING' ? row.handle : undefined,
      Status: row.status,
      SourceArn: row.source,
      DestinationArn: row.destination ?? undefined,
      MaxNumberOfMessagesPerSecond: row.rate ?? undefined,
      ApproximateNumberOfMessagesMoved: row.moved,
      ApproximateNumberOfMessagesToMove: row.total,
      FailureReason: row.failure ?? undefined,
      StartedTimestamp: row.started_at,
    }))
  }

  close(): void {
    this.closed.abort()
  }

  private source(arn: string): Queue {
    const queue = this.store.queues.byArn(arn)
    if (queue) return queue
    throw resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.")
  }

  private work(handle: string): void {
    const { signal } = this.closed
    const steps = async () => {
      let rate = await this.commits.run(() => this.step(handle))
      while (rate !== undefined && !signal.aborted) {
        if (rate > 0) await pause(1000, undefined, { signal })
        rate = await this.commits.run(() => this.step(handle))
      }
    }
    steps().catch((error: unknown) => {
      if (!signal.aborted) console.error('sqs: a message move task stopped:', error)
    })
  }

  /** Moves some messages; returns the rate to go on at (0: unlimited), or nothing when the task has ended. */
  private step(handle: string): number | undefined {
    const task = this.sql.byHandle.one(handle)
    if (this.closed.signal.aborted || task?.status !== 'RUNNING') return undefined
    const source = this.store.queues.byArn(task.source)
    if (!source) {
      this.sql.end.run('FAILED', 'AWS.SimpleQueueService.NonExistentQueue', handle)
      return undefined
    }
    const now = this.now()
    settle(this.store, source, now)
    const rows = this.store.sql.visible.all(source.id, task.rate ?? CHUNK)
    for (const row of rows) {
      const origin = task.destination ?? row.source
      const target = origin === null ? undefined : this.store.queues.byArn(origin)
      if (!target) {
        this.sql.end.run('FAILED', 'CouldNotDetermineMessageSource', handle)
        return undefined
      }
      const { lastInsertRowid } = this.store.sql.redrive.run(target.id, randomUUID(), now, row.seq)
      this.store.sql.remove.run(row.seq)
      if (target.fifo && row.grp !== null) {
        this.store.sql.joinGroup.run(target.id, row.grp, 0, Number(lastInsertRowid))
        refreshGroup(this.store.sql, source.id, row.grp, now)
      }
      this.store.arrived(target)
    }
    this.sql.progress.run(rows.length, handle)
    if (rows.length > 0) return task.rate ?? 0
    this.sql.end.run('COMPLETED', null, handle)
    return undefined
  }
}
