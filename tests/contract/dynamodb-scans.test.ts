import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  BatchWriteCommand,
  PutCommand,
  paginateScan,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DynamoRig, dynamoRig, indexedTable, refusal } from '@/tests/contract/dynamodb-rig'

let rig: DynamoRig
let TableName: string

beforeAll(async () => {
  rig = await dynamoRig()
  TableName = await rig.table(indexedTable())
  await write(TableName, [
    ...Array.from({ length: 30 }, (_, n) => ({ pk: 'many', sk: `s${String(n).padStart(2, '0')}`, n })),
    ...[-20, -3.5, -3, 0, 2, 10, 100].map((rank) => ({ pk: `r${rank}`, sk: 'a', owner: 'ann', rank })),
    { pk: 'sparse', sk: 'a', owner: 'ann' },
  ])
})
afterAll(() => rig.stop())

const write = (table: string, items: Record<string, unknown>[]) => rig.write(table, items)
const keys = (items: Record<string, unknown>[] | undefined) => items?.map(({ sk }) => sk)

describe('an index', () => {
  const indexedQuery = (table: string, more: Partial<QueryCommandInput> = {}) =>
    rig.documents.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'byOwner',
        KeyConditionExpression: '#o = :o',
        ExpressionAttributeNames: { '#o': 'owner' },
        ExpressionAttributeValues: { ':o': 'ann' },
        ...more,
      }),
    )
  const item = { pk: 'p', sk: 's', owner: 'ann', rank: 1, kept: 'yes', covert: 'yes' }

  it('shows what it projects', async () => {
    const keysOnly = await rig.table(indexedTable({ ProjectionType: 'KEYS_ONLY' }))
    const some = await rig.table(indexedTable({ ProjectionType: 'INCLUDE', NonKeyAttributes: ['kept'] }))
    await write(keysOnly, [item])
    await write(some, [item])
    expect((await indexedQuery(keysOnly)).Items).toEqual([{ pk: 'p', sk: 's', owner: 'ann', rank: 1 }])
    expect((await indexedQuery(some)).Items).toEqual([
      { pk: 'p', sk: 's', owner: 'ann', rank: 1, kept: 'yes' },
    ])
    const more = await refusal(indexedQuery(some, { ProjectionExpression: 'covert' }))
    expect(more.message).toContain('does not project [covert]')
    const consistent = await refusal(indexedQuery(some, { ConsistentRead: true }))
    expect(consistent.message).toBe('Consistent reads are not supported on global secondary indexes')
  })

  it('follows the item when its keys change, go or come back', async () => {
    const table = await rig.table(indexedTable())
    const ranks = async () => (await indexedQuery(table)).Items?.map(({ rank }) => rank)
    const put = (Item: Record<string, unknown>) =>
      rig.documents.send(new PutCommand({ TableName: table, Item }))
    await put(item)
    await put({ ...item, rank: 2 })
    expect(await ranks()).toEqual([2])
    await put({ pk: 'p', sk: 's' })
    expect(await ranks()).toEqual([])
    await put({ ...item, rank: 3 })
    expect(await ranks()).toEqual([3])
    await rig.documents.send(
      new BatchWriteCommand({
        RequestItems: { [table]: [{ DeleteRequest: { Key: { pk: 'p', sk: 's' } } }] },
      }),
    )
    expect(await ranks()).toEqual([])
  })

  it('that is local sorts a partition another way and fetches what it does not project', async () => {
    const local: Partial<CreateTableCommandInput> = {
      AttributeDefinitions: ['pk', 'sk', 'at'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      LocalSecondaryIndexes: [
        {
          IndexName: 'byTime',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'at', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }
    const table = await rig.table(local)
    await write(table, [
      { pk: 'p', sk: 'a', at: '3', text: 'x' },
      { pk: 'p', sk: 'b', at: '1', text: 'y' },
    ])
    const byTime = {
      TableName: table,
      IndexName: 'byTime',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': 'p' },
    }
    expect((await rig.documents.send(new QueryCommand(byTime))).Items).toEqual([
      { pk: 'p', sk: 'b', at: '1' },
      { pk: 'p', sk: 'a', at: '3' },
    ])
    const whole = new QueryCommand({ ...byTime, Select: 'ALL_ATTRIBUTES', ConsistentRead: true, Limit: 1 })
    expect((await rig.documents.send(whole)).Items).toEqual([{ pk: 'p', sk: 'b', at: '1', text: 'y' }])
  })
})

describe('a scan', () => {
  const scan = (input: Partial<ScanCommandInput>) =>
    rig.documents.send(new ScanCommand({ TableName, ...input }))

  it('finds every item once, in pages or in parallel segments', async () => {
    const table = await rig.table(indexedTable())
    await write(
      table,
      Array.from({ length: 100 }, (_, n) => ({ pk: `p${n % 40}`, sk: `s${n}`, owner: 'o', rank: n })),
    )
    for (const IndexName of [undefined, 'byOwner']) {
      const found: unknown[] = []
      for (const Segment of [0, 1, 2]) {
        const pages = paginateScan(
          { client: rig.documents, pageSize: 9 },
          { TableName: table, Segment, TotalSegments: 3, ...(IndexName ? { IndexName } : {}) },
        )
        for await (const page of pages) found.push(...(keys(page.Items) ?? []))
      }
      expect(found.length).toBe(100)
      expect(new Set(found).size).toBe(100)
    }
  })

  it('filters, projects and counts', async () => {
    const page = await scan({
      FilterExpression: 'n > :n',
      ProjectionExpression: 'n',
      ExpressionAttributeValues: { ':n': 27 },
    })
    expect(page.Items).toHaveLength(2)
    expect(page.Items).toContainEqual({ n: 28 })
    expect((await scan({ FilterExpression: 'attribute_exists(n)', Select: 'COUNT' })).Count).toBe(30)
  })

  it('refuses a start that is no key', async () => {
    const refused = await refusal(scan({ ExclusiveStartKey: { pk: 'x' } }))
    expect(refused.message).toContain('The provided starting key is invalid')
  })
})

describe('a batch', () => {
  it('reads up to 100 items, with projection', async () => {
    const Keys = Array.from({ length: 30 }, (_, n) => ({ pk: 'many', sk: `s${String(n).padStart(2, '0')}` }))
    const { Responses, UnprocessedKeys } = await rig.documents.send(
      new BatchGetCommand({
        RequestItems: { [TableName]: { Keys: [...Keys, { pk: 'no', sk: 'no' }], ProjectionExpression: 'n' } },
      }),
    )
    expect(Responses?.[TableName]).toHaveLength(30)
    expect(Responses?.[TableName]).toContainEqual({ n: 29 })
    expect(UnprocessedKeys).toEqual({})
  })

  it('leaves what does not fit into 16 MB unprocessed', async () => {
    const table = await rig.table()
    const Keys = Array.from({ length: 50 }, (_, n) => ({ pk: `${n}`, sk: 'a' }))
    for (const key of Keys) {
      await rig.documents.send(
        new PutCommand({ TableName: table, Item: { ...key, text: 'x'.repeat(380_000) } }),
      )
    }
    const found = new Set<unknown>()
    let wanted: { Keys?: Record<string, unknown>[] } | undefined = { Keys }
    let rounds = 0
    while (wanted?.Keys) {
      const answer: {
        Responses?: Record<string, Record<string, unknown>[]>
        UnprocessedKeys?: Record<string, { Keys?: Record<string, unknown>[] }>
      } = await rig.documents.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted.Keys } } }))
      for (const { pk } of answer.Responses?.[table] ?? []) found.add(pk)
      wanted = answer.UnprocessedKeys?.[table]
      rounds += 1
    }
    expect(found.size).toBe(50)
    expect(rounds).toBeGreaterThan(1)
  })

  it('refuses duplicates, too many requests and large items', async () => {
    const request = { PutRequest: { Item: { pk: 'd', sk: 'd' } } }
    const batch = (requests: object[]) =>
      refusal(rig.documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } })))
    expect((await batch([request, request])).message).toBe('Provided list of item keys contains duplicates')
    const many = Array.from({ length: 26 }, (_, n) => ({ PutRequest: { Item: { pk: `${n}`, sk: 'd' } } }))
    expect((await batch(many)).name).toBe('ValidationException')
    const large = { PutRequest: { Item: { pk: 'd', sk: 'd', text: 'x'.repeat(410_000) } } }
    expect((await batch([large])).message).toContain('Item size has exceeded')
    const keysTwice = rig.documents.send(
      new BatchGetCommand({
        RequestItems: {
          [TableName]: {
            Keys: [
              { pk: 'a', sk: 'a' },
              { pk: 'a', sk: 'a' },
            ],
          },
        },
      }),
    )
    expect((await refusal(keysTwice)).message).toContain('duplicates')
  })
})
