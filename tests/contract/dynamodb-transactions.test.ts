import {
  GetCommand,
  PutCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DynamoRig, dynamoRig, indexedTable, refusal } from '@/tests/contract/dynamodb-rig'

let rig: DynamoRig
let stock: string
let orders: string

beforeAll(async () => {
  rig = await dynamoRig()
  stock = await rig.table()
  orders = await rig.table(indexedTable())
})
afterAll(() => rig.stop())

type Actions = TransactWriteCommandInput['TransactItems']
const transact = (TransactItems: Actions, ClientRequestToken: string = ulid()) =>
  rig.documents.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }))
const put = (TableName: string, Item: Record<string, unknown>) =>
  rig.documents.send(new PutCommand({ TableName, Item }))
const get = async (TableName: string, pk: string) =>
  (await rig.documents.send(new GetCommand({ TableName, Key: { pk, sk: 'a' } }))).Item

const take = (pk: string, quantity: number) => ({
  Update: {
    TableName: stock,
    Key: { pk, sk: 'a' },
    UpdateExpression: 'SET onHand = onHand - :q',
    ConditionExpression: 'onHand >= :q',
    ExpressionAttributeValues: { ':q': quantity },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  },
})

describe('a transaction', () => {
  it('writes everything: put, update, delete, guarded by a check', async () => {
    await put(stock, { pk: 'lamp', sk: 'a', onHand: 3 })
    await put(stock, { pk: 'flag', sk: 'a', on: true })
    await put(orders, { pk: 'cart', sk: 'a' })
    await transact([
      { Put: { TableName: orders, Item: { pk: 'o1', sk: 'a', owner: 'ann', rank: 1 } } },
      take('lamp', 2),
      { Delete: { TableName: orders, Key: { pk: 'cart', sk: 'a' } } },
      {
        ConditionCheck: {
          TableName: stock,
          Key: { pk: 'flag', sk: 'a' },
          ConditionExpression: '#on = :yes',
          ExpressionAttributeNames: { '#on': 'on' },
          ExpressionAttributeValues: { ':yes': true },
        },
      },
    ])
    expect(await get(orders, 'o1')).toMatchObject({ owner: 'ann' })
    expect(await get(stock, 'lamp')).toMatchObject({ onHand: 1 })
    expect(await get(orders, 'cart')).toBeUndefined()
    expect(await get(stock, 'flag')).toMatchObject({ on: true })
  })

  it('that is cancelled writes nothing and gives its reasons in order', async () => {
    await put(stock, { pk: 'vase', sk: 'a', onHand: 1 })
    await put(stock, { pk: 'text', sk: 'a', onHand: 'many' })
    const cancelled = await refusal(
      transact([
        { Put: { TableName: orders, Item: { pk: 'o2', sk: 'a' } } },
        take('vase', 2),
        {
          Update: {
            TableName: stock,
            Key: { pk: 'text', sk: 'a' },
            UpdateExpression: 'SET onHand = onHand + :one',
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ]),
    )
    expect(cancelled.name).toBe('TransactionCanceledException')
    expect(cancelled.message).toContain('[None, ConditionalCheckFailed, ValidationError]')
    expect(cancelled.CancellationReasons).toEqual([
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: { pk: { S: 'vase' }, sk: { S: 'a' }, onHand: { N: '1' } },
      },
      { Code: 'ValidationError', Message: 'An operand in the update expression has an incorrect data type' },
    ])
    expect(await get(orders, 'o2')).toBeUndefined()
    expect(await get(stock, 'vase')).toMatchObject({ onHand: 1 })
  })

  it('repeated with its token is made once; another one with that token is refused', async () => {
    await put(stock, { pk: 'chair', sk: 'a', onHand: 10 })
    const token = ulid()
    await transact([take('chair', 4)], token)
    await transact([take('chair', 4)], token)
    expect(await get(stock, 'chair')).toMatchObject({ onHand: 6 })
    const other = await refusal(transact([take('chair', 5)], token))
    expect(other.name).toBe('IdempotentParameterMismatchException')
  })

  it('is forgotten by its token after ten minutes', async ({ skip }) => {
    if (!rig.target.door) skip()
    await put(stock, { pk: 'desk', sk: 'a', onHand: 10 })
    const token = ulid()
    await transact([take('desk', 4)], token)
    await rig.target.advance(11 * 60_000)
    await transact([take('desk', 5)], token)
    expect(await get(stock, 'desk')).toMatchObject({ onHand: 1 })
  })

  it('never oversells under contention', async () => {
    await put(stock, { pk: 'rug', sk: 'a', onHand: 7 })
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        transact([take('rug', 1), { Put: { TableName: orders, Item: { pk: `rug${n}`, sk: 'a' } } }]),
      ),
    )
    const won = attempts.filter(({ status }) => status === 'fulfilled').length
    expect(won).toBe(7)
    expect(await get(stock, 'rug')).toMatchObject({ onHand: 0 })
  })

  it.each([
    [
      'two actions on one item',
      () => [take('twice', 1), take('twice', 2)],
      'multiple operations on one item',
    ],
    [
      'more than 100 actions',
      () => Array.from({ length: 101 }, (_, n) => take(`n${n}`, 1)),
      'less than or equal to 100',
    ],
    [
      'more than 4 MB',
      () =>
        Array.from({ length: 12 }, (_, n) => ({
          Put: { TableName: orders, Item: { pk: `large${n}`, sk: 'a', text: 'x'.repeat(390_000) } },
        })),
      '4 MB',
    ],
  ])('with %s is refused', async (_what, actions, message) => {
    const refused = await refusal(transact(actions()))
    expect(refused.name).toBe('ValidationException')
    expect(refused.message).toContain(message)
  })

  it('on a table that does not exist is not found', async () => {
    const absent = transact([{ Put: { TableName: 'no-such-table', Item: { pk: 'x', sk: 'a' } } }])
    expect((await refusal(absent)).name).toBe('ResourceNotFoundException')
  })

  it('reads several items at one moment, absent ones included', async () => {
    await put(stock, { pk: 'pair1', sk: 'a', onHand: 1, other: 2 })
    await put(orders, { pk: 'pair2', sk: 'a', onHand: 2 })
    const { Responses } = await rig.documents.send(
      new TransactGetCommand({
        TransactItems: [
          { Get: { TableName: stock, Key: { pk: 'pair1', sk: 'a' }, ProjectionExpression: 'onHand' } },
          { Get: { TableName: orders, Key: { pk: 'absent', sk: 'a' } } },
          { Get: { TableName: orders, Key: { pk: 'pair2', sk: 'a' } } },
        ],
      }),
    )
    expect(Responses?.map(({ Item }) => Item)).toEqual([
      { onHand: 1 },
      undefined,
      { pk: 'pair2', sk: 'a', onHand: 2 },
    ])
  })
})
