import type { Service } from './call'
import { S3Error } from './errors'
import { appliesTo, dueAt, hasMinimum, laterClass } from './lifecycle-match'
import { type LifecycleRule, readLifecycle } from './lifecycle-rules'
import { KEY_DONE, type Position } from './listing'
import { announceRestores } from './restore-events'
import { attributesOf, type BucketRow, type VersionRow } from './schema'
import { removeCurrent, removeVersion } from './versions'

const HOUR = 3_600_000
const TICK = 60_000
const BATCH = 500
const MOST_PASSES = 6

/**
 * Applies lifecycle rules, and tells when restores are done, on the clock that tests may move: when that clock has
 * jumped, before the next request is answered; otherwise once an hour.
 */
export class Lifecycle {
  private readonly timer: NodeJS.Timeout
  private ranAt = Number.NEGATIVE_INFINITY
  private offset = Number.NaN
  private running: Promise<void> | undefined

  constructor(private readonly service: Service) {
    this.timer = setInterval(() => {
      const work = this.catchUp() ?? announceRestores(service, service.context.now())
      work.catch((error: unknown) => console.error('s3: lifecycle rules could not be applied:', error))
    }, TICK)
    this.timer.unref()
  }

  /** Whether the clock has jumped or an hour has passed, or the rules are being applied just now. */
  isDue(): boolean {
    const { context } = this.service
    const now = context.now()
    const jumped = !(Math.abs(now - context.wallNow() - this.offset) < 1000)
    return this.running !== undefined || jumped || now - this.ranAt >= HOUR
  }

  /** Resolves once everything that is due is done; `undefined` when nothing can be. */
  catchUp(): Promise<void> | undefined {
    const { context } = this.service
    const now = context.now()
    if (this.running || !this.isDue()) return this.running
    this.offset = now - context.wallNow()
    this.ranAt = now
    this.running = this.run(now).finally(() => {
      this.running = undefined
    })
    return this.running
  }

  close(): void {
    clearInterval(this.timer)
  }

  private async run(now: number): Promise<void> {
    const { store } = this.service
    await announceRestores(this.service, now)
    for (const bucket of store.buckets()) {
      const rules = store.understood(bucket.name, 'lifecycle', readLifecycle)?.filter((rule) => rule.enabled)
      if (!rules?.length) continue
      await this.abortUploads(bucket, rules, now)
      // An expiry makes a version noncurrent, which may at once be due itself.
      for (let pass = 0; pass < MOST_PASSES; pass++) if (!(await this.pass(bucket, rules, now))) break
    }
  }

  private async abortUploads(bucket: BucketRow, rules: LifecycleRule[], now: number): Promise<void> {
    const { store } = this.service
    const stale = store.uploads
      .ofBucket(bucket.name)
      .filter((upload) =>
        rules.some(
          ({ abortDays, prefix }) =>
            abortDays !== undefined &&
            upload.key.startsWith(prefix) &&
            dueAt(upload.started, { days: abortDays }) <= now,
        ),
      )
    if (stale.length)
      await store.write(() => stale.forEach(({ id }) => store.giveUp(store.uploads.remove(id))))
  }

  /** Looks at every version once, a batch to a commit. @returns whether anything changed */
  private async pass(bucket: BucketRow, rules: LifecycleRule[], now: number): Promise<boolean> {
    const { store } = this.service
    let position: Position = { key: '', seq: KEY_DONE }
    let newer = { key: '', noncurrent: 0 }
    let changed = false
    for (;;) {
      const rows = store.allRows(bucket.name, position, BATCH)
      const last = rows.at(-1)
      if (!last) return changed
      position = { key: last.key, seq: last.seq }
      await store.write(() => {
        for (const row of rows) {
          if (newer.key !== row.key) newer = { key: row.key, noncurrent: 0 }
          if (this.apply(bucket, row, rules, newer.noncurrent, now)) changed = true
          if (!row.latest) newer.noncurrent++
        }
      })
    }
  }

  private apply(
    bucket: BucketRow,
    row: VersionRow,
    rules: LifecycleRule[],
    newer: number,
    now: number,
  ): boolean {
    const fitting = rules.filter((rule) => appliesTo(rule, row))
    const outcome = row.latest
      ? this.current(bucket, row, fitting, now)
      : this.noncurrent(row, fitting, newer, now)
    return outcome
  }

  private current(bucket: BucketRow, row: VersionRow, rules: LifecycleRule[], now: number): boolean {
    const expiries = rules.flatMap(({ expiration }) => (expiration ? [dueAt(row.modified, expiration)] : []))
    const expiresAt = Math.min(...expiries)
    if (row.marker) {
      // A marker that is still to be copied waits, as S3's own lifecycle does: the copy must learn of it.
      const alone = !this.service.store.hasOlder(row) && !this.service.store.awaitsReplication(row)
      if (!alone || !(expiresAt <= now || rules.some((rule) => rule.expiredMarkers))) return false
      return this.remove(row)
    }
    if (expiresAt <= now) {
      removeCurrent(this.service, bucket, row.key, this.cause('Lifecycle Expiration'), expiresAt)
      return true
    }
    const moves = rules.flatMap((rule) =>
      rule.transitions.filter(
        (move) =>
          hasMinimum(rule, row, move.storageClass, this.minimum(row.bucket)) &&
          dueAt(row.modified, move) <= now,
      ),
    )
    return this.move(
      row,
      moves.map((move) => move.storageClass),
    )
  }

  private noncurrent(row: VersionRow, rules: LifecycleRule[], newer: number, now: number): boolean {
    const since = row.noncurrent_since ?? row.modified
    const isDue = ({ days, keep }: { days: number; keep: number }) =>
      newer >= keep && dueAt(since, { days }) <= now
    if (rules.some((rule) => rule.noncurrentExpiration && isDue(rule.noncurrentExpiration)))
      return this.remove(row)
    if (row.marker) return false
    const moves = rules.flatMap((rule) =>
      rule.noncurrentTransitions.filter(
        (move) => hasMinimum(rule, row, move.storageClass, this.minimum(row.bucket)) && isDue(move),
      ),
    )
    return this.move(
      row,
      moves.map((move) => move.storageClass),
    )
  }

  /** A version that is locked stays until its lock has ended. */
  private remove(row: VersionRow): boolean {
    try {
      removeVersion(this.service, row, this.cause('Lifecycle Expiration'))
      return true
    } catch (error) {
      if (error instanceof S3Error && error.code === 'AccessDenied') return false
      throw error
    }
  }

  private move(row: VersionRow, classes: string[]): boolean {
    const storageClass = classes.reduce(laterClass, row.class)
    if (storageClass === row.class) return false
    const { store, outbox } = this.service
    const attributes = { ...attributesOf(row), restore: undefined }
    store.updateVersion({ ...row, class: storageClass, attributes: JSON.stringify(attributes) })
    outbox.add('Object Storage Class Changed', row, this.cause('Lifecycle Transition'), {
      'destination-storage-class': storageClass,
    })
    return true
  }

  private minimum(bucket: string): string | undefined {
    return this.service.store.configuration(bucket, 'transition-minimum')
  }

  private cause(reason: string) {
    return { requestId: '', requester: 's3.amazonaws.com', reason }
  }
}

/** `x-amz-expiration`: when and by which rule the current version will expire. */
export function expirationHeader(service: Service, row: VersionRow): string | undefined {
  if (!row.latest) return undefined
  const rules = service.store.understood(row.bucket, 'lifecycle', readLifecycle) ?? []
  const [first] = rules
    .filter((rule) => rule.enabled && appliesTo(rule, row))
    .flatMap(({ id, expiration }) => (expiration ? [{ id, at: dueAt(row.modified, expiration) }] : []))
    .sort((one, other) => one.at - other.at)
  return (
    first && `expiry-date="${new Date(first.at).toUTCString()}", rule-id="${encodeURIComponent(first.id)}"`
  )
}
