import { CreateTableCommand } from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { PutCommand, paginateQuery, paginateScan, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { z } from 'zod'
import { indexedTable } from '@/tests/contract/dynamodb-rig'
import type { Clients, Load } from './load'

const TableName = 'ledger'
const accounts = 8
const opening = 100_000
const workers = 4

const Account = z.object({ pk: z.string(), amount: z.number() })
const Transfer = z.object({ pk: z.string(), owner: z.string(), rank: z.number(), from: z.int(), to: z.int() })
const isTransfer = (item: Record<string, unknown>) => item.owner !== undefined

/** Transfers between accounts, each one transaction with a note that an index lists and a stream tells. */
export function itemsLoad(): Load {
  const acknowledged = new Set<string>()
  let next = 0

  async function listed(clients: Clients): Promise<Set<string>> {
    const found = new Set<string>()
    for (let worker = 0; worker < workers; worker++) {
      const pages = paginateQuery(
        { client: clients.documents },
        {
          TableName,
          IndexName: 'byOwner',
          KeyConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': `worker${worker}` },
        },
      )
      for await (const { Items = [] } of pages) for (const { pk } of Items) found.add(String(pk))
    }
    return found
  }

  return {
    name: 'dynamodb',
    workers,
    acknowledged: () => acknowledged.size,

    async open({ documents }) {
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
      for (let account = 0; account < accounts; account++) {
        await documents.send(
          new PutCommand({ TableName, Item: { pk: `account${account}`, sk: 'a', amount: opening } }),
        )
      }
    },

    async step({ documents }, worker) {
      const rank = next++
      const from = rank % accounts
      const to = (rank * 3 + worker + 1) % accounts
      if (from === to) return
      const move = (account: number, amount: number) => ({
        Update: {
          TableName,
          Key: { pk: `account${account}`, sk: 'a' },
          UpdateExpression: 'SET amount = amount + :amount',
          ExpressionAttributeValues: { ':amount': amount },
        },
      })
      const pk = `transfer${rank}`
      const Item = { pk, sk: 'a', owner: `worker${worker}`, rank, from, to }
      await documents.send(
        new TransactWriteCommand({
          TransactItems: [move(from, -1), move(to, 1), { Put: { TableName, Item } }],
        }),
      )
      acknowledged.add(pk)
    },

    async check(clients, whole) {
      const items: Record<string, unknown>[] = []
      for await (const { Items = [] } of paginateScan({ client: clients.documents }, { TableName }))
        items.push(...Items)
      const transfers = items.filter(isTransfer).map((item) => Transfer.parse(item))
      const there = new Set(transfers.map(({ pk }) => pk))
      const wrong = [...acknowledged].filter((pk) => !there.has(pk)).map((pk) => `${pk} is gone`)
      const expected = Array.from({ length: accounts }, () => opening)
      for (const { from, to } of transfers) {
        expected[from] = (expected[from] ?? 0) - 1
        expected[to] = (expected[to] ?? 0) + 1
      }
      for (const item of items.filter((one) => !isTransfer(one))) {
        const { pk, amount } = Account.parse(item)
        const should = expected[Number(pk.slice('account'.length))]
        if (amount !== should) wrong.push(`${pk} holds ${amount}, its transfers say ${should}`)
      }
      const index = await listed(clients)
      for (const pk of there) if (!index.has(pk)) wrong.push(`the index lacks ${pk}`)
      for (const pk of index) if (!there.has(pk)) wrong.push(`the index has ${pk}, which is no item`)
      if (!whole) return wrong
      const told = await toldByStream(clients)
      for (const pk of there)
        if (told.get(pk) !== 1) wrong.push(`the stream tells of ${pk} ${told.get(pk) ?? 0} times`)
      return wrong
    },
  }
}

/** How often the stream tells of each transfer, from its beginning. */
async function toldByStream({ streams }: Clients): Promise<Map<string, number>> {
  const told = new Map<string, number>()
  const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName }))
  for (const { StreamArn } of Streams) {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }))
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      const { ShardIterator } = await streams.send(
        new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      )
      let iterator = ShardIterator
      while (iterator) {
        const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1_000 }))
        for (const { dynamodb } of page.Records ?? []) {
          const pk = dynamodb?.NewImage?.pk?.S ?? ''
          if (pk.startsWith('transfer')) told.set(pk, (told.get(pk) ?? 0) + 1)
        }
        if ((page.Records ?? []).length === 0) break
        iterator = page.NextShardIterator
      }
    }
  }
  return told
}
