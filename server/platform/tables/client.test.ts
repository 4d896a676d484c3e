import { Readable } from 'node:stream'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, expect, test } from 'vitest'
import { documentClient } from './client'

interface Asked {
  target?: string
  body: Record<string, unknown>
  signed: boolean
}
/** A wire on which each answer is what a test has laid ready: a body, an error's status and body, or a broken connection. */
const asked: Asked[] = []
let answers: ({ status?: number; body: object } | 'broken')[] = []
beforeEach(() => {
  asked.length = 0
  answers = []
})
const client = documentClient({
  region: 'us-east-1',
  endpoint: 'http://tables.invalid',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  requestHandler: {
    async handle({ headers, body }: { headers: Record<string, string>; body: string }) {
      const signed = headers.authorization?.startsWith('AWS4-HMAC-SHA256 ') ?? false
      asked.push({ target: headers['x-amz-target'], body: JSON.parse(body), signed })
      const answer = answers.shift() ?? { body: {} }
      if (answer === 'broken') throw Object.assign(new Error('cut off'), { name: 'TimeoutError' })
      const text = Readable.from([Buffer.from(JSON.stringify(answer.body))])
      return { response: { statusCode: answer.status ?? 200, headers: {}, body: text } }
    },
  },
})
const Key = { pk: 'a', sk: 'b' }
const write = () =>
  new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 't', Item: { ...Key, count: 1 } } }] })

test('a transaction whose answer is lost is sent again under the same token, another under another', async () => {
  answers = ['broken', { body: {} }, { body: {} }]
  await client.send(write())
  await client.send(write())
  const tokens = asked.map(({ body }) => body.ClientRequestToken)
  expect(tokens).toHaveLength(3)
  expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(tokens[1]).toBe(tokens[0])
  expect(tokens[2]).not.toBe(tokens[0])
})

test('a token of one’s own stays', async () => {
  const { input } = write()
  await client.send(new TransactWriteCommand({ ...input, ClientRequestToken: 'mine' }))
  expect(asked[0]?.body.ClientRequestToken).toBe('mine')
})

test('requests that are under way at once do not get in each other’s way, and are signed', async () => {
  const items = ['x', 'y', 'z'].map((pk) => ({ pk, sk: 'b' }))
  answers = items.map(({ pk }) => ({ body: { Item: { pk: { S: pk }, count: { N: '2' } } } }))
  const found = await Promise.all(
    items.map((one) => client.send(new GetCommand({ TableName: 't', Key: one }))),
  )
  expect(found.map(({ Item }) => Item)).toEqual(items.map(({ pk }) => ({ pk, count: 2 })))
  expect(asked.map(({ body }) => body.Key)).toEqual(
    items.map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } })),
  )
  expect(asked.every(({ signed }) => signed)).toBe(true)
  expect(new Set(asked.map(({ target }) => target))).toEqual(new Set(['DynamoDB_20120810.GetItem']))
})

test('what is refused is the library’s own error, with the item that stood in the way', async () => {
  const __type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException'
  answers = [{ status: 400, body: { __type, message: 'no', Item: { writeId: { S: 'w' } } } }]
  const refused: unknown = await client
    .send(new PutCommand({ TableName: 't', Item: Key, ConditionExpression: 'attribute_not_exists(pk)' }))
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ConditionalCheckFailedException)
  expect(refused).toMatchObject({ message: 'no', Item: { writeId: { S: 'w' } } })
})

test('a page goes on where the last one ended', async () => {
  answers = [{ body: { Items: [{ pk: { S: 'a' } }], LastEvaluatedKey: { pk: { S: 'a' } } } }]
  const page = await client.send(new QueryCommand({ TableName: 't', ExclusiveStartKey: Key }))
  expect(page).toMatchObject({ Items: [{ pk: 'a' }], LastEvaluatedKey: { pk: 'a' } })
  expect(asked[0]?.body.ExclusiveStartKey).toEqual({ pk: { S: 'a' }, sk: { S: 'b' } })
})
