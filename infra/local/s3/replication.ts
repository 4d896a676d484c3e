import { query } from '../sql'
import type { Segment } from './blobs'
import type { Service } from './call'
import { type ReplicationRule, replicationRule } from './replication-rules'
import { type Attributes, attributesOf, type BucketRow, type VersionRow } from './schema'

interface Waiting {
  bucket: string
  key: string
  version: string
  due: number
}

const TICK = 500

/** Copies new versions to the bucket of their rule, some time after they were written, in the order of their writing. */
export class Replicator {
  private readonly timer: NodeJS.Timeout
  private readonly sql
  private running = Promise.resolve()

  constructor(private readonly service: Service) {
    const { database } = service.store
    this.sql = {
      due: query<[number], Waiting>(
        database,
        'select * from replications where due <= ? order by due, rowid limit 100',
      ),
      done: query<[string, string, string]>(
        database,
        'delete from replications where bucket = ? and key = ? and version = ?',
      ),
    }
    this.timer = setInterval(() => {
      this.catchUp().catch((error: unknown) =>
        console.error('s3: replication failed and will be tried again:', error),
      )
    }, TICK)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  /** Resolves when everything that is due has been copied. */
  catchUp(): Promise<void> {
    if (this.sql.due.one(this.service.context.now()) === undefined) return this.running
    this.running = this.running.then(() => this.copyDue())
    return this.running
  }

  private async copyDue(): Promise<void> {
    for (;;) {
      const waiting = this.sql.due.all(this.service.context.now())
      if (waiting.length === 0) return
      for (const one of waiting) await this.copy(one)
    }
  }

  private async copy({ bucket, key, version }: Waiting): Promise<void> {
    const { store } = this.service
    const row = store.version(bucket, key, version)
    const rule = row && replicationRule(this.service, row)
    const destination = rule && store.bucket(rule.destination)
    const segments = row && destination ? await this.share(row) : []
    await store.adopt(segments, () => {
      this.sql.done.run(bucket, key, version)
      const current = store.version(bucket, key, version)
      if (!current || !rule) return store.giveUp(segments)
      const copied = destination !== undefined && this.place(destination, current, rule, { segments })
      if (!copied) store.giveUp(segments)
      if (current.marker) return
      const attributes: Attributes = {
        ...attributesOf(current),
        replication: destination ? 'COMPLETED' : 'FAILED',
      }
      store.updateVersion({ ...current, attributes: JSON.stringify(attributes) })
    })
  }

  private share(row: VersionRow): Promise<Segment[]> {
    const { blobs } = this.service.store
    const { segments } = attributesOf(row)
    return blobs.share(segments).finally(blobs.lease(segments))
  }

  /** A replica keeps its version id, dates and settings. @returns false when it is there already */
  private place(
    destination: BucketRow,
    source: VersionRow,
    rule: ReplicationRule,
    body: Pick<Attributes, 'segments'>,
  ): boolean {
    const { store, outbox, context } = this.service
    if (store.version(destination.name, source.key, source.version)) return false
    const current = store.current(destination.name, source.key)
    const newest = current === undefined || current.modified <= source.modified
    if (current && newest) store.updateVersion({ ...current, latest: 0, noncurrent_since: context.now() })
    const encryption = rule.kmsKey
      ? {
          'x-amz-server-side-encryption': 'aws:kms',
          'x-amz-server-side-encryption-aws-kms-key-id': rule.kmsKey,
        }
      : attributesOf(source).encryption
    const row: VersionRow = {
      ...source,
      bucket: destination.name,
      seq: store.next(context.wallNow()),
      latest: newest ? 1 : 0,
      noncurrent_since: newest ? null : context.now(),
      class: rule.storageClass ?? source.class,
      attributes: JSON.stringify({ ...attributesOf(source), ...body, encryption, replication: 'REPLICA' }),
    }
    store.insertVersion(row)
    const cause = { requestId: '', requester: 's3.amazonaws.com', reason: 'PutObject' }
    if (!row.marker) outbox.add('Object Created', row, cause)
    return true
  }
}
