import type { JsonObject } from '@/infra/local/requests'
import { consumedCapacity, readUnits } from './capacity'
import { meets } from './condition'
import type { Cursor, Placed, Position } from './cursors'
import type { Checked } from './dynalite'
import { attributesOf, requireFlatKeys } from './item-rules'
import { joined, keyAttributes, keyOf } from './keys'
import { project } from './paths'
import type { Index, Table } from './table'
import { checkedItem, type Item, invalid, itemSize } from './values'

/** What Query and Scan have in common. */
export interface PageRequest extends Checked {
  TableName: string
  IndexName?: string
  Limit?: number
  Select?: 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES' | 'SPECIFIC_ATTRIBUTES' | 'COUNT'
  ExclusiveStartKey?: Item
  ConsistentRead?: boolean
  ReturnConsumedCapacity?: string
}

/** Bytes of items that one page may evaluate. */
const pageLimit = 2 ** 20

/** The index that a request names. @throws ServiceError ValidationException when it cannot be read so */
export function requireIndex(request: PageRequest, table: Table): Index | undefined {
  const { IndexName: name, Select: select, _projection: projection } = request
  if (projection && select && select !== 'SPECIFIC_ATTRIBUTES') {
    throw invalid(`Cannot specify the ProjectionExpression when choosing to get ${select}`)
  }
  if (select === 'SPECIFIC_ATTRIBUTES' && !projection) {
    throw invalid('Must specify the ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES')
  }
  requireFlatKeys(projection?.nestedPaths, table)
  requireFlatKeys(request._filter?.nestedPaths, table)
  if (name === undefined) {
    if (select !== 'ALL_PROJECTED_ATTRIBUTES') return undefined
    throw invalid('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName')
  }
  const index = table.indexes.find((one) => one.name === name)
  if (!index) throw invalid(`The table does not have the specified index: ${name}`)
  if (!index.global) return index
  if (request.ConsistentRead) {
    throw invalid('Consistent reads are not supported on global secondary indexes')
  }
  if (select === 'ALL_ATTRIBUTES' && index.projection.type !== 'ALL') {
    throw invalid(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${name} because its projection type is not ALL`,
    )
  }
  const missing = projection && unprojected(projection.paths, table, index)
  if (missing?.length) {
    throw invalid(
      `One or more parameter values were invalid: Global secondary index ${name} does not project [${missing.join(', ')}]`,
    )
  }
  return index
}

function unprojected(paths: readonly (readonly (string | number)[])[], table: Table, index: Index): string[] {
  if (index.projection.type === 'ALL') return []
  const visible = new Set(visibleNames(table, index))
  return paths.map(([head]) => String(head)).filter((head) => !visible.has(head))
}

function visibleNames(table: Table, index: Index): string[] {
  const keys = [...attributesOf(table.keys), ...attributesOf(index.keys)].map(({ name }) => name)
  return [...keys, ...index.projection.attributes]
}

/** The place of an exclusive start key. @throws ServiceError ValidationException when it is no such key */
export function startPosition(
  request: PageRequest,
  table: Table,
  index: Index | undefined,
): Position | undefined {
  if (request.ExclusiveStartKey === undefined) return undefined
  const start = checkedItem(request.ExclusiveStartKey)
  const base = keyOf(start, table.keys)
  const key = index ? keyOf(start, index.keys) : base
  const schemas = index ? [table.keys, index.keys] : [table.keys]
  const expected = Object.keys(keyAttributes(start, ...schemas)).length
  if (!base || !key || Object.keys(start).length !== expected) {
    throw invalid('The provided starting key is invalid')
  }
  return { ...key, base: index ? joined(base) : Buffer.alloc(0) }
}

/** Reads one page: at most `Limit` items or 1 MB are evaluated, those that the filter passes are answered. */
export function readPage(
  request: PageRequest,
  table: Table,
  index: Index | undefined,
  cursor: Cursor,
  start: Position | undefined,
): JsonObject {
  const view = viewOf(request, table, index)
  const items: Item[] = []
  let count = 0
  let scanned = 0
  let bytes = 0
  let last: Placed | undefined
  let full = false
  while (!full) {
    const wanted = Math.min((request.Limit ?? Number.POSITIVE_INFINITY) - scanned, 50)
    const rows = cursor(last?.position ?? start, wanted)
    for (const row of rows) {
      last = row
      scanned += 1
      const item = view.item(row)
      bytes += view.partial ? itemSize(item) : row.stored.size
      if (!request._filter || meets(item, request._filter.expression)) {
        count += 1
        if (view.answers) items.push(view.answer(item))
      }
      full = scanned === request.Limit || bytes >= pageLimit
      if (full) break
    }
    if (rows.length < wanted) break
  }
  return {
    Items: view.answers ? items : undefined,
    Count: count,
    ScannedCount: scanned,
    LastEvaluatedKey: full && last ? lastKey(last, table, index) : undefined,
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, {
      table: table.name,
      units: readUnits(bytes, request.ConsistentRead),
      ...(index ? { index } : {}),
    }),
  }
}

function lastKey(last: Placed, table: Table, index: Index | undefined): Item {
  return index
    ? keyAttributes(last.stored.item, index.keys, table.keys)
    : keyAttributes(last.stored.item, table.keys)
}

interface View {
  /** Whether the index shows less than the whole item. */
  partial: boolean
  /** Whether items are wished for, or only their number. */
  answers: boolean
  item(row: Placed): Item
  answer(item: Item): Item
}

function viewOf(request: PageRequest, table: Table, index: Index | undefined): View {
  const { _projection: projection, Select: select } = request
  // A local index fetches from its table what it does not project itself.
  const fetches = index && !index.global && (projection !== undefined || select === 'ALL_ATTRIBUTES')
  const partial = index !== undefined && index.projection.type !== 'ALL' && !fetches
  const names = partial ? visibleNames(table, index).map((name) => [name]) : []
  return {
    partial,
    answers: select !== 'COUNT',
    item: (row) => (partial ? project(row.stored.item, names) : row.stored.item),
    answer: (item) => (projection ? project(item, projection.paths) : item),
  }
}
