import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Reply } from './call'
import type { S3Error } from './errors'
import { document } from './xml'

/** Bytes of a refused body that are read and dropped, so that the client sees the answer; beyond it the line is cut. */
const DRAIN_BYTES = 4 * 1024 * 1024

/** An answer whose body has begun: what could not be read at all is still an error that can be told. */
export interface Prepared extends Reply {
  first?: Buffer
  rest?: AsyncIterator<Buffer>
}

export async function prepare(reply: Reply): Promise<Prepared> {
  if (reply.body === undefined || typeof reply.body === 'string') return reply
  try {
    const rest = reply.body[Symbol.asyncIterator]()
    const first = await rest.next()
    return { ...reply, first: first.done ? Buffer.alloc(0) : first.value, rest }
  } catch (error) {
    reply.release?.()
    throw error
  }
}

/** Sends an answer, its body streamed at the client's pace. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Prepared,
  common: Record<string, string>,
): Promise<void> {
  try {
    for (const [name, value] of Object.entries({ ...common, ...reply.headers })) {
      if (value !== undefined) response.setHeader(name, value)
    }
    if (!request.complete && hasBody(request)) giveUpBody(request, response)
    response.statusCode = reply.status
    const { body, first, rest } = reply
    if (first && rest) {
      if (Number(response.getHeader('content-length')) === first.length) response.end(first)
      else await pipeline(Readable.from(join(first, rest), { objectMode: false }), response)
    } else if (typeof body === 'string') {
      response.setHeader('content-length', Buffer.byteLength(body))
      response.end(request.method === 'HEAD' ? undefined : body)
    } else {
      const empty = reply.status !== 204 && reply.status !== 304 && !response.hasHeader('content-length')
      if (empty) response.setHeader('content-length', 0)
      response.end()
    }
  } finally {
    reply.release?.()
  }
}

async function* join(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** Answers before the whole body has come: the connection cannot be used again. */
function giveUpBody(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('connection', 'close')
  let dropped = 0
  request.on('error', () => request.destroy())
  request.on('data', (chunk: Buffer) => {
    dropped += chunk.length
    if (dropped > DRAIN_BYTES) request.destroy()
  })
  request.resume()
}

/** The official error document. */
export function errorReply(error: S3Error, resource: string, requestId: string, hostId: string): Reply {
  const { code, message, detail } = error
  const content = {
    Code: code,
    Message: message,
    ...detail,
    Resource: resource,
    RequestId: requestId,
    HostId: hostId,
  }
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...error.headers },
    body: document('Error', content, null),
  }
}
