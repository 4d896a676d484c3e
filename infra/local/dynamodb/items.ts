import type { JsonObject } from '@/infra/local/requests'
import { consumedCapacity, readUnits, writeUnits } from './capacity'
import { checkShape } from './dynalite'
import { requireFlatKeys, requireKey } from './item-rules'
import { requireUnderstood } from './parameters'
import { keyAttributes } from './keys'
import { project } from './paths'
import type { Store } from './store'
import { checkedItem, type Item, itemSize } from './values'
import { ConditionFailed, type Planned, prepare } from './writes'

/** PutItem, UpdateItem and DeleteItem. */
export async function writeItem(
  store: Store,
  operation: 'PutItem' | 'UpdateItem' | 'DeleteItem',
  input: JsonObject,
): Promise<JsonObject> {
  const prepared = prepare(store, operation, input)
  try {
    const planned = await store.write(() => {
      const decided = prepared.decide()
      store.apply([decided.change])
      return decided
    })
    return answer(planned)
  } catch (error) {
    throw error instanceof ConditionFailed ? error.asServiceError() : error
  }
}

function answer(planned: Planned): JsonObject {
  const { request, change } = planned
  const bytes = Math.max(change.before?.size ?? 0, change.after ? itemSize(change.after) : 0)
  return {
    Attributes: returned(planned),
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, {
      table: change.table.name,
      units: writeUnits(bytes),
    }),
    ItemCollectionMetrics: collectionMetrics(planned),
  }
}

function returned({ request, change }: Planned): Item | undefined {
  const paths = request._updates?.paths ?? []
  switch (request.ReturnValues) {
    case 'ALL_OLD':
      return change.before?.item
    case 'ALL_NEW':
      return change.after
    case 'UPDATED_OLD':
      return change.before && nonEmpty(project(change.before.item, paths))
    case 'UPDATED_NEW':
      return change.after && nonEmpty(project(change.after, paths))
  }
  return undefined
}

function nonEmpty(item: Item): Item | undefined {
  return Object.keys(item).length > 0 ? item : undefined
}

function collectionMetrics({ request, change }: Planned): JsonObject | undefined {
  const local = change.table.indexes.some((index) => !index.global)
  const item = change.after ?? change.before?.item
  if (request.ReturnItemCollectionMetrics !== 'SIZE' || !local || !item) return undefined
  return {
    ItemCollectionKey: keyAttributes(item, { hash: change.table.keys.hash }),
    SizeEstimateRangeGB: [0, 1],
  }
}

interface GetRequest {
  TableName: string
  Key: Item
  ConsistentRead?: boolean
  ReturnConsumedCapacity?: string
}

/** GetItem. */
export function getItem(store: Store, input: JsonObject): JsonObject {
  requireUnderstood('GetItem', input)
  const request = checkShape<GetRequest>('GetItem', input)
  const table = store.tables.get(request.TableName)
  const key = requireKey(checkedItem(request.Key), table)
  requireFlatKeys(request._projection?.nestedPaths, table)
  const found = store.read(table, key)
  return {
    Item: found && (request._projection ? project(found.item, request._projection.paths) : found.item),
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, {
      table: table.name,
      units: readUnits(found?.size ?? 0, request.ConsistentRead),
    }),
  }
}
