import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Reply } from './call'
import type { S3Error } from './errors'
import { document } from './xml'

/** Bytes of a refused body that are read and dropped, so that the client sees the answer; beyond it the line is cut. */
const DRAIN_BYTES = 4 * 1024 * 1024

/** Sends an answer, its body streamed at the client's pace. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  common: Record<string, string>,
): Promise<void> {
  try {
    for (const [name, value] of Object.entries({ ...common, ...reply.headers })) {
      if (value !== undefined) response.setHeader(name, value)
    }
    if (reply.status === 204 || reply.status === 304) response.removeHeader('content-type')
    const { body } = reply
    if (!request.complete) giveUpBody(request, response)
    response.statusCode = reply.status
    if (typeof body === 'string') {
      response.setHeader('content-length', Buffer.byteLength(body))
      response.end(request.method === 'HEAD' ? undefined : body)
    } else if (body === undefined) {
      if (!response.hasHeader('content-length') && reply.status !== 204)
        response.setHeader('content-length', 0)
      response.end()
    } else {
      await pipeline(Readable.from(body, { objectMode: false, highWaterMark: 1024 * 1024 }), response)
    }
  } finally {
    reply.release?.()
  }
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
