import { DeleteCommand, type PutCommandInput } from '@aws-sdk/lib-dynamodb'
import type { z } from 'zod'
import type { TableName } from '@/infra/resources'
import { dynamo } from '@/server/platform/aws'
import { Conflict, type DomainError, NotFound } from '@/server/platform/errors'
import type { DomainEvent } from '@/server/platform/events'
import type { Change } from './change'
import { type Key, tableName } from './keys'
import { outboxOf, rememberOutbox } from './outbox'
import { queryItems, type Page, type QueryOptions } from './query'
import { readItem } from './reads'
import { putOnce, sent } from './send'
import type { TransactPart } from './transact'

interface EntityOptions<T> {
  table: TableName
  schema: z.ZodType<T>
  /** Where a value stands. */
  key(value: T): Key
  /** Attributes beside the value's own: keys of secondary indexes, and `expiresAt` in epoch seconds. */
  attributes?(value: T): Readonly<Record<string, string | number | undefined>>
}

const attempts = 8
const exists = (): Conflict => new Conflict('exists')
const stale = (): Conflict => new Conflict('stale', 'it was changed in the meantime')

/** The items of one kind in a room's table: typed, versioned (optimistic), with their events in the same write. */
export function entity<T extends { version: number }>({ table, schema, key, attributes }: EntityOptions<T>) {
  const parse = (item: Record<string, unknown>): T => {
    const value = schema.parse(item)
    rememberOutbox(value, item)
    return value
  }
  const item = (value: T, events: readonly DomainEvent[], previous?: T) => ({
    ...attributes?.(value),
    ...schema.parse(value),
    ...key(value),
    ...outboxOf(table, events, previous),
  })
  const creation = (value: T, events: readonly DomainEvent[]) =>
    ({
      TableName: tableName(table),
      Item: item(value, events),
      ConditionExpression: 'attribute_not_exists(pk)',
    }) satisfies PutCommandInput
  const replacement = (current: T, next: T, events: readonly DomainEvent[]) =>
    ({
      TableName: tableName(table),
      Item: item({ ...next, version: current.version + 1 }, events, current),
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': current.version },
    }) satisfies PutCommandInput

  return {
    get,
    require,
    create,
    replace,
    update,
    /** Reads a page by a secondary index, or (without one) of the items that share a `pk`. */
    query: (
      by: { index?: string; attribute: string; range?: string; equals: string },
      options: QueryOptions = {},
    ): Promise<Page<T>> => queryItems(table, by, options, parse),
    /** Removes an item; nothing happens where there is none. */
    remove: (at: Key) =>
      sent(() => dynamo().send(new DeleteCommand({ TableName: tableName(table), Key: { ...at } }))),
    /** The part of a transaction that writes a new item. */
    creating: (
      value: T,
      events: readonly DomainEvent[] = [],
      refused: () => DomainError = exists,
    ): TransactPart => ({
      write: { Put: creation(value, events) },
      refused,
    }),
    /** The part of a transaction that removes an item as it was read. */
    removing: (current: T, refused: () => DomainError = stale): TransactPart => ({
      write: {
        Delete: {
          TableName: tableName(table),
          Key: { ...key(current) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': current.version },
        },
      },
      refused,
    }),
    /** The part of a transaction that writes `next` over `current`. */
    replacing: (
      current: T,
      next: T,
      events: readonly DomainEvent[] = [],
      refused: () => DomainError = stale,
    ): TransactPart => ({
      write: { Put: replacement(current, next, events) },
      refused,
    }),
  }

  /** Reads one item, strongly consistent; `undefined` where there is none. @throws Unavailable */
  async function get(at: Key): Promise<T | undefined> {
    const found = await readItem(table, at)
    return found && parse(found)
  }

  /** Reads one item. @throws NotFound with the code `missing` when there is none */
  async function require(at: Key, missing: string): Promise<T> {
    const found = await get(at)
    if (found === undefined) throw new NotFound(missing)
    return found
  }

  /** Writes a new item. @throws Conflict `exists` when there is one already */
  async function create(value: T, ...events: DomainEvent[]): Promise<T> {
    await putOnce(creation(value, events), exists)
    return value
  }

  /** Writes `next` over `current`. @throws Conflict `stale` when it has changed since it was read */
  async function replace(current: T, next: T, ...events: DomainEvent[]): Promise<T> {
    await putOnce(replacement(current, next, events), stale)
    return { ...next, version: current.version + 1 }
  }

  /** Reads, decides and writes; again with the newer state when somebody else was quicker.
   *  @throws NotFound with the code `missing` when there is no such item
   *  @throws Conflict `stale` when it cannot win in eight attempts */
  async function update(
    at: Key,
    missing: string,
    decide: (current: T) => Change<T> | Promise<Change<T>>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const current = await require(at, missing)
      const change = await decide(current)
      if (change.kind === 'unchanged') return current
      try {
        return await replace(current, change.next, ...change.events)
      } catch (error) {
        const lost = error instanceof Conflict && error.code === 'stale'
        if (!lost || attempt === attempts) throw error
      }
    }
  }
}
