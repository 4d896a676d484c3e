import type { JsonObject } from '@/infra/local/requests'
import { meets } from './condition'
import { type Checked, checkShape } from './dynalite'
import { attributesOf, requireFlatKeys, requireIndexTypes, requireItemKey, requireKey } from './item-rules'
import type { StoredKey } from './keys'
import { requireUnderstood } from './parameters'
import type { Change, Store, StoredItem } from './store'
import { dynamoError, type Table } from './table'
import { applyUpdate } from './update'
import { checkedItem, type Item, invalid, itemLimit, itemSize } from './values'

/** The request members that all writes of one item share. */
interface WriteRequest extends Checked {
  TableName: string
  ReturnValues?: 'NONE' | 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW'
  ReturnValuesOnConditionCheckFailure?: 'NONE' | 'ALL_OLD'
  ReturnConsumedCapacity?: string
  ReturnItemCollectionMetrics?: string
}

/** A write whose request is sound. What it changes depends on the item, so that is decided at the last moment. */
export interface Prepared {
  table: Table
  key: StoredKey
  /** @throws ConditionFailed when the condition is not met
   *  @throws ServiceError ValidationException when the update does not fit the item */
  decide(): Planned
}

/** A write that was decided, but not made yet. */
export interface Planned {
  change: Change
  request: WriteRequest
}

/** The condition of a write was not met. */
export class ConditionFailed extends Error {
  constructor(
    /** The item as it is, if the request wished to see it. */
    readonly item: Item | undefined,
  ) {
    super('The conditional request failed')
  }

  /** As the answer to a write of one item. */
  asServiceError(): Error {
    const members = this.item ? { Item: this.item } : undefined
    return dynamoError('ConditionalCheckFailedException', this.message, members)
  }
}

type Part = 'PutItem' | 'UpdateItem' | 'DeleteItem'

/** Checks the request of a write. @throws ServiceError when it will not do, whatever the item */
export function prepare(store: Store, operation: Part, input: JsonObject): Prepared {
  if (operation === 'PutItem') return preparePut(store, input)
  return operation === 'UpdateItem' ? prepareUpdate(store, input) : prepareDelete(store, input)
}

function preparePut(store: Store, input: JsonObject): Prepared {
  // The item itself is checked here, much faster than the general check of shapes would.
  const { Item: content, ...rest } = input
  const request = shape('PutItem', { ...rest, ...(content == null ? {} : { Item: {} }) })
  const item = checkedItem(content)
  requireSize(item, 'Item size has exceeded the maximum allowed size')
  const table = store.tables.get(request.TableName)
  const key = requireItemKey(item, table)
  requireFlatKeys(request._condition?.nestedPaths, table)
  return {
    table,
    key,
    decide() {
      const before = store.read(table, key)
      requireCondition(request, before)
      return { request, change: { table, key, before, after: item } }
    },
  }
}

function prepareUpdate(store: Store, input: JsonObject): Prepared {
  const request = shape<{ Key: Item }>('UpdateItem', input)
  const table = store.tables.get(request.TableName)
  const key = requireKey(checkedItem(request.Key), table)
  for (const { name } of attributesOf(table.keys)) {
    if (request._updates?.sections.some((section) => section.path[0] === name)) {
      throw invalid(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      )
    }
  }
  requireFlatKeys(request._updates?.nestedPaths, table)
  requireFlatKeys(request._condition?.nestedPaths, table)
  return {
    table,
    key,
    decide() {
      const before = store.read(table, key)
      requireCondition(request, before)
      const after = applyUpdate(before?.item ?? request.Key, request._updates?.sections ?? [])
      requireSize(after, 'Item size to update has exceeded the maximum allowed size')
      requireIndexTypes(after, table)
      return { request, change: { table, key, before, after } }
    },
  }
}

function prepareDelete(store: Store, input: JsonObject): Prepared {
  const request = shape<{ Key: Item }>('DeleteItem', input)
  const table = store.tables.get(request.TableName)
  const key = requireKey(checkedItem(request.Key), table)
  requireFlatKeys(request._condition?.nestedPaths, table)
  return {
    table,
    key,
    decide() {
      const before = store.read(table, key)
      requireCondition(request, before)
      return { request, change: { table, key, before, after: undefined } }
    },
  }
}

function shape<Extra>(operation: Part, input: JsonObject): WriteRequest & Extra {
  requireUnderstood(operation, input)
  const { ReturnValuesOnConditionCheckFailure: onFailure, ...rest } = input
  if (onFailure != null && onFailure !== 'NONE' && onFailure !== 'ALL_OLD') {
    throw invalid(
      `1 validation error detected: Value '${onFailure}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
    )
  }
  const request = checkShape<WriteRequest & Extra>(operation, rest)
  if (onFailure === 'ALL_OLD') request.ReturnValuesOnConditionCheckFailure = onFailure
  return request
}

function requireCondition(request: WriteRequest, before: StoredItem | undefined): void {
  if (!request._condition) return
  if (meets(before?.item ?? {}, request._condition.expression)) return
  throw new ConditionFailed(
    request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? before?.item : undefined,
  )
}

function requireSize(item: Item, message: string): void {
  if (itemSize(item) > itemLimit) throw invalid(message)
}
