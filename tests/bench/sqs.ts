/**
 * A FIFO queue of the local cloud: send, receive and delete one message after the other, by the official SDK client,
 * against an echo server that answers the same client at once (what the client alone costs). Prints round trips of all
 * three calls per second, and p50 and p99 of each call in milliseconds.
 * Run: `npx tsx tests/bench/sqs.ts` (`SECONDS=2` by default). Fails when the queue is slower than the shop was designed for.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { startCloud } from '@/infra/local/cloud'
import { operator } from '@/infra/local/credentials'

const seconds = Number(process.env.SECONDS ?? 2)
/** Least round trips at concurrency 32, as a part of what the client alone allows in the same run. */
const least = 0.3
const body = JSON.stringify({ order: 'ord_1', lines: 'x'.repeat(900) })

async function serve(which: string): Promise<void> {
  process.once('disconnect', () => process.exit())
  if (which === 'cloud') {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'quayside-bench-'))
    process.once('exit', () => rmSync(dataDirectory, { recursive: true, force: true }))
    const cloud = await startCloud({ dataDirectory, port: 0 })
    process.send?.(cloud.endpoints.sqs)
    return
  }
  const digest = createHash('md5').update(body).digest('hex')
  const answers: Record<string, string> = {
    SendMessage: JSON.stringify({ MessageId: 'm', MD5OfMessageBody: digest, SequenceNumber: '1' }),
    ReceiveMessage: JSON.stringify({
      Messages: [{ MessageId: 'm', ReceiptHandle: 'r', MD5OfBody: digest, Body: body }],
    }),
    CreateQueue: JSON.stringify({ QueueUrl: 'http://127.0.0.1/000000000000/echo' }),
  }
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      response.end(answers[operation] ?? '{}')
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  process.send?.(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
}

interface Server {
  process: ChildProcess
  client: SQSClient
  url: string
}

async function start(which: string): Promise<Server> {
  const child = fork(import.meta.filename, [which])
  const [endpoint] = await once(child, 'message')
  const client = new SQSClient({
    region: 'us-east-1',
    endpoint,
    credentials: operator,
    useQueueUrlAsEndpoint: false,
    maxAttempts: 1,
  })
  const { QueueUrl: url = '' } = await client.send(
    new CreateQueueCommand({ QueueName: 'oms.fifo', Attributes: { FifoQueue: 'true' } }),
  )
  return { process: child, client, url }
}

type Times = Record<'send' | 'receive' | 'delete', number[]>
let sent = 0

async function roundTrip({ client, url: QueueUrl }: Server, group: string, times: Times): Promise<void> {
  const timed = async <Result>(list: number[], call: Promise<Result>): Promise<Result> => {
    const from = performance.now()
    const result = await call
    list.push(performance.now() - from)
    return result
  }
  sent += 1
  const identity = { MessageGroupId: group, MessageDeduplicationId: `d${sent}` }
  await timed(times.send, client.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...identity })))
  const { Messages = [] } = await timed(
    times.receive,
    client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 })),
  )
  const ReceiptHandle = Messages[0]?.ReceiptHandle
  await timed(times.delete, client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })))
}

async function measure(server: Server, concurrency: number, forSeconds: number) {
  const times: Times = { send: [], receive: [], delete: [] }
  const began = performance.now()
  const until = began + forSeconds * 1000
  await Promise.all(
    Array.from({ length: concurrency }, async (_, worker) => {
      while (performance.now() < until) await roundTrip(server, `group-${worker}`, times)
    }),
  )
  const elapsed = (performance.now() - began) / 1000
  return { perSecond: times.delete.length / elapsed, times }
}

function percentile(times: number[], part: number): string {
  const sorted = times.toSorted((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(2)
}

async function main(): Promise<void> {
  const servers = { echo: await start('echo'), cloud: await start('cloud') }
  const short: string[] = []
  console.log(' at  server   trips/s   send p50/p99 ms   receive p50/p99 ms   delete p50/p99 ms')
  for (const concurrency of [1, 32]) {
    let yardstick = 0
    for (const [name, server] of Object.entries(servers)) {
      await measure(server, concurrency, 0.5)
      const { perSecond, times } = await measure(server, concurrency, seconds)
      const figures = Object.values(times).map((list) => `${percentile(list, 0.5)}/${percentile(list, 0.99)}`)
      console.log(
        String(concurrency).padStart(3),
        name.padStart(7),
        perSecond.toFixed(0).padStart(9),
        ...figures.map((text) => text.padStart(17)),
      )
      if (name === 'echo') yardstick = perSecond
      else if (concurrency === 32 && perSecond < least * yardstick) {
        short.push(`${perSecond.toFixed(0)} of ${yardstick.toFixed(0)} round trips a second`)
      }
    }
  }
  for (const server of Object.values(servers)) {
    server.client.destroy()
    server.process.disconnect()
  }
  if (short.length > 0) throw new Error(`Slower than designed for: ${short.join(', ')}`)
}

const [, , which] = process.argv
await (which === 'echo' || which === 'cloud' ? serve(which) : main())
