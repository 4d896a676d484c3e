import { md5, md5OfAttributes } from './digest'
import { overLimit } from './errors'
import { refreshGroup } from './groups'
import type { MessageAttribute, ReceiveMessageInput } from './input'
import type { Queue } from './queues'
import { fromHandle, newToken, toHandle } from './receipts'
import { sequenceNumber } from './send'
import { type Store, settleWithSources } from './settle'
import type { MessageRow } from './statements'

const IN_FLIGHT_LIMIT = 120_000
const ATTEMPT = 5 * 60_000

interface Message extends Record<string, unknown> {
  ReceiptHandle: string
}

/** Takes messages off a queue for a while. Of a FIFO group they come in order, and none while others are in flight.
 *  @throws ServiceError `OverLimit` when too many are in flight */
export function receive(store: Store, queue: Queue, input: ReceiveMessageInput, now: number): Message[] {
  settleWithSources(store, queue, now)
  const seconds = input.VisibilityTimeout ?? Number(queue.attributes.VisibilityTimeout)
  const visibleAt = now + seconds * 1000
  const attempt = queue.fifo ? input.ReceiveRequestAttemptId : undefined
  const repeated = attempt === undefined ? undefined : repeat(store, queue, attempt, visibleAt, now)
  const rows = repeated ?? take(store, queue, input.MaxNumberOfMessages ?? 1, visibleAt, now)
  if (attempt !== undefined && !repeated && rows.length > 0) {
    const receipts = JSON.stringify(rows.map((row) => [row.seq, row.receipt]))
    store.sql.rememberAttempt.run(queue.id, attempt, receipts, now + ATTEMPT)
  }
  return rows.map((row) => present(queue, row, input))
}

/** Undoes a receive whose consumer went away before it could be answered. */
export function putBack(store: Store, queue: Queue, messages: Message[], now: number): void {
  for (const { ReceiptHandle } of messages) {
    const receipt = fromHandle(ReceiptHandle, queue.id)
    const group = store.sql.message.one(receipt.seq, queue.id)?.grp
    store.sql.putBack.run(receipt.seq, receipt.token)
    if (queue.fifo && group) refreshGroup(store.sql, queue.id, group, now)
  }
}

function take(store: Store, queue: Queue, count: number, visibleAt: number, now: number): MessageRow[] {
  const rows = queue.fifo ? nextOfGroups(store, queue, count, now) : store.sql.visible.all(queue.id, count)
  if (rows.length > 0 && store.sql.manyInFlight.one(queue.id, now, IN_FLIGHT_LIMIT - 1)) {
    throw overLimit('Too many messages are in flight in this queue.')
  }
  const taken = rows.map((row) => {
    const receipt = newToken()
    store.sql.take.run(visibleAt, now, now, receipt, row.seq)
    return {
      ...row,
      receipt,
      receives: row.receives + 1,
      first_received_at: row.first_received_at ?? now,
    }
  })
  const groups = new Set(queue.fifo ? taken.map((row) => row.grp) : [])
  for (const group of groups) if (group !== null) refreshGroup(store.sql, queue.id, group, now)
  return taken
}

function nextOfGroups(store: Store, queue: Queue, count: number, now: number): MessageRow[] {
  const rows: MessageRow[] = []
  for (const { grp } of store.sql.readyGroups.all(queue.id, count)) {
    for (const row of store.sql.ofGroup.all(queue.id, grp, count - rows.length)) {
      if (row.visible_at > now) break
      rows.push(row)
    }
    if (rows.length >= count) break
  }
  return rows
}

/** The messages of an earlier receive that the client says it repeats, unless any of them has moved on since. */
function repeat(
  store: Store,
  queue: Queue,
  attempt: string,
  visibleAt: number,
  now: number,
): MessageRow[] | undefined {
  store.sql.forgetAttempts.run(queue.id, now)
  const earlier = store.sql.attempt.one(queue.id, attempt, now)
  if (!earlier) return undefined
  const receipts: Array<[number, string]> = JSON.parse(earlier.receipts)
  const rows: MessageRow[] = []
  for (const [seq, receipt] of receipts) {
    const row = store.sql.message.one(seq, queue.id)
    if (!row || row.receipt !== receipt || row.visible_at <= now) return undefined
    rows.push(row)
  }
  for (const row of rows) store.sql.hide.run(visibleAt, row.seq)
  for (const group of new Set(rows.map((row) => row.grp))) {
    if (group !== null) refreshGroup(store.sql, queue.id, group, now)
  }
  return rows
}

function present(queue: Queue, row: MessageRow, input: ReceiveMessageInput): Message {
  const stored: Record<string, MessageAttribute> = row.attributes ? JSON.parse(row.attributes) : {}
  const attributes = chosenAttributes(stored, input.MessageAttributeNames ?? [])
  const any = Object.keys(attributes).length > 0
  const system = systemAttributes(queue, row, [
    ...(input.AttributeNames ?? []),
    ...(input.MessageSystemAttributeNames ?? []),
  ])
  return {
    MessageId: row.id,
    ReceiptHandle: toHandle({ queue: queue.id, seq: row.seq, token: row.receipt ?? '' }),
    MD5OfBody: md5(row.body),
    Body: row.body,
    Attributes: Object.keys(system).length > 0 ? system : undefined,
    MessageAttributes: any ? attributes : undefined,
    MD5OfMessageAttributes: any ? md5OfAttributes(attributes) : undefined,
  }
}

function systemAttributes(queue: Queue, row: MessageRow, wanted: string[]): Record<string, string> {
  if (wanted.length === 0) return {}
  const all: Record<string, string | null> = {
    SenderId: row.sender,
    SentTimestamp: String(row.sent_at),
    ApproximateReceiveCount: String(row.receives),
    ApproximateFirstReceiveTimestamp: String(row.first_received_at),
    SequenceNumber: queue.fifo ? sequenceNumber(row.seq) : null,
    MessageDeduplicationId: row.dedup,
    MessageGroupId: row.grp,
    AWSTraceHeader: row.trace,
    DeadLetterQueueSourceArn: row.source,
  }
  const chosen: Record<string, string> = {}
  for (const [name, value] of Object.entries(all)) {
    if (value !== null && (wanted.includes('All') || wanted.includes(name))) chosen[name] = value
  }
  return chosen
}

function chosenAttributes(
  stored: Record<string, MessageAttribute>,
  wanted: string[],
): Record<string, MessageAttribute> {
  const matches = (name: string) =>
    wanted.some((pattern) => {
      if (pattern === 'All' || pattern === '.*') return true
      return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
    })
  return Object.fromEntries(Object.entries(stored).filter(([name]) => matches(name)))
}
