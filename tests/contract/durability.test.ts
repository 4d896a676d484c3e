import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams'
import {
  DynamoDBDocumentClient,
  PutCommand,
  paginateQuery,
  paginateScan,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, describe, expect, it } from 'vitest'
import { type CloudProcess, startCloudProcess, temporaryDirectory } from '@/tests/contract/cloud-process'
import { indexedTable } from '@/tests/contract/dynamodb-rig'

const directory = temporaryDirectory()
let cloud: CloudProcess | undefined
afterAll(async () => {
  await cloud?.stop()
  directory.remove()
})

const TableName = 'ledger'
const accounts = 8
const opening = 1_000

function connect({ variables }: CloudProcess) {
  const connection = {
    region: variables.AWS_REGION ?? '',
    credentials: {
      accessKeyId: variables.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: variables.AWS_SECRET_ACCESS_KEY ?? '',
    },
    maxAttempts: 1,
  }
  return {
    documents: DynamoDBDocumentClient.from(
      new DynamoDBClient({ ...connection, endpoint: variables.AWS_ENDPOINT_URL_DYNAMODB ?? '' }),
    ),
    streams: new DynamoDBStreamsClient({
      ...connection,
      endpoint: variables.AWS_ENDPOINT_URL_DYNAMODB_STREAMS ?? '',
    }),
  }
}
type Connection = ReturnType<typeof connect>

const balance = (account: number) => ({ pk: `account${account}`, sk: 'a' })

async function open({ documents }: Connection): Promise<void> {
  await documents.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [],
      ...indexedTable(),
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  )
  for (let account = 0; account < accounts; account += 1) {
    await documents.send(new PutCommand({ TableName, Item: { ...balance(account), amount: opening } }))
  }
}

/** Moves money between accounts and notes each transfer, until the cloud is gone; gives back what was acknowledged. */
async function transferUntilGone({ documents }: Connection, worker: number): Promise<string[]> {
  const acknowledged: string[] = []
  for (let n = 0; ; n += 1) {
    const from = (worker + n) % accounts
    const to = (worker + 3 * n + 1) % accounts
    if (from === to) continue
    const transfer = `transfer${worker}-${n}`
    const move = (account: number, amount: number) => ({
      Update: {
        TableName,
        Key: balance(account),
        UpdateExpression: 'SET amount = amount + :amount',
        ExpressionAttributeValues: { ':amount': amount },
      },
    })
    try {
      await documents.send(
        new TransactWriteCommand({
          TransactItems: [
            move(from, -1),
            move(to, 1),
            { Put: { TableName, Item: { pk: transfer, sk: 'a', owner: `worker${worker}`, rank: n } } },
          ],
        }),
      )
      acknowledged.push(transfer)
    } catch {
      return acknowledged
    }
  }
}

async function everything({ documents }: Connection): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = []
  for await (const page of paginateScan({ client: documents }, { TableName }))
    items.push(...(page.Items ?? []))
  return items
}

async function indexed({ documents }: Connection, worker: number): Promise<unknown[]> {
  const found: unknown[] = []
  const query = {
    TableName,
    IndexName: 'byOwner',
    KeyConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': `worker${worker}` },
  }
  for await (const page of paginateQuery({ client: documents }, query)) {
    found.push(...(page.Items ?? []).map(({ pk }) => pk))
  }
  return found
}

async function streamedInserts({ streams }: Connection): Promise<string[]> {
  const { Streams } = await streams.send(new ListStreamsCommand({ TableName }))
  const StreamArn = Streams?.[0]?.StreamArn
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }))
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId
  const start = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' })
  let { ShardIterator } = await streams.send(start)
  const inserted: string[] = []
  for (;;) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator }))
    if (!page.Records?.length) return inserted
    for (const { eventName, dynamodb } of page.Records) {
      if (eventName === 'INSERT') inserted.push(dynamodb?.Keys?.pk?.S ?? '')
    }
    ShardIterator = page.NextShardIterator
  }
}

describe('kill -9 under concurrent transactions', () => {
  it('loses nothing that was acknowledged: sums, index and stream agree', async () => {
    cloud = await startCloudProcess(directory.path)
    const before = connect(cloud)
    await open(before)
    const acknowledged: string[] = []
    for (let round = 0; round < 2; round += 1) {
      const connection = connect(cloud)
      const workers = Array.from({ length: 8 }, (_, n) => transferUntilGone(connection, 10 * round + n))
      await reaches(connection, 150 * (round + 1))
      await cloud.kill()
      for (const list of await Promise.all(workers)) acknowledged.push(...list)
      cloud = await startCloudProcess(directory.path)
    }

    const after = connect(cloud)
    const items = await everything(after)
    const transfers = new Set(items.map(({ pk }) => pk).filter((pk) => String(pk).startsWith('transfer')))
    expect(acknowledged.length).toBeGreaterThan(200)
    expect(acknowledged.filter((transfer) => !transfers.has(transfer))).toEqual([])
    const sum = items.reduce((total, { amount }) => total + Number(amount ?? 0), 0)
    expect(sum).toBe(accounts * opening)
    const entries: unknown[] = []
    for (const worker of [0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17]) {
      entries.push(...(await indexed(after, worker)))
    }
    expect(new Set(entries)).toEqual(transfers)
    const inserted = await streamedInserts(after)
    expect(new Set(inserted.filter((pk) => pk.startsWith('transfer')))).toEqual(transfers)
    expect(inserted.length).toBe(transfers.size + accounts)
  }, 240_000)
})

/** Waits until the workers have made at least so many transfers between them. */
async function reaches(connection: Connection, transfers: number): Promise<void> {
  for (;;) {
    const items = await everything(connection)
    if (items.length - accounts >= transfers) return
  }
}
