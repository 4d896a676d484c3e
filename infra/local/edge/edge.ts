import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EdgeBehaviour } from '@/infra/edge-behaviours'
import { EdgeCache } from './cache'
import { refuseMalformed } from './client-error'
import { Fills } from './fills'
import { edgeHandler } from './handler'
import { Origins } from './origin'
import { planner } from './plan'
import { type RateRule, rateGate } from './rates'
import type { AssetsOrigin } from './s3-signature'
import { EdgeStats } from './stats'
import { upgradeHandler } from './upgrade'
import { viewerReader } from './viewer'

export interface EdgeSettings {
  /** 0 takes a free one. */
  port: number
  host?: string
  /** Where the web tier listens. */
  origin: string
  assets: AssetsOrigin
  behaviours: readonly EdgeBehaviour[]
  /** For the door under `/__edge/`, sent as `x-edge-secret`. */
  adminSecret: string
  rateRules?: readonly RateRule[]
  /** Host names that are served besides the loopback ones. */
  hosts?: readonly string[]
  /** What `cloudfront-viewer-country` says. */
  country?: string
  /** Lets tests choose their client address by `x-test-address`. */
  trustTestAddress?: boolean
  /** Bytes of memory for kept responses. */
  cacheBytes?: number
  /** Bytes; larger responses are passed on without being kept. */
  largestKept?: number
  /** Milliseconds to wait for the head of an origin's answer. */
  patience?: number
  now?: () => number
  /** Told of what went wrong inside the edge. */
  onError?: (error: unknown, requestId: string) => void
}

export interface Edge {
  url: string
  port: number
  /** Stops accepting, lets requests finish for a moment, then ends them. */
  close(): Promise<void>
}

/** CloudFront's limit on a request without its body, in bytes. */
const largestHead = 20_480
const grace = 2_000

/** Starts the local stand-in for CloudFront. What it keeps is in memory alone.
 *  @throws the listening error, e.g. `EADDRINUSE` */
export async function startEdge(settings: EdgeSettings): Promise<Edge> {
  const now = settings.now ?? Date.now
  const host = settings.host ?? '127.0.0.1'
  const { origin: web, assets, patience = 30_000 } = settings
  const origins = new Origins({ web, assets, patience, now })
  const cache = new EdgeCache(settings.cacheBytes ?? 256 * 1024 * 1024)
  const parts = {
    origins,
    cache,
    fills: new Fills(cache, { mostBytes: settings.largestKept ?? 16 * 1024 * 1024, now }),
    stats: new EdgeStats(),
    plan: planner(settings.behaviours),
    judge: rateGate(settings.rateRules ?? [], now),
    viewer: viewerReader(settings),
    adminSecret: settings.adminSecret,
    now,
    onError: settings.onError ?? reportError,
  }
  const server = createServer({ maxHeaderSize: largestHead, keepAliveTimeout: 60_000 }, edgeHandler(parts))
  server.on('upgrade', upgradeHandler(parts))
  server.on('clientError', refuseMalformed)
  const port = await listen(server, settings.port, host)
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close: () => close(server, origins),
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address: AddressInfo | string | null = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : port)
    })
  })
}

function close(server: Server, origins: Origins): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), grace)
    server.close(() => {
      clearTimeout(force)
      origins.close()
      resolve()
    })
    server.closeIdleConnections()
  })
}

function reportError(error: unknown, requestId: string): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${JSON.stringify({ level: 'error', service: 'edge', requestId, message })}\n`)
}
