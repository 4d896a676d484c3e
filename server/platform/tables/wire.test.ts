import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { describe, expect, test } from 'vitest'
import { answer, requestBody } from './wire'

const item = {
  pk: 'order#1',
  amount: -12.5,
  most: Number.MAX_SAFE_INTEGER,
  open: false,
  none: null,
  tags: new Set(['a', 'b']),
  lines: [{ sku: 'x', names: { en: 'Vase „groß“', ar: 'مزهرية' } }, [], 'text', 0],
  empty: {},
}

describe('a request', () => {
  test('says of an item what the official library would', () => {
    const written = JSON.parse(requestBody({ TableName: 't', Item: item }))
    expect(written).toEqual({ TableName: 't', Item: marshall(item) })
  })

  test('leaves out what is undefined, wherever it stands', () => {
    const odd = { a: undefined, b: [undefined, { c: undefined }] }
    const written = JSON.parse(requestBody({ IndexName: undefined, Item: odd }))
    expect(written).toEqual({ Item: marshall(odd, { removeUndefinedValues: true }) })
  })

  test.each([
    ['a batch of reads', { RequestItems: { t: { Keys: [item], ConsistentRead: true } } }],
    ['a batch of writes', { RequestItems: { t: [{ PutRequest: { Item: item } }] } }],
    ['a transaction', { TransactItems: [{ Put: { Item: item } }, { Delete: { Key: item } }] }],
    ['a condition', { ExpressionAttributeValues: item, ExpressionAttributeNames: { '#a': 'Item' } }],
    ['a query that goes on', { ExclusiveStartKey: item, Limit: 3 }],
  ])('finds the items of %s', (_, input) => {
    const plain = JSON.parse(requestBody(input))
    expect(JSON.stringify(plain)).toContain(JSON.stringify(marshall(item)))
    expect(plain).not.toHaveProperty('Limit.N')
  })

  test.each([
    [Number.NaN],
    [2 ** 60],
    [Number.POSITIVE_INFINITY],
    [new Date()],
    [10n],
    [() => 1],
    [Symbol('x')],
  ])('refuses %s rather than to store something else', (value) =>
    expect(() => requestBody({ Item: { value } })).toThrow(TypeError),
  )
})

describe('an answer', () => {
  const wire = marshall(item)
  test('reads items as the official library would, wherever they stand', () => {
    expect(unmarshall(wire)).toEqual(item)
    const given = { Item: wire, Attributes: wire, LastEvaluatedKey: wire, Items: [wire], Count: 1 }
    expect(answer(JSON.stringify(given))).toEqual({
      Item: item,
      Attributes: item,
      LastEvaluatedKey: item,
      Items: [item],
      Count: 1,
    })
  })

  test('reads items by table, and what is left to do, so that it can be asked for again', () => {
    const given = {
      Responses: { t: [wire], Items: [wire] },
      UnprocessedKeys: { t: { Keys: [wire], ConsistentRead: true } },
      UnprocessedItems: { t: [{ PutRequest: { Item: wire } }] },
    }
    expect(answer(JSON.stringify(given))).toEqual({
      Responses: { t: [item], Items: [item] },
      UnprocessedKeys: { t: { Keys: [item], ConsistentRead: true } },
      UnprocessedItems: { t: [{ PutRequest: { Item: item } }] },
    })
  })

  test('that holds a kind of value that is never stored here is an error', () => {
    expect(() => answer('{"Item":{"a":{"B":"AAAA"}}}')).toThrow(TypeError)
  })
})
