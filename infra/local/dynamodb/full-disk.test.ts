import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openContext } from '@/infra/local/context'
import { operator } from '@/infra/local/credentials'
import { listen, stopServer } from '@/infra/local/listen'
import { open } from './service'

const directory = mkdtempSync(join(tmpdir(), 'quayside-full-'))
const cloud = openContext(directory)
let documents: DynamoDBDocumentClient
let close: () => Promise<void>

beforeAll(async () => {
  // A database that may not grow fails as one on a full disk does.
  const small = (name: string) => {
    const database = cloud.context.database(name)
    database.pragma('max_page_count = 200')
    return database
  }
  const { dynamodb } = open({ ...cloud.context, database: small })
  const { server, address } = await listen('127.0.0.1', 0, 'dynamodb', (request, response) =>
    dynamodb.handle(request, response),
  )
  const client = new DynamoDBClient({
    region: 'us-east-1',
    endpoint: address,
    credentials: operator,
    maxAttempts: 1,
  })
  documents = DynamoDBDocumentClient.from(client)
  close = async () => {
    client.destroy()
    await stopServer(server)
    await dynamodb.close()
  }
  await client.send(
    new CreateTableCommand({
      TableName: 'full',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  )
})
afterAll(async () => {
  await close()
  cloud.close()
  rmSync(directory, { recursive: true })
})

it('answers a 500 on a full disk, keeps what was acknowledged and goes on', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const put = (pk: string, size: number) =>
    documents.send(new PutCommand({ TableName: 'full', Item: { pk, text: 'x'.repeat(size) } }))
  const attempts = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => put(`large${n}`, 100_000)))
  const failed = attempts.filter((attempt) => attempt.status === 'rejected')
  expect(failed.length).toBeGreaterThan(0)
  for (const { reason } of failed) {
    expect(reason).toMatchObject({ name: 'InternalServerError', $metadata: { httpStatusCode: 500 } })
    expect(reason.message).toContain('disk')
  }
  for (const [n, { status }] of attempts.entries()) {
    const { Item } = await documents.send(new GetCommand({ TableName: 'full', Key: { pk: `large${n}` } }))
    if (status === 'fulfilled') expect(Item).toBeDefined()
  }
  await put('small', 10)
})
