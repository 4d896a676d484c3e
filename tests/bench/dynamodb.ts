/**
 * DynamoDB of the local cloud, driven by the official SDK client, against an echo server that answers the same client
 * at once: what the client alone costs. Prints operations (items, for batches) per second, p50 and p99 in milliseconds,
 * and the server's own processor time. Run: `npx tsx tests/bench/dynamodb.ts` (`SECONDS=2` by default).
 * Fails when a figure is below what the shop was designed for.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { startCloud } from '@/infra/local/cloud'
import { operator } from '@/infra/local/credentials'

const seconds = Number(process.env.SECONDS ?? 2)
const TableName = 'orders'

/** Least operations (or items) per second at concurrency 32, on a quiet machine; and on a busy one, the least share of
 *  what the same client reaches against the echo server in the same run. */
const least: Record<string, { perSecond: number; share: number }> = {
  get: { perSecond: 1_000, share: 0.5 },
  put: { perSecond: 500, share: 0.25 },
  transact: { perSecond: 400, share: 0.2 },
  'batch write': { perSecond: 6_000, share: 0.25 },
}

async function serve(which: string): Promise<void> {
  process.once('disconnect', () => process.exit())
  process.on('message', () => process.send?.(process.cpuUsage()))
  if (which === 'cloud') {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'quayside-bench-'))
    process.once('exit', () => rmSync(dataDirectory, { recursive: true, force: true }))
    const cloud = await startCloud({ dataDirectory, port: 0 })
    process.send?.(cloud.endpoints.dynamodb)
    return
  }
  const body = JSON.stringify({ Item: item(0) })
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      response.end(request.headers['x-amz-target']?.toString().endsWith('GetItem') ? body : '{}')
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  process.send?.(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
}

interface Server {
  process: ChildProcess
  client: DynamoDBClient
}

async function start(which: string): Promise<Server> {
  const child = fork(import.meta.filename, [which])
  const [endpoint] = await once(child, 'message')
  const client = new DynamoDBClient({ region: 'us-east-1', endpoint, credentials: operator, maxAttempts: 1 })
  return { process: child, client }
}

/** An order of about 1 KB. */
function item(n: number) {
  return {
    pk: { S: `order${n}` },
    sk: { S: 'order' },
    customerId: { S: `customer${n % 500}` },
    placedAt: { S: '2026-11-21T10:00:00.000Z' },
    lines: {
      L: Array.from({ length: 5 }, (_, line) => ({
        M: {
          sku: { S: `sku-${n}-${line}` },
          quantity: { N: '2' },
          price: { N: '1999' },
          name: { S: 'A brass lamp' },
        },
      })),
    },
    address: { M: { name: { S: 'Ann Ames' }, street: { S: '1 Quay Street' }, city: { S: 'Hull' } } },
    note: { S: 'x'.repeat(300) },
  }
}

let written = 0
const next = () => {
  written += 1
  return written
}

/** Each does one call and says how many items it moved. */
const work: Record<string, (client: DynamoDBClient) => Promise<number>> = {
  async get(client) {
    const Key = { pk: { S: `order${1 + (next() % 200)}` }, sk: { S: 'order' } }
    await client.send(new GetItemCommand({ TableName, Key }))
    return 1
  },
  async put(client) {
    await client.send(new PutItemCommand({ TableName, Item: item(next()) }))
    return 1
  },
  async transact(client) {
    const n = next()
    const counter = (name: string) => ({
      Update: {
        TableName,
        Key: { pk: { S: `${name}${n % 64}` }, sk: { S: 'counter' } },
        UpdateExpression: 'ADD taken :one',
        ConditionExpression: 'attribute_not_exists(taken) OR taken < :most',
        ExpressionAttributeValues: { ':one': { N: '1' }, ':most': { N: '1000000' } },
      },
    })
    await client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: item(n), ConditionExpression: 'attribute_not_exists(pk)' } },
          counter('stock'),
          counter('reserve'),
          { Delete: { TableName, Key: { pk: { S: `cart${n}` }, sk: { S: 'cart' } } } },
        ],
      }),
    )
    return 1
  },
  async 'batch write'(client) {
    const requests = Array.from({ length: 25 }, () => ({ PutRequest: { Item: item(next()) } }))
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }))
    return requests.length
  },
}

interface Result {
  perSecond: number
  p50: number
  p99: number
  /** Microseconds of the server's processor per call. */
  cpu: number
}

async function measure(
  server: Server,
  name: string,
  concurrency: number,
  forSeconds: number,
): Promise<Result> {
  const times: number[] = []
  let moved = 0
  const before = await processorTime(server)
  const began = performance.now()
  const until = began + forSeconds * 1000
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < until) {
        const from = performance.now()
        const count = (await work[name]?.(server.client)) ?? 0
        moved += count
        times.push(performance.now() - from)
      }
    }),
  )
  const elapsed = (performance.now() - began) / 1000
  const cpu = ((await processorTime(server)) - before) / times.length
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
  return { perSecond: moved / elapsed, p50: at(0.5), p99: at(0.99), cpu }
}

async function processorTime(server: Server): Promise<number> {
  server.process.send('time')
  const [usage] = await once(server.process, 'message')
  return usage.user + usage.system
}

async function report(name: string, concurrency: number, which: string, server: Server): Promise<Result> {
  await measure(server, name, concurrency, 0.5)
  const result = await measure(server, name, concurrency, seconds)
  console.log(
    name.padEnd(12),
    String(concurrency).padStart(3),
    which.padStart(8),
    result.perSecond.toFixed(0).padStart(12),
    result.p50.toFixed(2).padStart(10),
    result.p99.toFixed(2).padStart(9),
    result.cpu.toFixed(0).padStart(16),
  )
  return result
}

async function main(): Promise<void> {
  const servers = { echo: await start('echo'), cloud: await start('cloud') }
  await servers.cloud.client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'customerId', 'placedAt'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byCustomer',
          KeySchema: [
            { AttributeName: 'customerId', KeyType: 'HASH' },
            { AttributeName: 'placedAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  )
  const short: string[] = []
  console.log('what          at   server   per second     p50 ms    p99 ms   server µs/call')
  for (const name of ['batch write', 'put', 'get', 'transact']) {
    for (const concurrency of [1, 32]) {
      const echo = await report(name, concurrency, 'echo', servers.echo)
      const cloud = await report(name, concurrency, 'cloud', servers.cloud)
      const wanted = least[name]
      if (!wanted || concurrency === 1) continue
      if (cloud.perSecond < Math.min(wanted.perSecond, wanted.share * echo.perSecond)) {
        short.push(
          `${name}: ${cloud.perSecond.toFixed(0)} against ${echo.perSecond.toFixed(0)} from the echo server`,
        )
      }
    }
  }
  for (const server of Object.values(servers)) server.process.disconnect()
  if (short.length > 0) throw new Error(`Slower than designed for: ${short.join(', ')}`)
}

const [, , which] = process.argv
await (which === 'echo' || which === 'cloud' ? serve(which) : main())
