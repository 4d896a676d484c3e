import { createHash } from 'node:crypto'
import type Database from 'libsql'
import { isJsonObject, type JsonObject, ServiceError } from '@/infra/local/requests'
import { consumedByTable, readUnits, writeUnits } from './capacity'
import { checkShape } from './dynalite'
import { requireFlatKeys, requireKey } from './item-rules'
import { joined, type StoredKey } from './keys'
import { requireUnderstood } from './parameters'
import { project } from './paths'
import { prepare as prepareStatement } from './statements'
import type { Change, Store } from './store'
import { dynamoError, type Table } from './table'
import { checkedItem, type Item, invalid, itemSize } from './values'
import { ConditionFailed, type Prepared, prepare } from './writes'

const mostItems = 100
/** Bytes of all items of a transaction. */
const sizeLimit = 4 * 2 ** 20
const tokenLifetime = 10 * 60_000

/** Remembers for ten minutes which transactions were made, by their client tokens. */
export class TransactionTokens {
  private readonly statements

  constructor(
    database: Database.Database,
    private readonly now: () => number,
  ) {
    this.statements = {
      find: prepareStatement<[string, number], [string]>(
        database,
        'SELECT fingerprint FROM tokens WHERE token = ? AND at > ?',
      ),
      keep: prepareStatement<[string, string, number]>(
        database,
        'INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)',
      ),
      forget: prepareStatement<[number]>(database, 'DELETE FROM tokens WHERE at <= ?'),
    }
  }

  /** Whether the same transaction was made already.
   *  @throws ServiceError IdempotentParameterMismatchException when another one was, with this token */
  made(token: string, fingerprint: string): boolean {
    const row = this.statements.find.one(token, this.now() - tokenLifetime)
    if (row && row[0] !== fingerprint) {
      throw dynamoError(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical',
      )
    }
    return row !== undefined
  }

  keep(token: string, fingerprint: string): void {
    this.statements.keep.run(token, fingerprint, this.now())
  }

  sweep(): void {
    this.statements.forget.run(this.now() - tokenLifetime)
  }
}

/** TransactWriteItems: all or nothing, in one commit with its client token. */
export async function transactWrite(
  store: Store,
  tokens: TransactionTokens,
  input: JsonObject,
): Promise<JsonObject> {
  requireUnderstood('TransactWriteItems', input)
  const actions = requireActions(input, ['Put', 'Update', 'Delete', 'ConditionCheck'])
  const { ClientRequestToken: token } = input
  if (token != null && (typeof token !== 'string' || token.length < 1 || token.length > 36)) {
    throw invalid(
      `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36`,
    )
  }
  const fingerprint = createHash('sha256').update(JSON.stringify(input.TransactItems)).digest('base64')
  const prepared = actions.map(([kind, action]) => ({ kind, write: prepareAction(store, kind, action) }))
  requireDistinct(prepared.map(({ write }) => write))
  const changes = await store.write(() => {
    if (typeof token === 'string' && tokens.made(token, fingerprint)) return []
    const decided = decide(prepared)
    store.apply(decided)
    if (typeof token === 'string') tokens.keep(token, fingerprint)
    return decided
  })
  const consumed = changes.map(({ table, before, after }) => ({
    table: table.name,
    units: 2 * writeUnits(Math.max(after ? itemSize(after) : 0, before?.size ?? 0)),
  }))
  return { ConsumedCapacity: consumedByTable(String(input.ReturnConsumedCapacity), consumed) }
}

type Action = 'Put' | 'Update' | 'Delete' | 'ConditionCheck'
const operations = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'DeleteItem',
} as const

function prepareAction(store: Store, kind: Action, action: JsonObject): Prepared {
  requireUnderstood(kind, action)
  if (kind === 'ConditionCheck' && action.ConditionExpression == null) {
    throw invalid(
      "1 validation error detected: Value null at 'transactItems.member.conditionCheck.conditionExpression' failed to satisfy constraint: Member must not be null",
    )
  }
  if (kind === 'Update' && action.UpdateExpression == null) {
    throw invalid(
      "1 validation error detected: Value null at 'transactItems.member.update.updateExpression' failed to satisfy constraint: Member must not be null",
    )
  }
  return prepare(store, operations[kind], action)
}

interface Reason {
  Code: string
  Message?: string
  Item?: Item
}

function decide(prepared: { kind: Action; write: Prepared }[]): Change[] {
  const reasons: Reason[] = []
  const changes: Change[] = []
  for (const { kind, write } of prepared) {
    try {
      const { change } = write.decide()
      if (kind !== 'ConditionCheck') changes.push(change)
      reasons.push({ Code: 'None' })
    } catch (error) {
      reasons.push(reasonOf(error))
    }
  }
  if (reasons.some(({ Code }) => Code !== 'None')) {
    const codes = reasons.map(({ Code }) => Code).join(', ')
    throw dynamoError(
      'TransactionCanceledException',
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
      { CancellationReasons: reasons },
    )
  }
  const bytes = changes.reduce((sum, { after }) => sum + (after ? itemSize(after) : 0), 0)
  if (bytes > sizeLimit) throw invalid('Transaction request size exceeds the limit of 4 MB')
  return changes
}

function reasonOf(error: unknown): Reason {
  if (error instanceof ConditionFailed) {
    const reason = { Code: 'ConditionalCheckFailed', Message: error.message }
    return error.item ? { ...reason, Item: error.item } : reason
  }
  if (error instanceof ServiceError) return { Code: 'ValidationError', Message: error.message }
  throw error
}

/** TransactGetItems: all items as they stand at one moment. */
export function transactGet(store: Store, input: JsonObject): JsonObject {
  requireUnderstood('TransactGetItems', input)
  const gets = requireActions(input, ['Get']).map(([, get]) => {
    requireUnderstood('Get', get)
    const request = checkShape<{ TableName: string; Key: Item }>('GetItem', get)
    const table = store.tables.get(request.TableName)
    requireFlatKeys(request._projection?.nestedPaths, table)
    return { table, key: requireKey(checkedItem(request.Key), table), projection: request._projection }
  })
  requireDistinct(gets)
  const found = gets.map(({ table, key, projection }) => ({
    table,
    projection,
    stored: store.read(table, key),
  }))
  return {
    Responses: found.map(({ stored, projection }) =>
      stored ? { Item: projection ? project(stored.item, projection.paths) : stored.item } : {},
    ),
    ConsumedCapacity: consumedByTable(
      String(input.ReturnConsumedCapacity),
      found.map(({ table, stored }) => ({
        table: table.name,
        units: 2 * readUnits(stored?.size ?? 0, true),
      })),
    ),
  }
}

function requireActions<Kind extends string>(
  input: JsonObject,
  kinds: readonly Kind[],
): [Kind, JsonObject][] {
  const { TransactItems: items } = input
  if (!Array.isArray(items) || items.length === 0 || items.length > mostItems) {
    throw invalid(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${mostItems} and greater than or equal to 1`,
    )
  }
  return items.map((item: unknown) => {
    const present = isJsonObject(item) ? Object.entries(item).filter(([, action]) => action != null) : []
    const [entry] = present
    const kind = kinds.find((one) => one === entry?.[0])
    if (present.length !== 1 || !kind || !isJsonObject(entry?.[1])) {
      throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
    }
    return [kind, entry[1]]
  })
}

function requireDistinct(targets: readonly { table: Table; key: StoredKey }[]): void {
  const names = new Set(targets.map(({ table, key }) => `${table.id} ${joined(key).toString('latin1')}`))
  if (names.size < targets.length) {
    throw invalid('Transaction request cannot include multiple operations on one item')
  }
}
