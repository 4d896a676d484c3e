import {
  type Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect } from 'vitest'
import { edgeBehaviours } from '@/infra/edge-behaviours'
import { type Edge, type EdgeSettings, startEdge } from '@/infra/local/edge/edge'

export const secret = 'an edge secret that is long enough to be one'

export interface Seen {
  method: string
  url: string
  headers: IncomingHttpHeaders
}

export type Responder = (request: IncomingMessage, response: ServerResponse) => void

/** An origin whose answers a test chooses, and which remembers what it was asked. */
export interface FakeOrigin {
  url: string
  seen: Seen[]
  respond: Responder
  server: Server
  stop(): Promise<void>
}

export async function fakeOrigin(respond: Responder, port = 0): Promise<FakeOrigin> {
  const origin: FakeOrigin = {
    url: '',
    seen: [],
    respond,
    server: createServer((incoming, response) => {
      const { method = '', url = '', headers } = incoming
      origin.seen.push({ method, url, headers })
      origin.respond(incoming, response)
    }),
    stop: () =>
      new Promise((resolve) => {
        origin.server.close(() => resolve())
        origin.server.closeAllConnections()
      }),
  }
  await new Promise<void>((resolve) => origin.server.listen(port, '127.0.0.1', resolve))
  origin.url = `http://127.0.0.1:${portOf(origin.server)}`
  return origin
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server is not listening.')
  return address.port
}

export const edgeFor = (origin: string, settings: Partial<EdgeSettings> = {}): Promise<Edge> =>
  startEdge({
    port: 0,
    origin,
    assets: {
      endpoint: 'http://127.0.0.1:9',
      bucket: 'assets',
      credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
    },
    behaviours: edgeBehaviours,
    adminSecret: secret,
    ...settings,
  })

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  rawHeaders: string[]
  body: Buffer
  text: string
  /** `Hit`, `Miss`, `RefreshHit`, `Stale` or `Error`. */
  cache: string
}

export interface Wish {
  method?: string
  headers?: Record<string, string | string[]>
  body?: string | Buffer
  agent?: Agent
}

/** Asks for exactly this path, without the normalisation that `fetch` would do. */
export function ask(base: string, path: string, { method = 'GET', headers = {}, body, agent }: Wish = {}) {
  const { hostname, port } = new URL(base)
  return new Promise<Reply>((resolve, reject) => {
    const options = { hostname, port, path, method, headers, agent: agent ?? false }
    const sent = request(options, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const whole = Buffer.concat(chunks)
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          rawHeaders: answer.rawHeaders,
          body: whole,
          text: whole.toString(),
          cache: String(answer.headers['x-cache'] ?? '').replace(' from edge', ''),
        })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Sends bytes as they are and returns what comes back until the other side hangs up. */
export function raw(base: string, text: string): Promise<string> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text))
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
  })
}

export const invalidate = (base: string, ...paths: string[]) =>
  ask(base, '/__edge/invalidations', {
    method: 'POST',
    headers: { 'x-edge-secret': secret, 'content-type': 'application/json' },
    body: JSON.stringify({ paths }),
  })

/** Something that a test opens when it wants to. */
export function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

/** Waits until a condition holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It never came true.')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

export const page = `<!doctype html><title>Lamps</title>${'<p>A lamp of brass and linen.</p>'.repeat(100)}`
export const cacheable: Responder = (_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('cache-control', 's-maxage=60, stale-while-revalidate=300')
  response.end(page)
}

/** An edge with a clock of its own before a fake origin, both new for every test. */
export class EdgeRig {
  origin!: FakeOrigin
  now = 0
  #edge!: Edge
  readonly #errors: unknown[] = []

  async start() {
    this.now = Date.now()
    this.#errors.length = 0
    this.origin = await fakeOrigin(cacheable)
    this.#edge = await this.#open({})
  }

  /** Starts the edge anew with other settings. */
  async restart(settings: Partial<EdgeSettings>) {
    await this.#edge.close()
    this.#edge = await this.#open(settings)
  }

  async stop() {
    await this.#edge.close()
    await this.origin.stop()
    expect(this.#errors).toEqual([])
  }

  get url() {
    return this.#edge.url
  }

  get(path: string, headers: Record<string, string | string[]> = {}): Promise<Reply> {
    return ask(this.url, path, { headers })
  }

  /** What the origin was asked, the first time or later. @throws when it was not */
  seen(index: number): Seen {
    const seen = this.origin.seen[index]
    if (!seen) throw new Error(`The origin got ${this.origin.seen.length} requests.`)
    return seen
  }

  /** Answers that tell which one they are. */
  counted(control = 's-maxage=60'): Responder {
    return (_, response) => {
      response.setHeader('cache-control', control)
      response.end(`answer ${this.origin.seen.length}`)
    }
  }

  async figures() {
    return JSON.parse((await this.get('/__edge/stats', { 'x-edge-secret': secret })).text)
  }

  /** Requests that a behaviour has had so far, those that wait included. */
  async arrived(pattern: string): Promise<number> {
    return (await this.figures()).behaviours[pattern]?.requests ?? 0
  }

  #open(settings: Partial<EdgeSettings>) {
    const onError = (error: unknown) => this.#errors.push(error)
    return edgeFor(this.origin.url, { now: () => this.now, onError, ...settings })
  }
}

/** A rig for the tests of one file. */
export function edgeRig(): EdgeRig {
  const rig = new EdgeRig()
  beforeEach(() => rig.start())
  afterEach(() => rig.stop())
  return rig
}
