import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { JsonObject } from '@/infra/local/requests'
import { describeTable, type Extent } from './describe'
import { checkShape } from './dynalite'
import { requireUnderstood } from './parameters'
import { prepare } from './statements'
import type { Store } from './store'
import { dynamoError, type Index, type Table } from './table'
import {
  CreateTableInput,
  parsed,
  TableReference,
  toAttributes,
  toBilling,
  toIndex,
  toKeys,
  UpdateTableInput,
  type WireStream,
} from './table-input'
import { invalid } from './values'

/** Creates, describes, changes and deletes tables. */
export class Tables {
  private readonly statements

  constructor(private readonly store: Store) {
    this.statements = {
      extent: prepare<[number], [number, number | null]>(
        store.database,
        'SELECT count(*), sum(size) FROM items WHERE tbl = ?',
      ),
      entries: prepare<[number], [number]>(store.database, 'SELECT count(*) FROM entries WHERE idx = ?'),
    }
  }

  create(input: JsonObject): JsonObject {
    requireUnderstood('CreateTable', input)
    // dynalite knows the official messages; what it does not know is checked by our own schema.
    checkShape('CreateTable', structuredClone(input))
    const wish = parsed(CreateTableInput, input)
    const { tables, context } = this.store
    if (tables.find(wish.TableName)) {
      throw dynamoError('ResourceInUseException', `Table already exists: ${wish.TableName}`)
    }
    const attributes = toAttributes(wish.AttributeDefinitions)
    const table = this.changing(() => {
      const indexes = [
        ...wish.GlobalSecondaryIndexes.map((one) => toIndex(one, attributes, true, tables.newIndexId())),
        ...wish.LocalSecondaryIndexes.map((one) => toIndex(one, attributes, false, tables.newIndexId())),
      ]
      const created = tables.add({
        name: wish.TableName,
        arn: `arn:aws:dynamodb:${context.region}:${context.accountId}:table/${wish.TableName}`,
        uuid: randomUUID(),
        createdAt: context.now(),
        attributes,
        keys: toKeys(wish.KeySchema, attributes),
        indexes,
        billing: toBilling(wish.BillingMode, wish.ProvisionedThroughput),
        pointInTimeRecovery: false,
        deletionProtection: wish.DeletionProtectionEnabled ?? false,
        ...(wish.TableClass ? { tableClass: wish.TableClass } : {}),
        ...(wish.SSESpecification ? { encryption: wish.SSESpecification } : {}),
        tags: Object.fromEntries(wish.Tags.map(({ Key, Value }) => [Key, Value])),
      })
      if (wish.StreamSpecification) this.setStream(created, wish.StreamSpecification)
      tables.save(created)
      return created
    })
    return { TableDescription: this.describe(table) }
  }

  describeOne(input: JsonObject): JsonObject {
    const { TableName } = parsed(TableReference, input)
    return { Table: this.describe(this.store.tables.described(TableName)) }
  }

  list(input: JsonObject): JsonObject {
    const request = checkShape<{ ExclusiveStartTableName?: string; Limit?: number }>('ListTables', input)
    const from = request.ExclusiveStartTableName
    const names = this.store.tables.names().filter((name) => from === undefined || name > from)
    const page = names.slice(0, request.Limit ?? 100)
    return { TableNames: page, LastEvaluatedTableName: page.length < names.length ? page.at(-1) : undefined }
  }

  update(input: JsonObject): JsonObject {
    requireUnderstood('UpdateTable', input)
    const wish = parsed(UpdateTableInput, input)
    const { tables } = this.store
    const table = structuredClone(tables.described(wish.TableName))
    const { TableName: _name, AttributeDefinitions: definitions, ...changes } = wish
    if (
      Object.values(changes).every(
        (change) => change === undefined || (Array.isArray(change) && !change.length),
      )
    ) {
      throw invalid(
        'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
      )
    }
    this.changing(() => {
      if (definitions) table.attributes = merged(table, toAttributes(definitions))
      for (const update of wish.GlobalSecondaryIndexUpdates) this.updateIndex(table, update)
      if (wish.BillingMode || wish.ProvisionedThroughput) {
        table.billing = toBilling(wish.BillingMode, wish.ProvisionedThroughput)
      }
      if (wish.StreamSpecification) this.setStream(table, wish.StreamSpecification)
      if (wish.TableClass) table.tableClass = wish.TableClass
      if (wish.SSESpecification) table.encryption = wish.SSESpecification
      table.deletionProtection = wish.DeletionProtectionEnabled ?? table.deletionProtection
      tables.save(table)
    })
    return { TableDescription: this.describe(table) }
  }

  delete(input: JsonObject): JsonObject {
    const { TableName } = parsed(TableReference, input)
    const table = this.store.tables.described(TableName)
    if (table.deletionProtection) {
      throw invalid(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      )
    }
    const description = this.describe(table)
    this.changing(() => {
      if (table.stream) this.store.tables.closeStream(table.stream)
      this.store.dropItems(table)
      this.store.tables.remove(table)
    })
    return { TableDescription: { ...description, TableStatus: 'DELETING' } }
  }

  private updateIndex(
    table: Table,
    update: z.infer<typeof UpdateTableInput>['GlobalSecondaryIndexUpdates'][number],
  ): void {
    const name =
      'Create' in update
        ? update.Create.IndexName
        : 'Delete' in update
          ? update.Delete.IndexName
          : update.Update.IndexName
    const existing = table.indexes.find((index) => index.name === name && index.global)
    if ('Create' in update) {
      if (existing) {
        throw invalid(`Attempting to create an index which already exists: ${name}`)
      }
      const index: Index = toIndex(update.Create, table.attributes, true, this.store.tables.newIndexId())
      this.store.fillIndex(table, index)
      table.indexes.push(index)
      return
    }
    if (!existing) throw dynamoError('ResourceNotFoundException', 'Requested resource not found')
    if ('Delete' in update) {
      this.store.dropIndex(existing)
      table.indexes = table.indexes.filter((index) => index !== existing)
    }
  }

  private setStream(table: Table, wish: z.infer<typeof WireStream>): void {
    if (!wish.StreamEnabled) {
      if (!table.stream) throw invalid('Table has no enabled stream to disable')
      this.store.tables.closeStream(table.stream)
      delete table.stream
      return
    }
    if (table.stream) {
      throw invalid(`Table already has an enabled stream: TableName: ${table.name}`)
    }
    if (!wish.StreamViewType) {
      throw invalid(
        'One or more parameter values were invalid: StreamViewType is required when StreamEnabled',
      )
    }
    table.stream = this.store.tables.openStream(table, wish.StreamViewType)
  }

  private describe(table: Table): JsonObject {
    const [count = 0, bytes] = this.statements.extent.one(table.id) ?? []
    const extent: Extent = { count, bytes: bytes ?? 0 }
    return describeTable(table, extent, (index) => this.statements.entries.one(index.id)?.[0] ?? 0)
  }

  private changing<Result>(work: () => Result): Result {
    try {
      return this.store.atomically(work)
    } catch (error) {
      this.store.tables.reload()
      throw error
    }
  }
}

function merged(table: Table, more: Table['attributes']): Table['attributes'] {
  const added = more.filter((one) => !table.attributes.some((known) => known.name === one.name))
  return [...table.attributes, ...added]
}
