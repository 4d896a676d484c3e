import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { ulid } from 'ulid'
import { type CloudTarget, cloudTarget } from '@/tests/contract/target'

/** DynamoDB of the target under test, with clients and tables of its own. */
export interface DynamoRig {
  target: CloudTarget
  client: DynamoDBClient
  streams: DynamoDBStreamsClient
  documents: DynamoDBDocumentClient
  /** Makes a table with string keys `pk` and `sk` unless told otherwise; gives back its name. */
  table(options?: Partial<CreateTableCommandInput>): Promise<string>
  /** Writes items in batches. */
  write(table: string, items: Record<string, unknown>[]): Promise<void>
  stop(): Promise<void>
}

export async function dynamoRig(): Promise<DynamoRig> {
  const target = await cloudTarget()
  const connection = { region: target.region, credentials: target.credentials, maxAttempts: 1 }
  const client = new DynamoDBClient({ ...connection, ...at(target.endpoints.dynamodb) })
  const streams = new DynamoDBStreamsClient({ ...connection, ...at(target.endpoints.dynamodbStreams) })
  const made: string[] = []
  const documents = DynamoDBDocumentClient.from(client)
  return {
    target,
    client,
    streams,
    documents,
    async table(options = {}) {
      const TableName = `contract-${ulid()}`
      await client.send(new CreateTableCommand({ ...plainTable, ...options, TableName }))
      await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName })
      made.push(TableName)
      return TableName
    },
    async write(table, items) {
      for (let from = 0; from < items.length; from += 25) {
        const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }))
        await documents.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }))
      }
    },
    async stop() {
      for (const TableName of made) await client.send(new DeleteTableCommand({ TableName }))
      client.destroy()
      streams.destroy()
      await target.stop()
    },
  }
}

const plainTable = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
} satisfies Partial<CreateTableCommandInput>

/** A table with one global index on `owner` and the number `rank`, which items may lack. */
export function indexedTable(
  projection: { ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] } = {
    ProjectionType: 'ALL',
  },
): Partial<CreateTableCommandInput> {
  return {
    AttributeDefinitions: [
      ...plainTable.AttributeDefinitions,
      { AttributeName: 'owner', AttributeType: 'S' },
      { AttributeName: 'rank', AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byOwner',
        KeySchema: [
          { AttributeName: 'owner', KeyType: 'HASH' },
          { AttributeName: 'rank', KeyType: 'RANGE' },
        ],
        Projection: projection,
      },
    ],
  }
}

/** What a call was refused with. @throws when it was not refused */
export async function refusal(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await call
  } catch (error) {
    if (error instanceof Error) return Object.assign(error)
    throw error
  }
  throw new Error('The call was expected to be refused, but it succeeded.')
}

function at(endpoint: string | undefined): { endpoint?: string } {
  return endpoint === undefined ? {} : { endpoint }
}
