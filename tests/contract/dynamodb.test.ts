import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DynamoRig, dynamoRig, indexedTable, refusal } from '@/tests/contract/dynamodb-rig'

let rig: DynamoRig
let TableName: string

beforeAll(async () => {
  rig = await dynamoRig()
  TableName = await rig.table(indexedTable())
})
afterAll(() => rig.stop())

const put = (Item: Record<string, unknown>, more: Partial<PutCommandInput> = {}) =>
  rig.documents.send(new PutCommand({ TableName, Item, ...more }))
const get = async (pk: string, sk = 'a', more = {}) =>
  (await rig.documents.send(new GetCommand({ TableName, Key: { pk, sk }, ...more }))).Item
const update = (pk: string, more: Partial<UpdateCommandInput>) =>
  rig.documents.send(new UpdateCommand({ TableName, Key: { pk, sk: 'a' }, ...more }))

describe('items', () => {
  it('come back as they were put, whatever their type', async () => {
    const item = {
      pk: 'types',
      sk: 'a',
      text: 'Grüße, 世界 👋',
      empty: '',
      whole: 42,
      fraction: -0.125,
      yes: true,
      no: false,
      nothing: null,
      bytes: new Uint8Array([0, 255, 7]),
      tags: new Set(['a', 'b']),
      sizes: new Set([1, 2.5]),
      list: [1, 'two', { three: [3] }],
      map: { deep: { deeper: 'x' } },
    }
    await put(item)
    expect(await get('types')).toEqual(item)
  })

  it('keep numbers exact to 38 digits and refuse more', async () => {
    const number = '12345678901234567890123456789012345678'
    const key = { pk: { S: 'exact' }, sk: { S: 'a' } }
    await rig.client.send(new PutItemCommand({ TableName, Item: { ...key, n: { N: `${number}.0` } } }))
    const { Item } = await rig.client.send(new GetItemCommand({ TableName, Key: key }))
    expect(Item?.n).toEqual({ N: number })
    const tooLong = rig.client.send(
      new PutItemCommand({ TableName, Item: { ...key, n: { N: `${number}9` } } }),
    )
    expect((await refusal(tooLong)).message).toContain('more than 38 significant digits')
  })

  it('are absent after their deletion, which may answer the old item', async () => {
    await put({ pk: 'gone', sk: 'a', n: 1 })
    const key = { TableName, Key: { pk: 'gone', sk: 'a' } }
    const { Attributes } = await rig.documents.send(new DeleteCommand({ ...key, ReturnValues: 'ALL_OLD' }))
    expect(Attributes).toEqual({ pk: 'gone', sk: 'a', n: 1 })
    expect(await get('gone')).toBeUndefined()
    const again = await rig.documents.send(new DeleteCommand({ ...key, ReturnValues: 'ALL_OLD' }))
    expect(again.Attributes).toBeUndefined()
  })

  it('are refused over 400 KB, on put and on update', async () => {
    const tooLarge = await refusal(put({ pk: 'large', sk: 'a', text: 'x'.repeat(400 * 1024) }))
    expect(tooLarge.name).toBe('ValidationException')
    expect(tooLarge.message).toBe('Item size has exceeded the maximum allowed size')
    await put({ pk: 'large', sk: 'a', text: 'é'.repeat(200 * 1024 - 100) })
    const grown = update('large', {
      UpdateExpression: 'SET more = :more',
      ExpressionAttributeValues: { ':more': 'x'.repeat(400) },
    })
    expect((await refusal(grown)).message).toBe('Item size to update has exceeded the maximum allowed size')
  })

  it('show the parts that a projection names', async () => {
    await put({
      pk: 'parts',
      sk: 'a',
      address: { city: 'Hull', zip: '1' },
      parcels: ['a', 'b', 'c'],
      other: 1,
    })
    const Item = await get('parts', 'a', {
      ProjectionExpression: '#a.city, parcels[2], parcels[0], absent',
      ExpressionAttributeNames: { '#a': 'address' },
    })
    expect(Item).toEqual({ address: { city: 'Hull' }, parcels: ['a', 'c'] })
  })

  it('need the whole key in the declared types', async () => {
    expect((await refusal(put({ pk: 'x' }))).message).toContain('Missing the key sk in the item')
    expect((await refusal(put({ pk: 1, sk: 'a' }))).message).toContain('Type mismatch for key pk')
    expect((await refusal(put({ pk: '', sk: 'a' }))).message).toContain('empty string')
    const short = rig.documents.send(new GetCommand({ TableName, Key: { pk: 'x' } }))
    expect((await refusal(short)).name).toBe('ValidationException')
    expect((await refusal(put({ pk: 'x', sk: 'a', owner: 7, rank: 1 }))).message).toContain(
      'Type mismatch for Index Key owner',
    )
  })

  it('of a table that does not exist are not found', async () => {
    const absent = rig.documents.send(new GetCommand({ TableName: 'no-such-table', Key: { pk: 'a' } }))
    expect((await refusal(absent)).name).toBe('ResourceNotFoundException')
  })
})
