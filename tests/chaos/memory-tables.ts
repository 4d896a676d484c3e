import {
  ConditionalCheckFailedException,
  ResourceNotFoundException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import Database from 'libsql'
import { itemOperations } from '@/infra/local/dynamodb/service'
import { Store } from '@/infra/local/dynamodb/store'
import { TransactionTokens } from '@/infra/local/dynamodb/transact'
import type { JsonCall } from '@/infra/local/json-service'
import { isJsonObject, type JsonObject, ServiceError } from '@/infra/local/requests'
import type { LocalContext } from '@/infra/local/service'
import type { TableName } from '@/infra/resources'
import type { ItemChange } from '@/server/platform/relay'
import { tableName } from '@/server/platform/tables/keys'
import { offTheWire, onTheWire } from './marshalling'

/** The local cloud's DynamoDB in this process's memory: the same engine, without a file and without HTTP. */
export class MemoryTables {
  private readonly database = new Database(':memory:')
  private readonly store: Store
  private readonly operations
  private readonly call: JsonCall = {
    credential: undefined,
    requestId: 'chaos',
    gone: new AbortController().signal,
    headers: {},
  }

  constructor(now: () => number) {
    const context: LocalContext = {
      directory: () => '',
      database: () => this.database,
      now,
      wallNow: now,
      credentials: () => undefined,
      deliver: () => {},
      invoke: () => Promise.resolve(undefined),
      fault: () => undefined,
      peers: {},
      region: 'us-east-1',
      accountId: '000000000000',
    }
    this.store = new Store(this.database, context)
    this.operations = itemOperations(this.store, new TransactionTokens(this.database, now))
  }

  /** Performs an operation as DynamoDB would, and raises the errors of its SDK. */
  async perform(operation: string, input: unknown): Promise<object> {
    const handle = this.operations[operation]
    if (!handle) throw new Error(`no operation ${operation}`)
    try {
      const output = await handle(plain(onTheWire(input)), this.call)
      return isJsonObject(output) ? offTheWire(output) : {}
    } catch (error) {
      throw error instanceof ServiceError ? asSdkError(error) : error
    }
  }

  /** Forgets what stands in some tables, and all that their streams told. */
  empty(tables: readonly TableName[]): void {
    this.database.exec('BEGIN; DELETE FROM records; DELETE FROM tokens')
    for (const table of tables) this.store.dropItems(this.store.tables.get(tableName(table)))
    this.database.exec('COMMIT')
  }

  /** What a table's stream tells after a record: changes with the number of each. */
  changesOf(table: TableName, after: number): { number: number; change: ItemChange }[] {
    const id = this.store.tables.get(tableName(table)).stream?.id
    const rows = this.database
      .prepare('SELECT number, record FROM records WHERE stream = ? AND number > ? ORDER BY number')
      .all([id, after])
    return rows.map((row) => {
      const { number, record } = requireRow(row)
      const { dynamodb } = JSON.parse(record)
      const image = (value: Parameters<typeof unmarshall>[0] | undefined) => value && unmarshall(value)
      return { number, change: { table, before: image(dynamodb.OldImage), after: image(dynamodb.NewImage) } }
    })
  }
}

const plain = (input: unknown): JsonObject => (isJsonObject(input) ? input : {})

function requireRow(row: unknown): { number: number; record: string } {
  if (typeof row !== 'object' || row === null || !('number' in row) || !('record' in row))
    throw new Error('no row')
  return { number: Number(row.number), record: String(row.record) }
}

function asSdkError({ code, message, members }: ServiceError): Error {
  const name = code.split('#').at(-1) ?? code
  const answer = { message, $metadata: {}, ...members }
  if (name === 'ConditionalCheckFailedException') return new ConditionalCheckFailedException(answer)
  if (name === 'TransactionCanceledException') return new TransactionCanceledException(answer)
  if (name === 'ResourceNotFoundException') return new ResourceNotFoundException(answer)
  return Object.assign(new Error(message), { name })
}
