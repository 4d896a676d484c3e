import { randomUUID } from 'node:crypto'
import { md5, md5OfAttributes, messageSize, sha256 } from './digest'
import { invalidMessage, invalidParameter, missingParameter } from './errors'
import type { MessageAttribute, Sending } from './input'
import type { Queue } from './queues'
import type { Store } from './settle'

const DEDUPLICATION = 5 * 60_000
const TOKEN = /^[\x21-\x7e]{1,128}$/
// Exactly the characters that XML 1.0 forbids.
const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const ATTRIBUTE_NAME = /^(?!(?:aws|amazon)\.)(?!\.)(?!.*\.\.)[A-Za-z0-9_.-]{1,256}(?<!\.)$/i

export interface Sent {
  MessageId: string
  MD5OfMessageBody: string
  MD5OfMessageAttributes: string | undefined
  MD5OfMessageSystemAttributes: string | undefined
  SequenceNumber: string | undefined
}

/** Twenty digits that grow with every message, as FIFO sequence numbers do. */
export function sequenceNumber(seq: number): string {
  return `1${String(seq).padStart(19, '0')}`
}

/** The bytes of a message that count against limits. */
export function sizeOf(sending: Sending): number {
  return messageSize(sending.MessageBody, sending.MessageAttributes ?? {})
}

/** Accepts one message, or recognises it as a duplicate of one accepted within five minutes.
 *  @throws ServiceError naming the parameter that is wrong for this queue */
export function send(store: Store, queue: Queue, sending: Sending, sender: string, now: number): Sent {
  validate(queue, sending)
  const group = sending.MessageGroupId ?? null
  const dedup = queue.fifo ? (sending.MessageDeduplicationId ?? sha256(sending.MessageBody)) : null
  const accepted = dedup === null || group === null ? undefined : earlier(store, queue, group, dedup, now)
  const { id, seq } = accepted ?? insert(store, queue, sending, group, dedup, sender, now)
  return {
    MessageId: id,
    MD5OfMessageBody: md5(sending.MessageBody),
    MD5OfMessageAttributes: md5OfAttributes(sending.MessageAttributes ?? {}),
    MD5OfMessageSystemAttributes: md5OfAttributes(sending.MessageSystemAttributes ?? {}),
    SequenceNumber: queue.fifo ? sequenceNumber(seq) : undefined,
  }
}

function earlier(store: Store, queue: Queue, group: string, dedup: string, now: number) {
  store.sql.forget.run(queue.id, now)
  const row = store.sql.duplicate.one(queue.id, scope(queue, group), dedup, now)
  return row && { id: row.message_id, seq: row.seq }
}

function insert(
  store: Store,
  queue: Queue,
  sending: Sending,
  group: string | null,
  dedup: string | null,
  sender: string,
  now: number,
): { id: string; seq: number } {
  const id = randomUUID()
  const delay = sending.DelaySeconds ?? Number(queue.attributes.DelaySeconds)
  const visibleAt = delay > 0 ? now + delay * 1000 : 0
  const attributes = sending.MessageAttributes
  const { lastInsertRowid } = store.sql.insert.run(
    queue.id,
    id,
    sending.MessageBody,
    attributes && Object.keys(attributes).length > 0 ? JSON.stringify(attributes) : null,
    sending.MessageSystemAttributes?.AWSTraceHeader?.StringValue ?? null,
    group,
    dedup,
    sender,
    now,
    visibleAt,
  )
  const seq = Number(lastInsertRowid)
  if (queue.fifo && group !== null && dedup !== null) {
    store.sql.joinGroup.run(queue.id, group, visibleAt, seq)
    store.sql.remember.run(queue.id, scope(queue, group), dedup, id, seq, now + DEDUPLICATION)
  }
  return { id, seq }
}

function scope(queue: Queue, group: string): string {
  return queue.attributes.DeduplicationScope === 'messageGroup' ? group : ''
}

function validate(queue: Queue, sending: Sending): void {
  if (sending.MessageBody === '') throw missingParameter('MessageBody')
  if (FORBIDDEN.test(sending.MessageBody)) throw invalidMessage()
  validateOrdering(queue, sending)
  const attributes = Object.entries(sending.MessageAttributes ?? {})
  if (attributes.length > 10) {
    throw invalidParameter(
      `Number of message attributes [${attributes.length}] exceeds the allowed maximum [10].`,
    )
  }
  for (const [name, attribute] of attributes) validateAttribute(name, attribute)
  for (const name of Object.keys(sending.MessageSystemAttributes ?? {})) {
    if (name !== 'AWSTraceHeader') {
      throw invalidParameter(`Message system attribute name '${name}' is invalid. Supported: AWSTraceHeader.`)
    }
  }
  const limit = Number(queue.attributes.MaximumMessageSize)
  if (sizeOf(sending) > limit) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    )
  }
}

function validateOrdering(queue: Queue, sending: Sending): void {
  const { MessageGroupId: group, MessageDeduplicationId: dedup, DelaySeconds: delay } = sending
  const wrong = (name: string, value: string | number, reason: string) =>
    invalidParameter(`Value ${value} for parameter ${name} is invalid. Reason: ${reason}`)
  const unsuitable = 'The request include parameter that is not valid for this queue type.'
  const characters = `can only include alphanumeric and punctuation characters. 1 to 128 in length.`
  if (queue.fifo && group === undefined) throw missingParameter('MessageGroupId')
  if (group !== undefined && !TOKEN.test(group))
    throw wrong('MessageGroupId', group, `MessageGroupId ${characters}`)
  if (dedup !== undefined && !queue.fifo) throw wrong('MessageDeduplicationId', dedup, unsuitable)
  if (dedup !== undefined && !TOKEN.test(dedup)) {
    throw wrong('MessageDeduplicationId', dedup, `MessageDeduplicationId ${characters}`)
  }
  if (queue.fifo && dedup === undefined && queue.attributes.ContentBasedDeduplication !== 'true') {
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    )
  }
  if (delay === undefined) return
  if (delay < 0 || delay > 900) throw wrong('DelaySeconds', delay, 'DelaySeconds must be >= 0 and <= 900.')
  if (queue.fifo && delay > 0) throw wrong('DelaySeconds', delay, unsuitable)
}

function validateAttribute(name: string, attribute: MessageAttribute): void {
  if (!ATTRIBUTE_NAME.test(name))
    throw invalidParameter(`Message (user) attribute name '${name}' is invalid.`)
  const kind = attribute.DataType.split('.')[0]
  const problem = (what: string) => invalidParameter(`The message attribute '${name}' ${what}`)
  if (kind !== 'String' && kind !== 'Number' && kind !== 'Binary') {
    throw problem(
      `has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    )
  }
  if (attribute.DataType.length > 256) throw problem('must have a type of at most 256 characters.')
  const value = kind === 'Binary' ? attribute.BinaryValue : attribute.StringValue
  if (value === undefined || value === '') {
    const field = kind === 'Binary' ? 'binary' : 'string'
    throw problem(
      `must contain a non-empty message attribute value of type ${field} for its data type ${kind}.`,
    )
  }
  if (kind === 'Number' && !Number.isFinite(Number(value))) throw problem('must contain a number.')
  if (kind !== 'Binary' && FORBIDDEN.test(value)) throw invalidMessage()
}
