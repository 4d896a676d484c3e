import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { outboxIndex, type TableName, tables } from '@/infra/resources'
import { dynamo } from './aws'
import { publish } from './bus'
import { isoNow, sleep } from './clock'
import { type DomainEvent, parseEnvelope } from './events'
import { newId } from './ids'
import { log } from './log'
import { streams } from './streams'
import { tableName } from './tables/keys'
import { conditional } from './tables/send'
import { Conflict } from './errors'

type Item = Record<string, unknown>
/** A change of an item as its table's stream tells it. */
export interface ItemChange {
  table: TableName
  before?: Item
  after?: Item
}
/** Events that a change tells beside those that the item carries: what only two images together can show. */
export type Deriver = (before: Item | undefined, after: Item | undefined) => DomainEvent[]

const attempts = 6
const pause = (attempt: number) => sleep(50 * 2 ** attempt)

interface Carried {
  events: DomainEvent[]
  /** What stands in the outbox and is no event: it can never be published. */
  broken: unknown[]
}

function carriedBy(item: Item | undefined): Carried {
  const carried: Carried = { events: [], broken: [] }
  if (!Array.isArray(item?.outbox)) return carried
  for (const entry of item.outbox) {
    try {
      carried.events.push(parseEnvelope(entry))
    } catch (error) {
      log.warn({ err: error }, 'an outbox holds something that is no event')
      carried.broken.push(entry)
    }
  }
  return carried
}

/** The events that a change brought: those that the item carries now and did not before. */
export function newEvents({ before, after }: ItemChange): DomainEvent[] {
  const known = new Set(carriedBy(before).events.map((event) => event.id))
  return carriedBy(after).events.filter((event) => !known.has(event.id))
}

/** Publishes what changes tell, in their order, and takes published events off their items. Returns when everything is on the bus
 *  or parked: what can never be published, or is refused again and again, must not hold up what stands behind it.
 *  @returns how many events the changes told
 *  @throws Unavailable when the bus or the tables stay out of reach: the same changes must come again */
export async function relayChanges(
  changes: readonly ItemChange[],
  derivers: Partial<Record<TableName, Deriver>> = {},
): Promise<number> {
  const told = changes.map((change) => ({
    change,
    carried: newEvents(change),
    broken: change.before?.outbox === change.after?.outbox ? [] : carriedBy(change.after).broken,
    derived: derivers[change.table]?.(change.before, change.after) ?? [],
  }))
  let published = 0
  for (const table of new Set(changes.map((change) => change.table))) {
    const own = told.filter(({ change }) => change.table === table)
    const events = own.flatMap(({ carried, derived }) => [...carried, ...derived])
    await publishAll(table, events)
    await park(
      table,
      own.flatMap(({ broken }) => broken.map(unpublishable)),
      'it is no event',
    )
    published += events.length
  }
  const carrying = told.filter(({ carried, broken }) => carried.length + broken.length > 0)
  await Promise.all(carrying.map(({ change }) => clearOutbox(change.table, change.after)))
  return published
}

/** Publishes until the bus has taken everything; what it refuses again and again is parked. */
async function publishAll(table: TableName, events: readonly DomainEvent[]): Promise<void> {
  const source = tables[table].owner
  let left = [...events]
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt > 0) await pause(attempt)
    if (attempt === attempts) return park(table, left, 'the bus refuses it')
    left = await publish(source, left)
    if (left.length > 0) log.warn({ refused: left.length, attempt }, 'the bus refused events; trying again')
  }
}

/** What stood in an outbox and is no event, as one that people can find. */
const unpublishable = (entry: unknown): DomainEvent => ({
  id: newId('evt'),
  name: 'Unpublishable',
  version: 1,
  at: isoNow(),
  data: { entry },
})

/** Keeps what cannot be published where the operations room finds it, and raises the alarm: `parkedEvents` in the log is what a
 *  metric filter counts. @throws Unavailable */
async function park(table: TableName, events: readonly DomainEvent[], reason: string): Promise<void> {
  if (events.length === 0) return
  const source = tables[table].owner
  await streams().append(
    'parked-events',
    events.map((event) => ({ key: event.id, value: { source, event } })),
  )
  for (const { id, name } of events) {
    log.error({ event: id, eventName: name, source, reason, parkedEvents: 1 }, 'an event is parked')
  }
}

/** Takes published events off their item, unless it has changed since: then its next change tells of it. */
async function clearOutbox(table: TableName, item: Item | undefined): Promise<void> {
  if (!item) return
  const command = new UpdateCommand({
    TableName: tableName(table),
    Key: { pk: item.pk, sk: item.sk },
    UpdateExpression: 'REMOVE outbox, #state, #at',
    ConditionExpression: '#at = :at AND #version = :version',
    ExpressionAttributeNames: { '#state': outboxIndex.hash, '#at': outboxIndex.range, '#version': 'version' },
    ExpressionAttributeValues: { ':at': item[outboxIndex.range], ':version': item.version },
  })
  try {
    await conditional(
      () => dynamo().send(command),
      () => new Conflict('stale'),
    )
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
}
