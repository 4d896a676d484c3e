import type Database from 'libsql'
import { query } from '@/infra/local/sql'

export interface MessageRow {
  seq: number
  queue: number
  id: string
  body: string
  attributes: string | null
  trace: string | null
  grp: string | null
  dedup: string | null
  sender: string
  sent_at: number
  visible_at: number
  receives: number
  first_received_at: number | null
  received_at: number | null
  receipt: string | null
  source: string | null
}

/** What decides about a message whose time has come. */
export interface DueRow {
  seq: number
  grp: string | null
  receives: number
}

type NewMessage = [
  queue: number,
  id: string,
  body: string,
  attributes: string | null,
  trace: string | null,
  group: string | null,
  dedup: string | null,
  sender: string,
  sentAt: number,
  visibleAt: number,
]

/** Every statement on messages, groups and deduplication, prepared once. Times are epoch milliseconds. */
export function prepareStatements(db: Database.Database) {
  return {
    insert: query<NewMessage>(
      db,
      `insert into messages (queue, id, body, attributes, trace, grp, dedup, sender, sent_at, visible_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    message: query<[seq: number, queue: number], MessageRow>(
      db,
      'select * from messages where seq = ? and queue = ?',
    ),
    visible: query<[queue: number, limit: number], MessageRow>(
      db,
      'select * from messages where queue = ? and visible_at = 0 order by seq limit ?',
    ),
    ofGroup: query<[queue: number, group: string, limit: number], MessageRow>(
      db,
      'select * from messages where queue = ? and grp = ? order by seq limit ?',
    ),
    take: query<
      [visibleAt: number, receivedAt: number, firstReceivedAt: number, receipt: string, seq: number]
    >(
      db,
      `update messages set visible_at = ?, receives = receives + 1, received_at = ?,
       first_received_at = coalesce(first_received_at, ?), receipt = ? where seq = ?`,
    ),
    putBack: query<[seq: number, receipt: string]>(
      db,
      'update messages set visible_at = 0, receives = receives - 1 where seq = ? and receipt = ?',
    ),
    hide: query<[visibleAt: number, seq: number]>(db, 'update messages set visible_at = ? where seq = ?'),
    remove: query<[seq: number]>(db, 'delete from messages where seq = ?'),
    removeAll: query<[queue: number]>(db, 'delete from messages where queue = ?'),
    old: query<[queue: number, sentBefore: number], DueRow>(
      db,
      'select seq, grp, receives from messages where queue = ? and sent_at <= ?',
    ),
    due: query<[queue: number, now: number], DueRow>(
      db,
      `select seq, grp, receives from messages
       where queue = ? and visible_at > 0 and visible_at <= ? order by seq`,
    ),
    settleDue: query<[queue: number, now: number]>(
      db,
      'update messages set visible_at = 0 where queue = ? and visible_at > 0 and visible_at <= ?',
    ),
    worn: query<[queue: number, receives: number], DueRow>(
      db,
      'select seq, grp, receives from messages where queue = ? and visible_at = 0 and receives >= ? order by seq',
    ),
    nextDue: query<[queue: number], { at: number | null }>(
      db,
      'select min(visible_at) as at from messages where queue = ? and visible_at > 0',
    ),
    /** To a dead-letter queue: the same message, with its history. */
    bury: query<[target: number, sentAt: number | null, source: string, seq: number]>(
      db,
      `insert into messages (queue, id, body, attributes, trace, grp, dedup, sender, sent_at, visible_at,
         receives, first_received_at, source)
       select ?, id, body, attributes, trace, grp, dedup, sender, coalesce(?, sent_at), 0,
         receives, first_received_at, ? from messages where seq = ?`,
    ),
    /** Out of a dead-letter queue: a new message with the old content. */
    redrive: query<[target: number, id: string, sentAt: number, seq: number]>(
      db,
      `insert into messages (queue, id, body, attributes, trace, grp, dedup, sender, sent_at, visible_at)
       select ?, ?, body, attributes, trace, grp, dedup, sender, ?, 0 from messages where seq = ?`,
    ),
    counts: query<
      [now: number, now: number, queue: number],
      { total: number; delayed: number | null; flying: number | null }
    >(
      db,
      `select count(*) as total, sum(visible_at > ? and receives = 0) as delayed,
       sum(visible_at > ? and receives > 0) as flying from messages where queue = ?`,
    ),
    manyInFlight: query<[queue: number, now: number, limit: number], { seq: number }>(
      db,
      'select seq from messages where queue = ? and visible_at > 0 and visible_at > ? limit 1 offset ?',
    ),

    joinGroup: query<[queue: number, group: string, readyAt: number, head: number]>(
      db,
      'insert into fifo_groups (queue, grp, ready_at, head) values (?, ?, ?, ?) on conflict do nothing',
    ),
    putGroup: query<[queue: number, group: string, readyAt: number, head: number]>(
      db,
      'insert or replace into fifo_groups (queue, grp, ready_at, head) values (?, ?, ?, ?)',
    ),
    removeGroup: query<[queue: number, group: string]>(
      db,
      'delete from fifo_groups where queue = ? and grp = ?',
    ),
    removeGroups: query<[queue: number]>(db, 'delete from fifo_groups where queue = ?'),
    headOfGroup: query<[queue: number, group: string], { seq: number; visible_at: number }>(
      db,
      'select seq, visible_at from messages where queue = ? and grp = ? order by seq limit 1',
    ),
    groupBusy: query<[queue: number, group: string, now: number], { until: number | null }>(
      db,
      `select max(visible_at) as until from messages
       where queue = ? and grp = ? and visible_at > 0 and visible_at > ? and receives > 0`,
    ),
    readyGroups: query<[queue: number, limit: number], { grp: string }>(
      db,
      'select grp from fifo_groups where queue = ? and ready_at = 0 order by head limit ?',
    ),

    duplicate: query<
      [queue: number, scope: string, id: string, now: number],
      { message_id: string; seq: number }
    >(
      db,
      `select message_id, seq from deduplications
       where queue = ? and scope = ? and id = ? and expires_at > ?`,
    ),
    remember: query<
      [queue: number, scope: string, id: string, messageId: string, seq: number, expiresAt: number]
    >(db, 'insert or replace into deduplications values (?, ?, ?, ?, ?, ?)'),
    forget: query<[queue: number, now: number]>(
      db,
      'delete from deduplications where queue = ? and expires_at <= ?',
    ),
    forgetAll: query<[queue: number]>(db, 'delete from deduplications where queue = ?'),

    attempt: query<[queue: number, id: string, now: number], { receipts: string }>(
      db,
      'select receipts from attempts where queue = ? and id = ? and expires_at > ?',
    ),
    rememberAttempt: query<[queue: number, id: string, receipts: string, expiresAt: number]>(
      db,
      'insert or replace into attempts values (?, ?, ?, ?)',
    ),
    forgetAttempts: query<[queue: number, now: number]>(
      db,
      'delete from attempts where queue = ? and expires_at <= ?',
    ),
    forgetAllAttempts: query<[queue: number]>(db, 'delete from attempts where queue = ?'),
  }
}

export type Statements = ReturnType<typeof prepareStatements>
