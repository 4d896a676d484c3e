/**
 * Put and get of 50 KB objects through the SDK, at concurrency 1 and 32, against an echo server behind the same
 * client (what the client itself costs); then the cloud's memory while a sparse file of 1 GB goes up and down.
 * Run: `npx tsx tests/bench/s3.ts` (`SECONDS=3` a round, `GIGABYTE=0` leaves the large file out).
 * Fails when memory grows by more than 150 MB or the large file comes back with another length.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, mkdtempSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { startCloud } from '@/infra/local/cloud'

const seconds = Number(process.env.SECONDS ?? 3)
const body = Buffer.alloc(50_000, 'quayside')
const gigabyte = 1024 ** 3
const allowedGrowth = 150

const directory = process.argv[3] ?? ''
if (process.argv[2] === 'cloud') await serveCloud()
else if (process.argv[2] === 'echo') await serveEcho()
else await compare()

async function serveCloud(): Promise<void> {
  const cloud = await startCloud({ dataDirectory: directory, port: 0 })
  process.once('disconnect', () => process.exit())
  process.send?.(cloud)
}

/** Takes any PUT and answers any GET with the same bytes: no signature, no disk. */
async function serveEcho(): Promise<void> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume()
    incoming.on('end', () => {
      const headers = { etag: '"0"', 'content-type': 'binary/octet-stream' }
      if (incoming.method === 'GET')
        outgoing.writeHead(200, { ...headers, 'content-length': body.length }).end(body)
      else outgoing.writeHead(200, { ...headers, 'content-length': 0 }).end()
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  process.once('disconnect', () => process.exit())
  process.send?.({ endpoints: { s3: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` } })
}

interface Started {
  child: ChildProcess
  s3: S3Client
}

async function start(which: 'cloud' | 'echo', dataDirectory: string): Promise<Started> {
  const child = fork(new URL(import.meta.url), [which, dataDirectory])
  const message: unknown = (await once(child, 'message'))[0]
  const {
    endpoints,
    accessKeyId = 'key',
    secretAccessKey = 'secret',
  } = message as {
    endpoints: { s3: string }
    accessKeyId?: string
    secretAccessKey?: string
  }
  const s3 = new S3Client({
    endpoint: endpoints.s3,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { httpAgent: { maxSockets: 64, keepAlive: true } },
  })
  return { child, s3 }
}

async function compare(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'quayside-bench-'))
  const [cloud, echo] = [await start('cloud', data), await start('echo', data)]
  try {
    await cloud.s3.send(new CreateBucketCommand({ Bucket: 'bench' }))
    for (const concurrency of [1, 32]) {
      for (const [name, { s3 }] of [
        ['echo', echo],
        ['local S3', cloud],
      ] as const) {
        await run(s3, 'put', concurrency, 0.5)
        report(`put  ${name}`, concurrency, await run(s3, 'put', concurrency, seconds))
        report(`get  ${name}`, concurrency, await run(s3, 'get', concurrency, seconds))
      }
    }
    if (process.env.GIGABYTE !== '0') await largeFile(cloud, data)
  } finally {
    cloud.child.kill()
    echo.child.kill()
    rmSync(data, { recursive: true, force: true })
  }
}

async function run(
  s3: S3Client,
  what: 'put' | 'get',
  concurrency: number,
  forSeconds: number,
): Promise<number[]> {
  const times: number[] = []
  const end = performance.now() + forSeconds * 1000
  await Promise.all(
    Array.from({ length: concurrency }, async (_, worker) => {
      for (let n = 0; performance.now() < end; n++) {
        const at = { Bucket: 'bench', Key: `objects/${worker}/${what === 'put' ? n % 50 : 0}` }
        const began = performance.now()
        if (what === 'put') await s3.send(new PutObjectCommand({ ...at, Body: body }))
        else await (await s3.send(new GetObjectCommand(at))).Body?.transformToByteArray()
        times.push(performance.now() - began)
      }
    }),
  )
  return times.toSorted((one, other) => one - other)
}

function report(name: string, concurrency: number, times: number[]): void {
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
  const rate = (times.length / seconds).toFixed(0)
  console.log(
    `${name.padEnd(14)} x${concurrency}`.padEnd(20),
    `${rate}/s  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`,
  )
}

async function largeFile(cloud: Started, data: string): Promise<void> {
  const file = join(data, 'sparse')
  openSync(file, 'w')
  truncateSync(file, gigabyte)
  const { pid } = cloud.child
  const before = memory(pid)
  const at = { Bucket: 'bench', Key: 'gigabyte' }
  const upload = await getSignedUrl(cloud.s3, new PutObjectCommand(at), { expiresIn: 600 })
  let began = performance.now()
  const status = await transfer(upload, 'PUT', file)
  console.log(`1 GB up     ${rateSince(began)} (status ${status.status})`)
  const download = await getSignedUrl(cloud.s3, new GetObjectCommand(at), { expiresIn: 600 })
  began = performance.now()
  const { bytes } = await transfer(download, 'GET')
  console.log(`1 GB down   ${rateSince(began)}`)
  const growth = memory(pid) - before
  console.log(`memory at most ${growth.toFixed(0)} MB above ${before.toFixed(0)} MB`)
  if (bytes !== gigabyte || growth > allowedGrowth) process.exitCode = 1
}

function rateSince(began: number): string {
  return `${(gigabyte / 1e6 / ((performance.now() - began) / 1000)).toFixed(0)} MB/s`
}

function transfer(
  url: string,
  method: string,
  file?: string,
): Promise<{ status: number | undefined; bytes: number }> {
  return new Promise((resolve, reject) => {
    const headers = file ? { 'content-length': gigabyte } : {}
    const outgoing = request(url, { method, headers }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => resolve({ status: response.statusCode, bytes }))
    })
    outgoing.on('error', reject)
    if (file) createReadStream(file, { highWaterMark: 1024 * 1024 }).pipe(outgoing)
    else outgoing.end()
  })
}

/** The largest resident size of a process so far, in MB. */
function memory(pid: number | undefined): number {
  const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1] ?? 0) / 1024
}
