import type { KeySchema } from './keys'
import type { Index, Table } from './table'

/** Items and bytes of a table or index. */
export interface Extent {
  count: number
  bytes: number
}

/** A table as DescribeTable shows it. Everything here is ready at once, so the status is always ACTIVE. */
export function describeTable(table: Table, extent: Extent, entries: (index: Index) => number) {
  const { billing, stream } = table
  const throughput = {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: billing.mode === 'PROVISIONED' ? billing.read : 0,
    WriteCapacityUnits: billing.mode === 'PROVISIONED' ? billing.write : 0,
  }
  const describeIndex = (index: Index) => ({
    IndexName: index.name,
    IndexArn: `${table.arn}/index/${index.name}`,
    KeySchema: describeKeys(index.keys),
    Projection: {
      ProjectionType: index.projection.type,
      ...(index.projection.type === 'INCLUDE' ? { NonKeyAttributes: index.projection.attributes } : {}),
    },
    IndexSizeBytes: 0,
    ItemCount: entries(index),
    ...(index.global ? { IndexStatus: 'ACTIVE', ProvisionedThroughput: throughput } : {}),
  })
  const globals = table.indexes.filter((index) => index.global)
  const locals = table.indexes.filter((index) => !index.global)
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: table.uuid,
    TableStatus: 'ACTIVE',
    CreationDateTime: table.createdAt / 1000,
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: describeKeys(table.keys),
    ItemCount: extent.count,
    TableSizeBytes: extent.bytes,
    ProvisionedThroughput: throughput,
    DeletionProtectionEnabled: table.deletionProtection,
    ...(billing.mode === 'PAY_PER_REQUEST' ? { BillingModeSummary: { BillingMode: billing.mode } } : {}),
    ...(globals.length > 0 ? { GlobalSecondaryIndexes: globals.map(describeIndex) } : {}),
    ...(locals.length > 0 ? { LocalSecondaryIndexes: locals.map(describeIndex) } : {}),
    ...(stream
      ? {
          StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view },
          LatestStreamArn: stream.arn,
          LatestStreamLabel: stream.label,
        }
      : {}),
    ...(table.tableClass ? { TableClassSummary: { TableClass: table.tableClass } } : {}),
    ...(table.encryption ? { SSEDescription: { Status: 'ENABLED', ...table.encryption } } : {}),
  }
}

/** A key schema in wire form. */
export function describeKeys(keys: KeySchema): { AttributeName: string; KeyType: string }[] {
  const hash = { AttributeName: keys.hash.name, KeyType: 'HASH' }
  return keys.range ? [hash, { AttributeName: keys.range.name, KeyType: 'RANGE' }] : [hash]
}
