import { Agent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http'
import type { Readable } from 'node:stream'
import type { EdgeBehaviour } from '@/infra/edge-behaviours'
import { originHeaders, type Viewer } from './headers'
import type { Plan } from './plan'
import { type AssetsOrigin, assetPath, signedRead } from './s3-signature'

/** A request as an origin will get it. */
export interface OriginRequest {
  method: string
  headers: Record<string, string | string[]>
  path: string
  to: 'web' | 's3-assets'
  /** The viewer's body, streamed. */
  body?: Readable
}

/** The origin did not answer: unreachable (502) or too slow (504). */
export class OriginFailure extends Error {
  constructor(
    readonly status: 502 | 504,
    cause: unknown,
  ) {
    super('The origin did not answer.', { cause })
  }
}

export interface OriginSettings {
  web: string
  assets: AssetsOrigin
  /** Milliseconds until the head of the answer. */
  patience: number
  now(): number
}

/** Talks to the origins over kept-alive connections. */
export class Origins {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 64, scheduling: 'lifo' })

  constructor(private readonly settings: OriginSettings) {}

  /** Sends a request and resolves with the head of the answer, whose body is then streamed.
   *  @throws OriginFailure */
  async send(request: OriginRequest, signal?: AbortSignal): Promise<IncomingMessage> {
    try {
      return await this.#once(request, signal)
    } catch (failure) {
      // A kept connection that the origin has just closed says nothing about the origin.
      const fresh = !(failure instanceof StaleConnection) || request.body !== undefined
      if (!fresh) return this.#once(request, signal).catch(asFailure)
      return asFailure(failure)
    }
  }

  close(): void {
    this.#agent.destroy()
  }

  /** Opens a request without waiting for its answer, for protocol upgrades. */
  open(request: OriginRequest): ClientRequest {
    const base = request.to === 'web' ? this.settings.web : this.settings.assets.endpoint
    const { hostname, port } = new URL(base)
    return httpRequest({
      agent: this.#agent,
      hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
      port,
      method: request.method,
      path: request.path,
      headers: request.headers,
      setHost: false,
    })
  }

  #once(request: OriginRequest, signal?: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const sent = this.open(request)
      const slow = setTimeout(() => sent.destroy(new TooSlow()), this.settings.patience)
      const abort = () => sent.destroy(new Error('The viewer went away.'))
      signal?.addEventListener('abort', abort, { once: true })
      sent.once('response', (answer) => {
        clearTimeout(slow)
        resolve(answer)
      })
      sent.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(slow)
        const closed = sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
        reject(closed ? new StaleConnection(error) : error)
      })
      sent.once('close', () => signal?.removeEventListener('abort', abort))
      if (!request.body) return void sent.end()
      request.body.once('error', abort)
      request.body.pipe(sent)
    })
  }

  /** Translates a viewer's request for its behaviour's origin; `undefined` when there can be no such object. */
  translate(
    incoming: IncomingMessage,
    plan: Plan,
    viewer: Viewer,
    method: 'GET' | 'HEAD' | string,
  ): OriginRequest | undefined {
    if (destination(plan.behaviour) === 'web') {
      return { method, headers: originHeaders(incoming, plan, viewer), path: plan.target, to: 'web' }
    }
    const path = assetPath(plan.path, this.settings.assets.bucket)
    if (!path || (method !== 'GET' && method !== 'HEAD')) return undefined
    const headers = signedRead(method, path, this.settings.assets, this.settings.now())
    return { method, headers: { ...headers, 'x-request-id': viewer.requestId }, path, to: 's3-assets' }
  }
}

/** Locally the build's static files come from the web tier, which has them too. */
const destination = ({ origin }: EdgeBehaviour) => (origin === 's3-static' ? 'web' : origin)

class StaleConnection extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause })
  }
}
class TooSlow extends Error {}

function asFailure(failure: unknown): never {
  throw new OriginFailure(failure instanceof TooSlow ? 504 : 502, failure)
}
