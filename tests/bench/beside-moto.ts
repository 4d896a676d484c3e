import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { CreateEventBusCommand, EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { startMoto } from '@/tests/engines/moto/moto'
import { scratch } from '@/tests/engines/store'

/** The local cloud beside moto, in turns, by the same clients: how soon each is there, and how many calls a second it answers. The
 *  local cloud writes everything to disk; moto keeps it in memory. `npx tsx tests/bench/beside-moto.ts` */
const seconds = Number(process.env.SECONDS_EACH ?? 2)
const atOnce = 16

interface Side {
  name: string
  /** Milliseconds from the command to the first answer. */
  start: number
  environment: Record<string, string | undefined>
  stop(): Promise<unknown>
}

async function localCloud(): Promise<Side> {
  // As `npm run cloud` does, before it starts the clock.
  const build = "import('./tools/cloud.mjs').then(({ buildCloud }) => buildCloud()).then(console.log)"
  const file = spawnSync(process.execPath, ['-e', build], { encoding: 'utf8' }).stdout.trim()
  const directory = scratch('bench')
  const from = performance.now()
  const child = spawn(process.execPath, [file, '--data', directory, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const environment: Record<string, string> = {}
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'READY') break
    const [name = '', value = ''] = line.split(/=(.*)/s)
    environment[name] = value
  }
  const start = performance.now() - from
  const stop = async () => {
    child.kill()
    await once(child, 'exit')
  }
  return { name: 'local cloud', start, environment, stop }
}

async function moto(): Promise<Side> {
  const from = performance.now()
  const { environment, program } = await startMoto()
  return { name: 'moto', start: performance.now() - from, environment, stop: () => program.kill() }
}

type Call = (n: number) => Promise<unknown>

/** What is measured, prepared on one side. */
async function workload({ environment }: Side): Promise<Record<string, Call>> {
  const at = (service: string) => ({
    endpoint: environment[`AWS_ENDPOINT_URL_${service}`] ?? environment.AWS_ENDPOINT_URL,
    region: environment.AWS_REGION,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  })
  const dynamo = new DynamoDBClient(at('DYNAMODB'))
  const s3 = new S3Client({ ...at('S3'), forcePathStyle: true })
  const sqs = new SQSClient({ ...at('SQS'), useQueueUrlAsEndpoint: false })
  const events = new EventBridgeClient(at('EVENTBRIDGE'))
  const TableName = 'bench'
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  )
  await waitUntilTableExists({ client: dynamo, maxWaitTime: 20, minDelay: 1 }, { TableName })
  await s3.send(new CreateBucketCommand({ Bucket: 'bench' }))
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'bench' }))
  await events.send(new CreateEventBusCommand({ Name: 'bench' }))
  const item = (n: number) => ({
    pk: { S: `item-${n % 500}` },
    text: { S: 'x'.repeat(300) },
    n: { N: `${n}` },
  })
  const Body = Buffer.alloc(16_384, 'x')
  return {
    'DynamoDB put': (n) => dynamo.send(new PutItemCommand({ TableName, Item: item(n) })),
    'DynamoDB get': (n) =>
      dynamo.send(new GetItemCommand({ TableName, Key: { pk: { S: `item-${n % 500}` } } })),
    'DynamoDB transaction of two': (n) =>
      dynamo.send(
        new TransactWriteItemsCommand({
          TransactItems: ['a', 'b'].map((side) => ({
            Put: { TableName, Item: { ...item(n), pk: { S: `${side}-${n}` } } },
          })),
        }),
      ),
    'S3 put of 16 kB': (n) => s3.send(new PutObjectCommand({ Bucket: 'bench', Key: `k/${n % 500}`, Body })),
    'S3 get of 16 kB': async (n) => {
      const { Body: answer } = await s3.send(new GetObjectCommand({ Bucket: 'bench', Key: `k/${n % 20}` }))
      return answer?.transformToByteArray()
    },
    'SQS send, receive, delete': async (n) => {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `message ${n}` }))
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }))
      for (const { ReceiptHandle } of Messages)
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    },
    'EventBridge put': (n) =>
      events.send(
        new PutEventsCommand({
          Entries: [{ EventBusName: 'bench', Source: 's', DetailType: 'd', Detail: `{"n":${n}}` }],
        }),
      ),
  }
}

/** Calls a second, by so many callers at once. */
async function rate(call: Call): Promise<number> {
  const from = performance.now()
  let calls = 0
  const caller = async () => {
    while (performance.now() - from < seconds * 1000) {
      calls += 1
      await call(calls)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, caller))
  return calls / ((performance.now() - from) / 1000)
}

const sides = [await localCloud(), await moto()]
const rates = new Map<string, number[]>()
try {
  const works = await Promise.all(sides.map(workload))
  for (const name of Object.keys(works[0] ?? {})) {
    for (const work of works) {
      const call = work[name]
      if (!call) throw new Error(`${name} is missing`)
      // Once to warm up: what is got must be there.
      for (let n = 0; n < 20; n += 1) await call(n)
      rates.set(name, [...(rates.get(name) ?? []), await rate(call)])
    }
  }
} finally {
  for (const side of sides) await side.stop()
}
const [own, other] = sides.map((side) => side.start)
console.log(`start: local cloud ${own?.toFixed(0)} ms, moto ${other?.toFixed(0)} ms`)
const factors = [...rates].map(([name, [ours = 0, theirs = 0]]) => {
  const factor = ours / theirs
  console.log(
    `${name}: local cloud ${ours.toFixed(0)}/s, moto ${theirs.toFixed(0)}/s, ${factor.toFixed(1)} times as fast`,
  )
  return factor
})
const mean = Math.exp(factors.reduce((sum, factor) => sum + Math.log(factor), 0) / factors.length)
const starts = (other ?? 0) / (own ?? 1)
console.log(
  `in the geometric mean ${mean.toFixed(1)} times as fast; it starts ${starts.toFixed(1)} times as fast`,
)
process.exit(mean >= 3 && starts >= 5 ? 0 : 1)
