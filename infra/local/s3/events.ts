import { createHash } from 'node:crypto'
import type Database from 'libsql'
import type { LocalContext } from '../service'
import { query } from '../sql'
import type { VersionRow } from './schema'

const BATCH = 100
const RETRY_MILLISECONDS = 500
const LATE_MILLISECONDS = 150

/** Who did what, as events tell it. */
export interface Cause {
  requestId: string
  /** Account id, or `s3.amazonaws.com` when the service itself acts. */
  requester: string
  sourceIp?: string
  /** E.g. `PutObject`, `CompleteMultipartUpload`, `Lifecycle Expiration`. */
  reason: string
}

interface Event {
  id: number
  type: string
  detail: string
}

export interface Disturbance {
  /** Every event is delivered this often more than once. */
  repeats?: number
  /** Events that wait together are delivered in reverse. */
  reversed?: boolean
  /** Nothing is delivered until this is lifted. */
  held?: boolean
  /** As S3 may behave: chosen by this number and the event's own, so the same every time, one event in eight comes twice and one in
   *  eight after others that followed it. */
  seed?: number
}

/** A number from 0 to 7 that follows from a seed and an event: the same for ever, and as if by chance. */
const lot = (seed: number, id: number, salt: string): number =>
  (createHash('sha256').update(`${seed} ${id} ${salt}`).digest()[0] ?? 0) % 8

/**
 * Events of the service, committed together with the row that they tell of and delivered to EventBridge at least
 * once afterwards: what a crash left undelivered goes out at the next start.
 */
export class Outbox {
  private readonly sql
  private timer: NodeJS.Timeout | undefined
  private closed = false
  private readonly delayed = new Map<number, NodeJS.Timeout>()
  private readonly overdue = new Set<number>()

  constructor(
    database: Database.Database,
    private readonly context: LocalContext,
    private readonly wanted: (bucket: string) => boolean,
    private disturbance: Disturbance = {},
  ) {
    this.sql = {
      add: query<[string, string]>(database, 'insert into outbox (type, detail) values (?, ?)'),
      waiting: query<[number], Event>(database, 'select id, type, detail from outbox order by id limit ?'),
      done: query<[number]>(database, 'delete from outbox where id = ?'),
    }
    this.wake()
  }

  /** Within a write. Buckets that do not ask for events have none. */
  add(type: string, row: VersionRow, cause: Cause, more: Record<string, string> = {}): void {
    if (!this.wanted(row.bucket)) return
    const removed = type === 'Object Deleted'
    const detail = {
      version: '0',
      bucket: { name: row.bucket },
      object: {
        key: row.key,
        ...(removed ? {} : { size: row.size, etag: row.etag }),
        ...(row.version === 'null' ? {} : { 'version-id': row.version }),
        sequencer: row.seq.toString(16).toUpperCase().padStart(18, '0'),
      },
      'request-id': cause.requestId,
      requester: cause.requester,
      ...(cause.sourceIp ? { 'source-ip-address': cause.sourceIp } : {}),
      reason: cause.reason,
      ...more,
    }
    this.sql.add.run(type, JSON.stringify(detail))
    this.wake()
  }

  /** For tests: deliver twice, out of order or not at all. */
  disturb(disturbance: Disturbance): void {
    this.disturbance = disturbance
    this.wake()
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
    for (const timer of this.delayed.values()) clearTimeout(timer)
    this.timer = undefined
  }

  private wake(milliseconds = 0): void {
    if (this.timer || this.closed) return
    this.timer = setTimeout(() => void this.turn(), milliseconds)
    this.timer.unref()
  }

  /** What may be delivered now. An event that is to come late waits for a while, so that others overtake it. */
  private due(): Event[] {
    const waiting = this.sql.waiting.all(BATCH)
    const { reversed, seed } = this.disturbance
    if (reversed) return waiting.toReversed()
    if (seed === undefined) return waiting
    return waiting.filter(({ id }) => this.overdue.delete(id) || !this.isLate(seed, id))
  }

  private isLate(seed: number, id: number): boolean {
    if (lot(seed, id, 'late') !== 0) return false
    if (this.delayed.has(id)) return true
    const timer = setTimeout(() => {
      this.delayed.delete(id)
      this.overdue.add(id)
      this.wake()
    }, LATE_MILLISECONDS)
    timer.unref()
    this.delayed.set(id, timer)
    return true
  }

  private repeatsOf(event: Event): number {
    const { repeats, seed } = this.disturbance
    return repeats ?? (seed !== undefined && lot(seed, event.id, 'twice') === 0 ? 1 : 0)
  }

  /** One turn at a time: who wakes during one is served by the next. */
  private async turn(): Promise<void> {
    const pause = await this.deliver()
    this.timer = undefined
    if (pause !== undefined) this.wake(pause)
  }

  /** Delivers what may be delivered now. @returns after how many milliseconds to look again, if at all */
  private async deliver(): Promise<number | undefined> {
    const put = this.context.peers.putEvent
    const waiting = this.disturbance.held ? [] : this.due()
    if (waiting.length === 0) return undefined
    if (!put) return RETRY_MILLISECONDS
    try {
      const repeated = waiting.flatMap((event) =>
        Array.from({ length: 1 + this.repeatsOf(event) }, () => event),
      )
      await Promise.all(
        repeated.map(async ({ type, detail }) =>
          put({ source: 'aws.s3', detailType: type, detail: JSON.parse(detail) }),
        ),
      )
      if (this.closed) return undefined
      for (const { id } of waiting) this.sql.done.run(id)
    } catch (error) {
      if (this.closed) return undefined
      for (const { id } of waiting) this.overdue.add(id)
      console.error(`s3: an event could not be delivered and will be tried again: ${String(error)}`)
      return RETRY_MILLISECONDS
    }
    return 0
  }
}
