import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { invalidationMatcher } from './glob'

export interface AdminDoor {
  secret: string
  /** Forgets what matches, now and on its way; returns how many kept responses went. */
  invalidate(matches: (target: string) => boolean): number
  stats(): unknown
}

const Invalidation = z.object({ paths: z.array(z.string().min(1).max(8_192)).min(1).max(3_000) })
const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const mostBytes = 1_000_000

/** Answers the edge's own door under `/__edge/`: for this machine's processes that hold the secret. */
export async function answerAdmin(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  door: AdminDoor,
): Promise<void> {
  if (!loopback.has(request.socket.remoteAddress ?? '')) return answer(response, 404, { error: 'Not found.' })
  if (!holdsSecret(request, door.secret))
    return answer(response, 403, { error: 'The secret is missing or wrong.' })
  if (path === '/__edge/stats' && request.method === 'GET') return answer(response, 200, door.stats())
  if (path !== '/__edge/invalidations' || request.method !== 'POST')
    return answer(response, 404, { error: 'Not found.' })
  const wish = Invalidation.safeParse(await jsonBody(request))
  if (!wish.success)
    return answer(response, 400, { error: 'Expected {"paths": ["/…", …]}, 1 to 3,000 of them.' })
  try {
    const matchers = wish.data.paths.map(invalidationMatcher)
    const invalidated = door.invalidate((target) => matchers.some((matches) => matches(target)))
    return answer(response, 201, { invalidated })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return answer(response, 400, { error: error.message })
  }
}

function holdsSecret(request: IncomingMessage, secret: string): boolean {
  const given = request.headers['x-edge-secret']
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(secret))
}

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined // the schema refuses it
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(text)
}
