import { createHash, randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { z } from 'zod'
import { type TopicName, topics } from '@/infra/resources'
import { embeddedDatabase } from './embedded-database'
import { log } from './log'
import type { StreamRecord, Streams } from './streams'

const schema = `
create table if not exists records (
  topic text not null, partition integer not null, position integer not null, key text not null, value text not null,
  primary key (topic, partition, position)) without rowid;
create table if not exists groups (
  topic text not null, name text not null, partition integer not null, next integer not null default 0,
  failures integer not null default 0, holder text, held_until integer not null default 0,
  primary key (topic, name, partition)) without rowid;
create table if not exists parked (
  topic text not null, name text not null, partition integer not null, position integer not null, reason text not null,
  primary key (topic, name, partition, position)) without rowid;`

const Row = z.object({ position: z.number(), key: z.string(), value: z.string() })
const Parked = Row.extend({ partition: z.number(), name: z.string(), reason: z.string() })
const Group = z.object({ next: z.number(), failures: z.number() })
interface Append {
  topic: TopicName
  records: readonly { key: string; value: unknown }[]
  resolve(): void
  reject(error: unknown): void
}
const batch = 100
/** How much work may have to be done again after a crash. */
const advanceMilliseconds = 1_000
const leaseMilliseconds = 10_000
const pollMilliseconds = 100
const maxFailures = 5

const partitionOf = (topic: TopicName, key: string): number =>
  createHash('sha256').update(key).digest().readUInt32BE(0) % topics[topic].partitions

/** Streams as an append-only log in one file: partitions by key, offsets by group, one reader a partition by lease. */
export function embeddedStreams(): Streams {
  const database = embeddedDatabase('streams', schema)
  const member = randomUUID()
  const appended = new EventEmitter().setMaxListeners(0)
  const insert = database.prepare(
    `insert into records select @topic, @partition, coalesce(max(position) + 1, 0), @key, @value
     from records where topic = @topic and partition = @partition`,
  )
  const insertAll = database.transaction((appends: readonly Append[]) => {
    for (const { topic, records } of appends) {
      for (const { key, value } of records) {
        insert.run({ topic, partition: partitionOf(topic, key), key, value: JSON.stringify(value) })
      }
    }
  })
  let waiting: Append[] = []
  /** Commits all that waits: one sync to disk serves whoever came since the last one. */
  function commit(): void {
    const appends = waiting
    waiting = []
    try {
      insertAll(appends)
    } catch (error) {
      for (const { reject } of appends) reject(error)
      return
    }
    for (const { resolve } of appends) resolve()
    for (const topic of new Set(appends.map((append) => append.topic))) appended.emit(topic)
  }
  const join = database.prepare('insert or ignore into groups (topic, name, partition) values (?, ?, ?)')
  const lease = database.prepare(
    `update groups set holder = @member, held_until = @until
     where topic = @topic and name = @group and partition = @partition and (holder = @member or held_until < @now)`,
  )
  const state = database.prepare(
    'select next, failures from groups where topic = ? and name = ? and partition = ?',
  )
  const read = database.prepare(
    'select position, key, value from records where topic = ? and partition = ? and position >= ? order by position limit ?',
  )
  const advance = database.prepare(
    `update groups set next = ?, failures = 0 where topic = ? and name = ? and partition = ? and holder = ?`,
  )
  const fail = database.prepare(
    'update groups set failures = failures + 1 where topic = ? and name = ? and partition = ?',
  )
  const park = database.prepare('insert or ignore into parked values (?, ?, ?, ?, ?)')
  const given = database.prepare(
    `select name, partition, position, key, value, reason from parked join records using (topic, partition, position)
     where topic = ? order by partition, position`,
  )
  const unpark = database.prepare('delete from parked where topic = ?')
  const bringBack = database.transaction((topic: TopicName): number => {
    const rows = z.array(Parked).parse(given.all(topic))
    for (const { partition, key, value } of rows) insert.run({ topic, partition, key, value })
    unpark.run(topic)
    return rows.length
  })
  const leave = database.prepare(
    'update groups set held_until = 0 where topic = ? and name = ? and holder = ?',
  )

  const leases = new Map<string, number>()
  /** Whether this member may read the partition now; the lease is written anew only when half of it is gone. */
  function holds(topic: TopicName, group: string, partition: number): boolean {
    const name = `${topic} ${group} ${partition}`
    const now = Date.now()
    if ((leases.get(name) ?? 0) > now + leaseMilliseconds / 2) return true
    const until = now + leaseMilliseconds
    if (lease.run({ topic, group, partition, member, now, until }).changes === 0) return false
    leases.set(name, until)
    return true
  }

  /** Handles what a partition holds for the group. @returns whether there was anything */
  async function turn(
    topic: TopicName,
    group: string,
    partition: number,
    handle: (record: StreamRecord) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (!holds(topic, group, partition)) return false
    const { next, failures } = Group.parse(state.get(topic, group, partition))
    const rows = z.array(Row).parse(read.all(topic, partition, next, batch))
    let [done, told, toldAt] = [next, next, Date.now()]
    const tell = (): void => {
      if (done > told) advance.run(done, topic, group, partition, member)
      ;[told, toldAt] = [done, Date.now()]
    }
    for (const { position, key, value } of rows) {
      if (signal.aborted) break
      try {
        await handle({ key, value: JSON.parse(value), partition, offset: position })
      } catch (error) {
        tell()
        const before = done === next ? failures : 0
        const poison = before + 1 >= maxFailures
        log[poison ? 'error' : 'warn'](
          { err: error, topic, group, partition, position },
          'a record was not handled',
        )
        if (!poison) {
          fail.run(topic, group, partition)
          return false
        }
        park.run(topic, group, partition, position, error instanceof Error ? error.message : String(error))
      }
      done = position + 1
      if (Date.now() - toldAt > advanceMilliseconds) tell()
    }
    tell()
    return rows.length > 0
  }

  return {
    append(topic, records) {
      return new Promise((resolve, reject) => {
        if (waiting.push({ topic, records, resolve, reject }) === 1) setImmediate(commit)
      })
    },

    async parked(topic) {
      return z
        .array(Parked)
        .parse(given.all(topic))
        .map(({ name, position, value, ...record }) => ({
          ...record,
          group: name,
          offset: position,
          value: JSON.parse(value),
        }))
    },

    async replay(topic) {
      const count = bringBack(topic)
      appended.emit(topic)
      return count
    },

    async consume(topic, group, handle, signal) {
      const partitions = Array.from({ length: topics[topic].partitions }, (_, index) => index)
      for (const partition of partitions) join.run(topic, group, partition)
      while (!signal.aborted) {
        const busy = await Promise.all(
          partitions.map((partition) => turn(topic, group, partition, handle, signal)),
        )
        if (!busy.some(Boolean)) await pause(appended, topic, signal)
      }
      leave.run(topic, group, member)
      for (const partition of partitions) leases.delete(`${topic} ${group} ${partition}`)
    },
  }
}

/** Until something is appended by this process, or for long enough that another process may have. */
async function pause(appended: EventEmitter, topic: string, signal: AbortSignal): Promise<void> {
  const enough = AbortSignal.any([signal, AbortSignal.timeout(pollMilliseconds)])
  try {
    await once(appended, topic, { signal: enough })
  } catch (error) {
    if (!enough.aborted) throw error
  }
}
