import { isJsonObject, type JsonObject } from '@/infra/local/requests'
import { type Consumed, consumedByTable, readUnits, writeUnits } from './capacity'
import { checkShape } from './dynalite'
import { requireFlatKeys, requireItemKey, requireKey } from './item-rules'
import { joined } from './keys'
import { requireUnderstood } from './parameters'
import { project } from './paths'
import type { Change, Store } from './store'
import type { Table } from './table'
import { checkedItem, type Item, invalid, itemLimit, itemSize } from './values'

const mostWrites = 25
/** Bytes of items that one answer may hold. */
const answerLimit = 16 * 2 ** 20

interface KeysAndAttributes {
  Keys: Item[]
  ProjectionExpression?: string
  ConsistentRead?: boolean
  _projection?: { paths: (string | number)[][]; nestedPaths: Record<string, boolean> }
}

/** BatchGetItem. What does not fit into 16 MB comes back as `UnprocessedKeys`. */
export function batchGet(store: Store, input: JsonObject): JsonObject {
  requireUnderstood('BatchGetItem', input)
  const wanted = isJsonObject(input.RequestItems) ? input.RequestItems : {}
  for (const one of Object.values(wanted)) if (isJsonObject(one)) requireUnderstood('BatchGetItemKeys', one)
  const asked = structuredClone(wanted)
  const request = checkShape<{
    RequestItems: Record<string, KeysAndAttributes>
    ReturnConsumedCapacity?: string
  }>('BatchGetItem', input)
  const responses: Record<string, Item[]> = {}
  const unprocessed: Record<string, JsonObject> = {}
  const consumed: Consumed[] = []
  let bytes = 0
  for (const [name, { Keys, ConsistentRead, _projection }] of Object.entries(request.RequestItems)) {
    const table = store.tables.get(name)
    requireFlatKeys(_projection?.nestedPaths, table)
    const found: Item[] = []
    const left: Item[] = []
    responses[name] = found
    for (const key of Keys) {
      if (bytes > answerLimit) {
        left.push(key)
        continue
      }
      const stored = store.read(table, requireKey(checkedItem(key), table))
      bytes += stored?.size ?? 0
      consumed.push({ table: table.name, units: readUnits(stored?.size ?? 0, ConsistentRead) })
      if (stored) found.push(_projection ? project(stored.item, _projection.paths) : stored.item)
    }
    const original = asked[name]
    if (left.length > 0 && isJsonObject(original)) unprocessed[name] = { ...original, Keys: left }
  }
  return {
    Responses: responses,
    UnprocessedKeys: unprocessed,
    ConsumedCapacity: consumedByTable(request.ReturnConsumedCapacity, consumed),
  }
}

/** BatchWriteItem: all its writes are one commit, so nothing is ever left unprocessed. */
export async function batchWrite(store: Store, input: JsonObject): Promise<JsonObject> {
  requireUnderstood('BatchWriteItem', input)
  const writes = requests(input).map(([name, request]) => toWrite(store, name, request))
  const seen = new Set<string>()
  for (const { table, key } of writes) {
    const name = `${table.id} ${joined(key).toString('latin1')}`
    if (seen.has(name)) throw invalid('Provided list of item keys contains duplicates')
    seen.add(name)
  }
  const changes = await store.write(() => {
    const made = writes.map((write) => ({ ...write, before: store.read(write.table, write.key) }))
    store.apply(made)
    return made
  })
  const consumed = changes.map(({ table, after, before }) => ({
    table: table.name,
    units: writeUnits(Math.max(after ? itemSize(after) : 0, before?.size ?? 0)),
  }))
  return {
    UnprocessedItems: {},
    ConsumedCapacity: consumedByTable(String(input.ReturnConsumedCapacity), consumed),
  }
}

function requests(input: JsonObject): [string, JsonObject][] {
  const { RequestItems: tables } = input
  if (!isJsonObject(tables) || Object.keys(tables).length === 0) {
    throw invalid(
      "1 validation error detected: Value null at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    )
  }
  const all: [string, JsonObject][] = []
  for (const [name, list] of Object.entries(tables)) {
    if (!Array.isArray(list) || list.length === 0) {
      throw invalid(`The batch write request list for a table cannot be null or empty: ${name}`)
    }
    for (const request of list) all.push([name, isJsonObject(request) ? request : {}])
  }
  if (all.length > mostWrites) {
    throw invalid(
      `1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to ${mostWrites}, Member must have length greater than or equal to 1]`,
    )
  }
  return all
}

function toWrite(store: Store, name: string, request: JsonObject): Omit<Change, 'before'> {
  const { PutRequest: put, DeleteRequest: remove, ...others } = request
  if (Object.keys(others).length > 0 || isJsonObject(put) === isJsonObject(remove)) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    )
  }
  const table: Table = store.tables.get(name)
  if (isJsonObject(put)) {
    const after = checkedItem(put.Item)
    if (itemSize(after) > itemLimit) throw invalid('Item size has exceeded the maximum allowed size')
    const key = requireItemKey(after, table)
    return { table, key, after }
  }
  const key = requireKey(checkedItem(isJsonObject(remove) ? remove.Key : undefined), table)
  return { table, key, after: undefined }
}
