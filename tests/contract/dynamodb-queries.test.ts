import { QueryCommand as RawQuery } from '@aws-sdk/client-dynamodb'
import { paginateQuery, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb'
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
const query = (input: Partial<QueryCommandInput>) =>
  rig.documents.send(new QueryCommand({ TableName, ...input }))
const keys = (items: Record<string, unknown>[] | undefined) => items?.map(({ sk }) => sk)

describe('a query', () => {
  it.each([
    ['sk = :a', ['s03']],
    ['sk < :a', ['s00', 's01', 's02']],
    ['sk <= :a', ['s00', 's01', 's02', 's03']],
    ['sk BETWEEN :a AND :b', ['s03', 's04', 's05']],
    ['begins_with(sk, :p)', ['s20', 's21', 's22', 's23', 's24', 's25', 's26', 's27', 's28', 's29']],
    ['sk > :l', ['s29']],
    ['sk >= :l', ['s28', 's29']],
  ])('finds %s', async (condition, expected) => {
    const values = { ':a': 's03', ':b': 's05', ':p': 's2', ':l': 's28' }
    const used = Object.fromEntries(Object.entries(values).filter(([name]) => condition.includes(name)))
    const { Items } = await query({
      KeyConditionExpression: `pk = :pk AND ${condition}`,
      ExpressionAttributeValues: { ':pk': 'many', ...used },
    })
    expect(keys(Items)).toEqual(expected)
  })

  it('pages forwards and backwards without a gap or a repetition', async () => {
    for (const ScanIndexForward of [true, false]) {
      const found: unknown[] = []
      const pages = paginateQuery(
        { client: rig.documents, pageSize: 7 },
        {
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'many' },
          ScanIndexForward,
        },
      )
      for await (const page of pages) found.push(...(keys(page.Items) ?? []))
      const all = Array.from({ length: 30 }, (_, n) => `s${String(n).padStart(2, '0')}`)
      expect(found).toEqual(ScanIndexForward ? all : all.toReversed())
    }
  })

  it('applies its filter after the limit, and counts both', async () => {
    const page = await query({
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'n >= :n',
      ExpressionAttributeValues: { ':pk': 'many', ':n': 8 },
      Limit: 10,
    })
    expect([page.Count, page.ScannedCount]).toEqual([2, 10])
    expect(page.LastEvaluatedKey).toEqual({ pk: 'many', sk: 's09' })
    const counted = await query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'many' },
      Select: 'COUNT',
    })
    expect(counted.Count).toBe(30)
    expect(counted.Items).toBeUndefined()
  })

  it('ends a page at 1 MB', async () => {
    await write(
      TableName,
      Array.from({ length: 6 }, (_, n) => ({ pk: 'big', sk: `${n}`, text: 'x'.repeat(300_000) })),
    )
    const first = await query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'big' },
    })
    expect(first.Count).toBe(4)
    const rest = await query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'big' },
      ExclusiveStartKey: first.LastEvaluatedKey,
    })
    expect(keys(rest.Items)).toEqual(['4', '5'])
    expect(rest.LastEvaluatedKey).toBeUndefined()
  })

  it('sorts numbers as numbers in an index, which leaves out items without its keys', async () => {
    const { Items } = await query({
      IndexName: 'byOwner',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': 'ann' },
    })
    expect(Items?.map(({ rank }) => rank)).toEqual([-20, -3.5, -3, 0, 2, 10, 100])
  })

  it('pages through equal index keys', async () => {
    await write(
      TableName,
      Array.from({ length: 9 }, (_, n) => ({ pk: `same${n}`, sk: 'a', owner: 'bob', rank: 1 })),
    )
    for (const ScanIndexForward of [true, false]) {
      const found = new Set<unknown>()
      const pages = paginateQuery(
        { client: rig.documents, pageSize: 2 },
        {
          TableName,
          IndexName: 'byOwner',
          KeyConditionExpression: '#o = :o AND #r = :r',
          ExpressionAttributeNames: { '#o': 'owner', '#r': 'rank' },
          ExpressionAttributeValues: { ':o': 'bob', ':r': 1 },
          ScanIndexForward,
        },
      )
      for await (const page of pages) for (const { pk } of page.Items ?? []) found.add(pk)
      expect(found.size).toBe(9)
    }
  })

  it.each([
    ['sk = :v', { ':v': 'a' }, 'Query condition missed key schema element: pk'],
    ['pk = :v AND n = :v', { ':v': 'a' }, 'Query condition missed key schema element: sk'],
    ['pk > :v', { ':v': 'a' }, 'Query key condition not supported'],
    ['pk = :v', { ':v': 1 }, 'Condition parameter type does not match schema type'],
    ['pk = :v OR sk = :v', { ':v': 'a' }, 'Invalid operator used in KeyConditionExpression: OR'],
  ])('is refused: %s', async (KeyConditionExpression, ExpressionAttributeValues, message) => {
    const refused = await refusal(query({ KeyConditionExpression, ExpressionAttributeValues }))
    expect(refused.name).toBe('ValidationException')
    expect(refused.message).toContain(message)
  })

  it('with a legacy parameter is refused rather than misunderstood', async () => {
    const legacy = rig.client.send(
      new RawQuery({
        TableName,
        KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'many' }] } },
      }),
    )
    if (rig.target.door) expect((await refusal(legacy)).message).toContain('KeyConditions')
  })
})
