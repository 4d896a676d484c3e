import type { JsonObject } from '@/infra/local/requests'
import { type Bounds, type Cursors, everything } from './cursors'
import { checkShape } from './dynalite'
import { attributesOf } from './item-rules'
import { after, afterPrefix, hashOf, type KeyAttribute, type KeySchema, keyBytes, segmentStart } from './keys'
import { type PageRequest, readPage, requireIndex, startPosition } from './pages'
import { requireUnderstood } from './parameters'
import type { Store } from './store'
import { type AttributeValue, invalid } from './values'

interface QueryRequest extends PageRequest {
  ScanIndexForward?: boolean
}

/** Query. */
export function query(store: Store, cursors: Cursors, input: JsonObject): JsonObject {
  requireUnderstood('Query', input)
  const request = checkShape<QueryRequest>('Query', input)
  const table = store.tables.get(request.TableName)
  const index = requireIndex(request, table)
  const schema = index?.keys ?? table.keys
  const { hash, bounds } = keyCondition(request.KeyConditions ?? {}, schema)
  for (const { name } of attributesOf(schema)) {
    if (request._filter && Object.hasOwn(request._filter.pathHeads, name)) {
      throw invalid(
        `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
      )
    }
  }
  const start = startPosition(request, table, index)
  if (start && !start.hash.equals(hash)) {
    throw invalid('The provided starting key is outside query boundaries based on provided conditions')
  }
  const within =
    !start || (Buffer.compare(start.range, bounds.low) >= 0 && Buffer.compare(start.range, bounds.high) < 0)
  if (!within) throw invalid('The provided starting key does not match the range key predicate')
  const cursor = cursors.partition(table, index, hash, bounds, request.ScanIndexForward !== false)
  return readPage(request, table, index, cursor, start)
}

interface ScanRequest extends PageRequest {
  Segment?: number
  TotalSegments?: number
}

/** Scan, of everything or of one segment out of several. */
export function scan(store: Store, cursors: Cursors, input: JsonObject): JsonObject {
  requireUnderstood('Scan', input)
  const request = checkShape<ScanRequest>('Scan', input)
  const table = store.tables.get(request.TableName)
  const index = requireIndex(request, table)
  const segments = request.TotalSegments ?? 1
  const segment = request.Segment ?? 0
  const from = segmentStart(segment, segments)
  const to = segmentStart(segment + 1, segments)
  const start = startPosition(request, table, index)
  if (start && (Buffer.compare(start.hash, from) < 0 || Buffer.compare(start.hash, to) >= 0)) {
    throw invalid('The provided Exclusive start key is not within the segment')
  }
  return readPage(request, table, index, cursors.scan(table, index, from, to), start)
}

type KeyConditions = NonNullable<PageRequest['KeyConditions']>

function keyCondition(conditions: KeyConditions, schema: KeySchema): { hash: Buffer; bounds: Bounds } {
  const names = Object.keys(conditions)
  const onHash = conditions[schema.hash.name]
  if (!onHash) throw invalid(`Query condition missed key schema element: ${schema.hash.name}`)
  const [value] = operands(onHash, schema.hash)
  if (onHash.ComparisonOperator !== 'EQ' || !value) throw invalid('Query key condition not supported')
  const hash = hashOf(value, schema.hash.type)
  if (names.length === 1) return { hash, bounds: everything }
  const onRange = schema.range && conditions[schema.range.name]
  if (!schema.range) throw invalid('Query key condition not supported')
  if (!onRange) throw invalid(`Query condition missed key schema element: ${schema.range.name}`)
  const [first, second] = operands(onRange, schema.range).map((one) => bytes(one, schema.range))
  return { hash, bounds: rangeBounds(onRange.ComparisonOperator, first, second) }
}

function operands(condition: KeyConditions[string], key: KeyAttribute): AttributeValue[] {
  for (const value of condition.AttributeValueList) {
    if (value[key.type] === undefined) {
      throw invalid(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      )
    }
    if (value[key.type] === '') {
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${key.name}`,
      )
    }
  }
  return condition.AttributeValueList
}

function bytes(value: AttributeValue, key: KeyAttribute | undefined): Buffer {
  const found = key && keyBytes(value, key.type)
  if (!found) throw invalid('Query key condition not supported')
  return found
}

function rangeBounds(operator: string, first: Buffer | undefined, second: Buffer | undefined): Bounds {
  if (!first) throw invalid('Query key condition not supported')
  const { low, high } = everything
  switch (operator) {
    case 'EQ':
      return { low: first, high: after(first) }
    case 'LT':
      return { low, high: first }
    case 'LE':
      return { low, high: after(first) }
    case 'GT':
      return { low: after(first), high }
    case 'GE':
      return { low: first, high }
    case 'BEGINS_WITH':
      return { low: first, high: afterPrefix(first) }
    case 'BETWEEN':
      return { low: first, high: after(second ?? first) }
  }
  throw invalid('Attempted conditional constraint is not an indexable operation')
}
