import type { ReturnValue } from '@aws-sdk/client-dynamodb'
import {
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

describe('conditions', () => {
  const meets = async (
    item: Record<string, unknown>,
    condition: string,
    values?: Record<string, unknown>,
  ) => {
    await put({ pk: 'condition', sk: 'a', ...item })
    try {
      await put(
        { pk: 'condition', sk: 'a', ...item },
        {
          ConditionExpression: condition,
          ...(values ? { ExpressionAttributeValues: values } : {}),
        },
      )
      return true
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false
      throw error
    }
  }

  it.each([
    ['n = :v', { n: 1 }, { ':v': 1 }, true],
    ['n = :v', { n: '1' }, { ':v': 1 }, false],
    ['n <> :v', {}, { ':v': 1 }, true],
    ['n < :v', { n: 9 }, { ':v': 10 }, true],
    ['n < :v', { n: -10 }, { ':v': -9.5 }, true],
    ['n >= :v', {}, { ':v': 1 }, false],
    ['s > :v', { s: 'é' }, { ':v': 'z' }, true],
    ['n BETWEEN :a AND :b', { n: 5 }, { ':a': 5, ':b': 6 }, true],
    ['n IN (:a, :b)', { n: 6 }, { ':a': 5, ':b': 6 }, true],
    ['m = :v', { m: { a: [1, { b: 2 }] } }, { ':v': { a: [1, { b: 2 }] } }, true],
    ['m = :v', { m: { a: 1 } }, { ':v': { a: 2 } }, false],
    ['tags = :v', { tags: new Set(['a', 'b']) }, { ':v': new Set(['b', 'a']) }, true],
    ['attribute_exists(m.a[1])', { m: { a: [1, 2] } }, undefined, true],
    ['attribute_not_exists(m.a[2])', { m: { a: [1, 2] } }, undefined, true],
    ['attribute_not_exists(toString)', {}, undefined, true],
    ['attribute_type(n, :v)', { n: 1 }, { ':v': 'N' }, true],
    ['begins_with(s, :v)', { s: 'quayside' }, { ':v': 'quay' }, true],
    ['contains(s, :v)', { s: 'quayside' }, { ':v': 'ays' }, true],
    ['contains(tags, :v)', { tags: new Set(['a']) }, { ':v': 'a' }, true],
    ['contains(l, :v)', { l: [1, 2] }, { ':v': 2 }, true],
    ['size(s) = :v', { s: '' }, { ':v': 0 }, true],
    ['size(l) > :v', { l: [1, 2] }, { ':v': 1 }, true],
    ['NOT (n = :v OR attribute_exists(x)) AND n < :w', { n: 2 }, { ':v': 1, ':w': 3 }, true],
  ])('%s on %o', async (condition, item, values, expected) => {
    expect(await meets(item, condition, values)).toBe(expected)
  })

  it('that fail write nothing, and may show the item', async () => {
    await put({ pk: 'guarded', sk: 'a', version: 3 })
    const guarded = {
      ConditionExpression: 'version = :v',
      ExpressionAttributeValues: { ':v': 2 },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    } as const
    const failed = await refusal(put({ pk: 'guarded', sk: 'a', version: 9 }, guarded))
    expect(failed.name).toBe('ConditionalCheckFailedException')
    expect(failed.Item).toMatchObject({ version: { N: '3' } })
    const updated = await refusal(update('guarded', { UpdateExpression: 'REMOVE version', ...guarded }))
    expect(updated.Item).toMatchObject({ version: { N: '3' } })
    const quiet = await refusal(
      put({ pk: 'guarded', sk: 'a' }, { ConditionExpression: 'attribute_not_exists(pk)' }),
    )
    expect(quiet.Item).toBeUndefined()
    expect(await get('guarded')).toMatchObject({ version: 3 })
  })
})

describe('updates', () => {
  it('set, add, remove and delete, all from the item as it was', async () => {
    await put({
      pk: 'update',
      sk: 'a',
      n: 1,
      m: { x: 1 },
      parcels: ['a', 'b', 'c', 'd'],
      tags: new Set(['p', 'q']),
    })
    const { Attributes } = await update('update', {
      UpdateExpression:
        'SET m.y = n, n = n + :one, #new = if_not_exists(#new, :list), parcels[9] = :e REMOVE parcels[0], parcels[1] ADD hits :one DELETE tags :p',
      ExpressionAttributeNames: { '#new': 'fresh' },
      ExpressionAttributeValues: { ':one': 1, ':list': [1], ':e': 'e', ':p': new Set(['p']) },
      ReturnValues: 'ALL_NEW',
    })
    expect(Attributes).toEqual({
      pk: 'update',
      sk: 'a',
      n: 2,
      m: { x: 1, y: 1 },
      fresh: [1],
      hits: 1,
      parcels: ['c', 'd', 'e'],
      tags: new Set(['q']),
    })
  })

  it('create the item when there is none', async () => {
    await update('created', { UpdateExpression: 'ADD hits :n', ExpressionAttributeValues: { ':n': 0.1 } })
    await update('created', { UpdateExpression: 'ADD hits :n', ExpressionAttributeValues: { ':n': 0.2 } })
    expect(await get('created')).toEqual({ pk: 'created', sk: 'a', hits: 0.3 })
  })

  it.each([
    ['NONE', undefined],
    ['ALL_OLD', { pk: 'returned', sk: 'a', a: 1, b: 2 }],
    ['UPDATED_OLD', { a: 1 }],
    ['ALL_NEW', { pk: 'returned', sk: 'a', a: 5, b: 2 }],
    ['UPDATED_NEW', { a: 5 }],
  ] as [ReturnValue, unknown][])('answer %s', async (ReturnValues, expected) => {
    await put({ pk: 'returned', sk: 'a', a: 1, b: 2 })
    const { Attributes } = await update('returned', {
      UpdateExpression: 'SET a = :a',
      ExpressionAttributeValues: { ':a': 5 },
      ReturnValues,
    })
    expect(Attributes).toEqual(expected)
  })

  it.each([
    ['SET pk = :v', { ':v': 'x' }, 'This attribute is part of the key'],
    ['SET a.b = :v', { ':v': 'x' }, 'The document path provided in the update expression is invalid'],
    ['SET n = absent + :v', { ':v': 1 }, 'refers to an attribute that does not exist in the item'],
    ['ADD s :v', { ':v': 1 }, 'incorrect data type'],
    ['SET n = :v, n = :v', { ':v': 1 }, 'Two document paths overlap'],
    ['SET n = ', undefined, 'Syntax error'],
    ['SET size = :v', { ':v': 1 }, 'reserved keyword'],
  ])('are refused: %s', async (UpdateExpression, values, message) => {
    await put({ pk: 'refused', sk: 'a', s: 'text' })
    const refused = await refusal(
      update('refused', { UpdateExpression, ...(values ? { ExpressionAttributeValues: values } : {}) }),
    )
    expect(refused.name).toBe('ValidationException')
    expect(refused.message).toContain(message)
  })

  it('refuse values and names that no expression uses', async () => {
    const refused = await refusal(
      update('unused', { UpdateExpression: 'REMOVE a', ExpressionAttributeValues: { ':v': 1 } }),
    )
    expect(refused.message).toContain('unused in expressions: keys: {:v}')
  })
})
