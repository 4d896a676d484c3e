import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { outboxIndex, type TableName, tables } from '@/infra/resources'
import { dynamo } from './aws'
import { publish } from './bus'
import { type DomainEvent, parseEnvelope } from './events'
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
const pause = (attempt: number) => new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt))

const eventsIn = (item: Item | undefined): DomainEvent[] =>
  Array.isArray(item?.outbox) ? item.outbox.map(parseEnvelope) : []

/** The events that a change brought: those that the item carries now and did not before. */
export function newEvents({ before, after }: ItemChange): DomainEvent[] {
  const known = new Set(eventsIn(before).map((event) => event.id))
  return eventsIn(after).filter((event) => !known.has(event.id))
}

/** Publishes what changes tell, in their order, and takes published events off their items. Returns when everything is on the bus
 *  or parked. @throws Unavailable when the bus stays out of reach: the same changes must come again */
export async function relayChanges(
  changes: readonly ItemChange[],
  derivers: Partial<Record<TableName, Deriver>> = {},
): Promise<number> {
  const told = changes.map((change) => ({
    change,
    carried: newEvents(change),
    derived: derivers[change.table]?.(change.before, change.after) ?? [],
  }))
  let published = 0
  for (const table of new Set(changes.map((change) => change.table))) {
    const events = told
      .filter(({ change }) => change.table === table)
      .flatMap(({ carried, derived }) => [...carried, ...derived])
    await publishAll(tables[table].owner, events)
    published += events.length
  }
  const carrying = told.filter(({ carried }) => carried.length > 0)
  await Promise.all(carrying.map(({ change }) => clearOutbox(change.table, change.after)))
  return published
}

/** Publishes until the bus has taken everything; what it refuses again and again is parked. */
async function publishAll(source: string, events: readonly DomainEvent[]): Promise<void> {
  let left = [...events]
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt > 0) await pause(attempt)
    if (attempt === attempts) {
      for (const event of left)
        log.error({ event: event.id, name: event.name }, 'an event is parked: the bus refuses it')
      await streams().append(
        'parked-events',
        left.map((event) => ({ key: event.id, value: { source, event } })),
      )
      return
    }
    left = await publish(source, left)
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
