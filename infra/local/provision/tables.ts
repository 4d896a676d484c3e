import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  ResourceNotFoundException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { outboxIndex, type TableName, tables } from '@/infra/resources'
import { dynamo } from '@/server/platform/aws'
import { tableName } from '@/server/platform/tables/keys'

interface Index {
  name: string
  hash: string
  range?: string
}

/** The secondary indexes of a table; streamed ones have the outbox as well. */
function indexesOf(name: TableName): Index[] {
  const table = tables[name]
  const declared = Object.entries('indexes' in table ? table.indexes : {}).map(([index, keys]) => ({
    name: index,
    ...keys,
  }))
  return 'stream' in table ? [...declared, outboxIndex] : declared
}

function definition(name: TableName): CreateTableCommandInput {
  const indexes = indexesOf(name)
  const keys = new Set([
    'pk',
    'sk',
    ...indexes.flatMap(({ hash, range }) => (range ? [hash, range] : [hash])),
  ])
  return {
    TableName: tableName(name),
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...keys].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    KeySchema: keySchema({ hash: 'pk', range: 'sk' }),
    GlobalSecondaryIndexes:
      indexes.length > 0
        ? indexes.map((index) => ({
            IndexName: index.name,
            KeySchema: keySchema(index),
            Projection: { ProjectionType: 'ALL' },
          }))
        : undefined,
    StreamSpecification: 'stream' in tables[name] ? streaming : undefined,
  }
}

const streaming = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const
const keySchema = ({ hash, range }: { hash: string; range?: string }) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  ...(range ? [{ AttributeName: range, KeyType: 'RANGE' as const }] : []),
]

/** Makes a declared table, or adds the indexes that it lacks. */
export async function provisionTable(name: TableName): Promise<void> {
  const wanted = definition(name)
  const there = await describe(wanted.TableName)
  if (!there) {
    await dynamo().send(new CreateTableCommand(wanted))
    if ('ttl' in tables[name]) await expire(name)
    return
  }
  const known = new Set(there.GlobalSecondaryIndexes?.map((index) => index.IndexName))
  for (const index of wanted.GlobalSecondaryIndexes ?? []) {
    if (known.has(index.IndexName)) continue
    await dynamo().send(
      new UpdateTableCommand({
        TableName: wanted.TableName,
        AttributeDefinitions: wanted.AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      }),
    )
  }
  if (wanted.StreamSpecification && !there.StreamSpecification?.StreamEnabled) {
    await dynamo().send(
      new UpdateTableCommand({ TableName: wanted.TableName, StreamSpecification: streaming }),
    )
  }
}

const expire = (name: TableName) =>
  dynamo().send(
    new UpdateTimeToLiveCommand({
      TableName: tableName(name),
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
    }),
  )

async function describe(TableName: string | undefined) {
  try {
    return (await dynamo().send(new DescribeTableCommand({ TableName }))).Table
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}
