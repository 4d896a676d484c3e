import type Database from 'libsql'
import { query } from '@/infra/local/sql'
import {
  type Attributes,
  allowsRedriveFrom,
  changeAttributes,
  initialAttributes,
  redrivePolicy,
  type RedrivePolicy,
} from './attributes'
import {
  invalidAddress,
  invalidAttributeName,
  invalidParameter,
  purgeInProgress,
  queueDeletedRecently,
  queueDoesNotExist,
  queueNameExists,
} from './errors'

const COOLDOWN = 60_000

interface QueueRow {
  id: number
  name: string
  attributes: string
  tags: string
  created_at: number
  modified_at: number
  purged_at: number
}

export interface Queue {
  id: number
  name: string
  arn: string
  fifo: boolean
  attributes: Attributes
  redrive: RedrivePolicy | undefined
  tags: Record<string, string>
  createdAt: number
  modifiedAt: number
}

/** Where queues live and what account they belong to. */
export interface QueueHome {
  region: string
  accountId: string
  now(): number
}

/** The queues, kept in memory as the database has them. Callers run changes inside a commit. */
export class Queues {
  private byName = new Map<string, Queue>()
  private readonly sql

  constructor(
    database: Database.Database,
    private readonly home: QueueHome,
  ) {
    this.sql = {
      insert: query<[string, string, string, number, number]>(
        database,
        'insert into queues (name, attributes, tags, created_at, modified_at) values (?, ?, ?, ?, ?)',
      ),
      update: query<[string, string, number, number]>(
        database,
        'update queues set attributes = ?, tags = ?, modified_at = ? where id = ?',
      ),
      all: query<[], QueueRow>(database, 'select * from queues order by name'),
      remove: query<[number]>(database, 'delete from queues where id = ?'),
      bury: query<[string, number]>(database, 'insert or replace into deleted_queues values (?, ?)'),
      burial: query<[string], { deleted_at: number }>(
        database,
        'select deleted_at from deleted_queues where name = ?',
      ),
      purged: query<[number], { purged_at: number }>(database, 'select purged_at from queues where id = ?'),
      markPurged: query<[number, number]>(database, 'update queues set purged_at = ? where id = ?'),
    }
    this.load()
  }

  /** Reads the queues anew, after the tables were changed by others. */
  load(): void {
    this.byName = new Map(this.sql.all.all().map((row) => [row.name, this.toQueue(row)]))
  }

  /** @throws ServiceError `QueueDoesNotExist` */
  named(name: string): Queue {
    const queue = this.byName.get(name)
    if (!queue) throw queueDoesNotExist()
    return queue
  }

  /** @throws ServiceError `InvalidAddress` for what is no queue URL, `QueueDoesNotExist` */
  at(url: string): Queue {
    const path = url.replace(/^https?:\/\/[^/]*/, '')
    const parts = /^\/([^/]+)\/([^/?#]+)$/.exec(path)
    if (!parts?.[1] || !parts[2]) throw invalidAddress(url)
    if (parts[1] !== this.home.accountId) throw queueDoesNotExist()
    return this.named(parts[2])
  }

  byArn(arn: string): Queue | undefined {
    const prefix = this.arn('')
    return arn.startsWith(prefix) ? this.byName.get(arn.slice(prefix.length)) : undefined
  }

  list(): Queue[] {
    return [...this.byName.values()]
  }

  /** The queues whose failed messages end in this one. */
  sourcesOf(queue: Queue): Queue[] {
    return this.list().filter((source) => source.redrive?.deadLetterTargetArn === queue.arn)
  }

  /** Creates a queue, or finds the same one.
   *  @throws ServiceError `QueueNameExists` when it has other settings, `QueueDeletedRecently` */
  create(name: string, wanted: Attributes, tags: Record<string, string>): Queue {
    const fifo = name.endsWith('.fifo')
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(fifo ? name.slice(0, -5) : name) || name.length > 80) {
      throw invalidParameter(
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      )
    }
    if (wanted.FifoQueue === 'true' && !fifo) {
      throw invalidParameter(
        'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
      )
    }
    if (wanted.FifoQueue === 'false') {
      if (fifo) throw invalidParameter('The queue name must not end with .fifo unless FifoQueue is true.')
      throw invalidAttributeName('FifoQueue')
    }
    if (fifo && wanted.FifoQueue !== 'true') {
      throw invalidParameter(
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      )
    }
    const existing = this.byName.get(name)
    const attributes = changeAttributes(initialAttributes(fifo), wanted, fifo)
    if (existing) {
      const different = Object.keys(wanted).find((key) => existing.attributes[key] !== attributes[key])
      if (different) throw queueNameExists(different)
      return existing
    }
    const now = this.home.now()
    const buried = this.sql.burial.one(name)
    if (buried && now >= buried.deleted_at && now - buried.deleted_at < COOLDOWN) throw queueDeletedRecently()
    this.checkRedrive(this.arn(name), fifo, attributes)
    this.sql.insert.run(name, JSON.stringify(attributes), JSON.stringify(tags), now, now)
    this.load()
    return this.named(name)
  }

  /** @throws ServiceError when a name or value is not allowed */
  setAttributes(queue: Queue, changes: Attributes): void {
    if (changes.FifoQueue !== undefined && changes.FifoQueue !== String(queue.fifo)) {
      throw invalidAttributeName('FifoQueue')
    }
    const attributes = changeAttributes(queue.attributes, changes, queue.fifo)
    this.checkRedrive(queue.arn, queue.fifo, attributes)
    this.sql.update.run(JSON.stringify(attributes), JSON.stringify(queue.tags), this.home.now(), queue.id)
    this.load()
  }

  setTags(queue: Queue, tags: Record<string, string>): void {
    if (Object.keys(tags).length > 50) throw invalidParameter('Too many tags added for queue.')
    this.sql.update.run(JSON.stringify(queue.attributes), JSON.stringify(tags), queue.modifiedAt, queue.id)
    this.load()
  }

  delete(queue: Queue): void {
    this.sql.remove.run(queue.id)
    this.sql.bury.run(queue.name, this.home.now())
    this.load()
  }

  /** @throws ServiceError `PurgeQueueInProgress` within a minute of the last purge */
  startPurge(queue: Queue): void {
    const now = this.home.now()
    const last = this.sql.purged.one(queue.id)?.purged_at ?? 0
    if (now >= last && now - last < COOLDOWN) throw purgeInProgress(queue.name)
    this.sql.markPurged.run(now, queue.id)
  }

  private arn(name: string): string {
    return `arn:aws:sqs:${this.home.region}:${this.home.accountId}:${name}`
  }

  private toQueue(row: QueueRow): Queue {
    const attributes: Attributes = JSON.parse(row.attributes)
    return {
      id: row.id,
      name: row.name,
      arn: this.arn(row.name),
      fifo: row.name.endsWith('.fifo'),
      attributes,
      redrive: redrivePolicy(attributes),
      tags: JSON.parse(row.tags),
      createdAt: row.created_at,
      modifiedAt: row.modified_at,
    }
  }

  private checkRedrive(sourceArn: string, fifo: boolean, attributes: Attributes): void {
    const policy = redrivePolicy(attributes)
    if (!policy) return
    const reason = (why: string) =>
      invalidParameter(
        `Value ${attributes.RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: ${why}`,
      )
    const target = this.byArn(policy.deadLetterTargetArn)
    if (!target) throw reason('Dead letter target does not exist.')
    if (target.fifo !== fifo) throw reason('Dead-letter queue must be same type of queue as the source.')
    if (!allowsRedriveFrom(target.attributes, sourceArn)) {
      throw reason('The dead-letter queue does not allow this source queue.')
    }
  }
}
