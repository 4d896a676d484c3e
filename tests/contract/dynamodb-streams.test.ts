import { UpdateTableCommand, UpdateTimeToLiveCommand, type StreamViewType } from '@aws-sdk/client-dynamodb'
import {
  type _Record,
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { BatchWriteCommand, DeleteCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type DynamoRig, dynamoRig, refusal } from '@/tests/contract/dynamodb-rig'

let rig: DynamoRig
beforeAll(async () => {
  rig = await dynamoRig()
})
afterAll(() => rig.stop())

async function streamed(StreamViewType: StreamViewType = 'NEW_AND_OLD_IMAGES') {
  const TableName = await rig.table({ StreamSpecification: { StreamEnabled: true, StreamViewType } })
  const { Streams } = await rig.streams.send(new ListStreamsCommand({ TableName }))
  const StreamArn = Streams?.[0]?.StreamArn ?? ''
  const iterator = async (more: Partial<GetShardIteratorCommandInput> = {}) => {
    const { StreamDescription } = await rig.streams.send(new DescribeStreamCommand({ StreamArn }))
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId
    const input = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON', ...more } as const
    return (await rig.streams.send(new GetShardIteratorCommand(input))).ShardIterator
  }
  const read = async (from: string | undefined, Limit?: number) =>
    rig.streams.send(new GetRecordsCommand({ ShardIterator: from, ...(Limit ? { Limit } : {}) }))
  const put = (Item: Record<string, unknown>) =>
    rig.documents.send(new PutCommand({ TableName, Item: { sk: 'a', ...Item } }))
  const remove = (pk: string) => rig.documents.send(new DeleteCommand({ TableName, Key: { pk, sk: 'a' } }))
  const all = async () => (await read(await iterator())).Records ?? []
  return { TableName, StreamArn, iterator, read, put, remove, all }
}

const names = (records: _Record[]) =>
  records.map(({ eventName, dynamodb }) => `${eventName} ${dynamodb?.Keys?.pk?.S}`)

describe('a stream', () => {
  it('tells of every change in order, and of nothing that changed nothing', async () => {
    const { put, remove, all } = await streamed()
    await put({ pk: 'x', tags: new Set(['a', 'b']) })
    await put({ pk: 'x', tags: new Set(['b', 'a']) })
    await put({ pk: 'x', n: 2 })
    await remove('x')
    await remove('x')
    const records = await all()
    expect(names(records)).toEqual(['INSERT x', 'MODIFY x', 'REMOVE x'])
    expect(records[1]?.dynamodb).toMatchObject({
      OldImage: { tags: { SS: ['a', 'b'] } },
      NewImage: { n: { N: '2' } },
    })
    expect(records[2]?.dynamodb?.NewImage).toBeUndefined()
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(3)
    const numbers = records.map(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? '0'))
    expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)))
  })

  it.each([
    ['KEYS_ONLY', false, false],
    ['NEW_IMAGE', true, false],
    ['OLD_IMAGE', false, true],
    ['NEW_AND_OLD_IMAGES', true, true],
  ] as const)('of view %s shows just that', async (view, hasNew, hasOld) => {
    const { put, all } = await streamed(view)
    await put({ pk: 'x', n: 1 })
    await put({ pk: 'x', n: 2 })
    const [, modified] = await all()
    expect(modified?.dynamodb).toMatchObject({
      Keys: { pk: { S: 'x' }, sk: { S: 'a' } },
      StreamViewType: view,
    })
    expect([modified?.dynamodb?.NewImage !== undefined, modified?.dynamodb?.OldImage !== undefined]).toEqual([
      hasNew,
      hasOld,
    ])
  })

  it('carries batches and transactions', async () => {
    const { TableName, all } = await streamed()
    const item = (pk: string) => ({ pk, sk: 'a' })
    await rig.documents.send(
      new BatchWriteCommand({
        RequestItems: { [TableName]: ['a', 'b'].map((pk) => ({ PutRequest: { Item: item(pk) } })) },
      }),
    )
    await rig.documents.send(
      new TransactWriteCommand({
        TransactItems: [{ Delete: { TableName, Key: item('a') } }, { Put: { TableName, Item: item('c') } }],
      }),
    )
    expect(names(await all()).toSorted()).toEqual(['INSERT a', 'INSERT b', 'INSERT c', 'REMOVE a'])
  })

  it('is read on from where a reader stopped', async () => {
    const { put, iterator, read } = await streamed()
    const latest = await iterator({ ShardIteratorType: 'LATEST' })
    for (const pk of ['a', 'b', 'c']) await put({ pk })
    const first = await read(await iterator(), 2)
    expect(names(first.Records ?? [])).toEqual(['INSERT a', 'INSERT b'])
    expect(names((await read(first.NextShardIterator)).Records ?? [])).toEqual(['INSERT c'])
    const SequenceNumber = first.Records?.[1]?.dynamodb?.SequenceNumber
    const at = await read(await iterator({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber }))
    expect(names(at.Records ?? [])).toEqual(['INSERT b', 'INSERT c'])
    const after = await read(await iterator({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber }))
    expect(names(after.Records ?? [])).toEqual(['INSERT c'])
    expect(names((await read(latest)).Records ?? [])).toEqual(['INSERT a', 'INSERT b', 'INSERT c'])
  })

  it('marks what time to live deleted', async ({ skip }) => {
    if (!rig.target.door) skip()
    const { TableName, put, all } = await streamed()
    await rig.client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      }),
    )
    const { now } = (await rig.target.ask('/clock', undefined, 'GET')) as { now: number }
    await put({ pk: 'old', expiresAt: Math.floor(now / 1000) + 60 })
    await rig.target.advance(120_000)
    await vi.waitFor(async () => expect(names(await all())).toContain('REMOVE old'), 5_000)
    const removed = (await all()).find(({ eventName }) => eventName === 'REMOVE')
    expect(removed?.userIdentity).toEqual({ Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' })
    expect(removed?.dynamodb?.OldImage).toMatchObject({ pk: { S: 'old' } })
  })

  it('that is disabled is read to its end', async () => {
    const { TableName, StreamArn, put, iterator, read } = await streamed()
    await put({ pk: 'last' })
    const from = await iterator()
    await rig.client.send(
      new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } }),
    )
    await put({ pk: 'unseen' })
    await vi.waitFor(async () => {
      const { StreamDescription } = await rig.streams.send(new DescribeStreamCommand({ StreamArn }))
      expect(StreamDescription?.StreamStatus).toBe('DISABLED')
    })
    const page = await read(from)
    expect(names(page.Records ?? [])).toEqual(['INSERT last'])
    expect(page.NextShardIterator).toBeUndefined()
  })

  it('forgets after a day, and iterators after a quarter of an hour', async ({ skip }) => {
    if (!rig.target.door) skip()
    const { put, iterator, read, all } = await streamed()
    await put({ pk: 'early' })
    const from = await iterator()
    await rig.target.advance(16 * 60_000)
    expect((await refusal(read(from))).name).toBe('ExpiredIteratorException')
    await rig.target.advance(24 * 3_600_000)
    await put({ pk: 'late' })
    expect(names(await all())).toEqual(['INSERT late'])
  })

  it('that does not exist is not found', async () => {
    const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/none/stream/2026-01-01T00:00:00.000'
    const refused = await refusal(rig.streams.send(new DescribeStreamCommand({ StreamArn: arn })))
    expect(refused.name).toBe('ResourceNotFoundException')
  })
})
