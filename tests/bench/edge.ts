/**
 * A page from the edge's cache against a bare `node:http` server with the same bytes, each in a process of its own,
 * in alternating rounds. Prints requests per second, p50 and p99 in milliseconds, and the ratio of the two.
 * Run: `npx tsx tests/bench/edge.ts` (`SECONDS=2 ROUNDS=3` by default). Fails when both ratios at 32 connections are below a half.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { z } from 'zod'
import { edgeBehaviours } from '@/infra/edge-behaviours'
import { startEdge } from '@/infra/local/edge/edge'

const html = Buffer.from(`<!doctype html><title>Lamps</title>${'<p>A lamp of brass.</p>'.repeat(480)}`)
const seconds = Number(process.env.SECONDS ?? 2)
const rounds = Number(process.env.ROUNDS ?? 3)

interface Result {
  perSecond: number
  /** Microseconds of the server's processor per request: what its capacity is when the machine is not shared. */
  cpu: number
  p50: number
  p99: number
}

async function serve(which: 'bare' | 'edge'): Promise<void> {
  process.once('disconnect', () => process.exit())
  process.on('message', () => process.send?.(processorTime()))
  const server = createServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': html.length,
      'cache-control': 's-maxage=3600',
    })
    response.end(html)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address: AddressInfo | string | null = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  if (which === 'bare') return void process.send?.(port)
  const credentials = { accessKeyId: 'id', secretAccessKey: 'key' }
  const edge = await startEdge({
    port: 0,
    origin: `http://127.0.0.1:${port}`,
    assets: { endpoint: 'http://127.0.0.1:9', bucket: 'none', credentials },
    behaviours: edgeBehaviours,
    adminSecret: 'only a benchmark, nothing to guard',
  })
  process.send?.(edge.port)
}

async function compare(): Promise<void> {
  const [bare, edge] = await Promise.all([start('bare'), start('edge')])
  const ratios = new Map<number, number>()
  for (const connections of [1, 32]) {
    const results: Record<'bare' | 'edge', Result[]> = { bare: [], edge: [] }
    await load(edge, connections, 0.5)
    await load(bare, connections, 0.5)
    for (let round = 0; round < rounds; round++) {
      results.bare.push(await load(bare, connections, seconds))
      results.edge.push(await load(edge, connections, seconds))
    }
    const [one, other] = [median(results.bare), median(results.edge)]
    // Other work on the machine bends the rate, not the processor time; what is really slow shows in both.
    ratios.set(connections, Math.max(other.perSecond / one.perSecond, one.cpu / other.cpu))
    console.log(
      `${connections} connections, ${html.length} bytes, median of ${rounds} rounds of ${seconds} s`,
    )
    console.log(line('bare node:http', one))
    console.log(line('edge, from cache', other))
    console.log(
      `  ratio ${(other.perSecond / one.perSecond).toFixed(2)} by rate, ${(one.cpu / other.cpu).toFixed(2)} by processor time`,
    )
  }
  bare.child.kill()
  edge.child.kill()
  if ((ratios.get(32) ?? 0) < 0.5) process.exitCode = 1
}

const processorTime = () => process.cpuUsage().user + process.cpuUsage().system

interface Served {
  child: ChildProcess
  port: number
}

async function start(which: 'bare' | 'edge'): Promise<Served> {
  const child = fork(import.meta.filename, [which])
  const [port] = await once(child, 'message')
  return { child, port: z.int().parse(port) }
}

async function spent({ child }: Served): Promise<number> {
  child.send('processor time?')
  const [microseconds] = await once(child, 'message')
  return z.number().parse(microseconds)
}

/** Keeps so many connections busy, one request at a time on each. */
async function load(server: Served, connections: number, duration: number): Promise<Result> {
  const before = await spent(server)
  const times: number[] = []
  const end = performance.now() + duration * 1_000
  const started = performance.now()
  await Promise.all(Array.from({ length: connections }, () => converse(server.port, end, times)))
  const elapsed = (performance.now() - started) / 1_000
  const cpu = ((await spent(server)) - before) / times.length
  times.sort((one, other) => one - other)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
  return { perSecond: times.length / elapsed, cpu, p50: at(0.5), p99: at(0.99) }
}

const question =
  'GET /en-GB/c/lamps?page=2 HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nCookie: a=b\r\n\r\n'

/** A plain socket instead of a client library, so that the servers are what is measured. */
function converse(port: number, end: number, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let asked = performance.now()
    let expected = 0
    let received = 0
    let head = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(question))
    socket.setNoDelay()
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('data', (chunk) => {
      received += chunk.length
      if (expected === 0) {
        head += chunk.toString('latin1')
        const body = head.indexOf('\r\n\r\n')
        if (body === -1) return
        if (!head.startsWith('HTTP/1.1 200 ')) return void socket.destroy(new Error(head.slice(0, 200)))
        expected = body + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1])
      }
      if (received < expected) return
      const now = performance.now()
      times.push(now - asked)
      if (now >= end) return void socket.end()
      asked = now
      expected = 0
      received = 0
      head = ''
      socket.write(question)
    })
  })
}

function median(results: readonly Result[]): Result {
  const sorted = results.toSorted((one, other) => one.perSecond - other.perSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new RangeError('There was no round.')
  return middle
}

const line = (name: string, { perSecond, cpu, p50, p99 }: Result) =>
  `  ${name.padEnd(17)} ${perSecond.toFixed(0).padStart(6)} /s  p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms  ${cpu.toFixed(0)} µs of processor each`

const role = process.argv[2]
if (role === 'bare' || role === 'edge') await serve(role)
else await compare()
