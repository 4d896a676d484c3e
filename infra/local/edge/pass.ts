import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { EdgeBehaviour } from '@/infra/edge-behaviours'
import { acceptedEncoding, compressor, isCompressible } from './encoding'
import { cacheControl } from './freshness'
import { endToEnd } from './headers'
import { weakly } from './validators'

export interface Passage {
  behaviour: EdgeBehaviour
  requestId: string
  /** What was already read of the body. */
  chunks?: readonly Buffer[]
}

const bodiless = new Set([204, 205, 304])

/** Passes an answer on as it arrives, compressed on the way where that helps; memory stays bounded by back-pressure.
 *  When the viewer goes away, so does the origin's answer; when the origin breaks off, so does the viewer's.
 *  Returns the bytes of the body that were sent. */
export async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  answer: IncomingMessage,
  { behaviour, requestId, chunks = [] }: Passage,
): Promise<number> {
  const status = answer.statusCode ?? 502
  const encoding = passEncoding(request, answer, behaviour)
  const headers = endToEnd(answer, behaviour.cookies)
  const result = status >= 500 ? 'Error' : 'Miss'
  headers.push('x-cache', `${result} from edge`, 'via', '1.1 edge', 'x-request-id', requestId)
  if (answer.headers.age) headers.push('age', answer.headers.age)
  const length = answer.headers['content-length']
  if (encoding === 'identity' && length !== undefined) headers.push('content-length', length)
  if (encoding !== 'identity') encode(headers, encoding)
  response.writeHead(status, headers)
  if (request.method === 'HEAD' || bodiless.has(status)) {
    answer.resume()
    response.end()
    return 0
  }
  response.flushHeaders()
  return stream(chunks.length > 0 ? Readable.from(replay(chunks, answer)) : answer, response, encoding)
}

async function stream(source: Readable, response: ServerResponse, encoding: 'identity' | 'gzip' | 'br') {
  let bytes = 0
  const count = async function* (parts: AsyncIterable<Buffer>) {
    for await (const part of parts) {
      bytes += part.length
      yield part
    }
  }
  try {
    if (encoding === 'identity') await pipeline(source, count, response)
    else await pipeline(source, compressor(encoding), count, response)
  } catch (error) {
    // Either side has gone; the other was destroyed with it, so that a cut body is seen as cut.
    if (!isBrokenOff(error)) throw error
  }
  return bytes
}

const brokenOff = new Set([
  'ERR_STREAM_PREMATURE_CLOSE',
  'ECONNRESET',
  'EPIPE',
  'ERR_STREAM_DESTROYED',
  'ABORT_ERR',
])
const isBrokenOff = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && brokenOff.has(error.code)

async function* replay(chunks: readonly Buffer[], rest: IncomingMessage): AsyncGenerator<Buffer> {
  yield* chunks
  for await (const chunk of rest) yield chunk
}

function passEncoding(request: IncomingMessage, answer: IncomingMessage, behaviour: EdgeBehaviour) {
  const { headers, statusCode } = answer
  const length = headers['content-length']
  const fits = isCompressible(headers['content-type'], length === undefined ? undefined : Number(length))
  const whole = statusCode !== 206 && headers['content-encoding'] === undefined
  const may = whole && !cacheControl(headers['cache-control']).has('no-transform')
  if (!behaviour.compress || !fits || !may || request.method === 'HEAD') return 'identity'
  return acceptedEncoding(request.headers['accept-encoding']?.toString())
}

function encode(headers: string[], encoding: 'gzip' | 'br'): void {
  const etag = headers.indexOf('etag')
  if (etag !== -1) headers[etag + 1] = weakly(headers[etag + 1] ?? '')
  headers.push('content-encoding', encoding, 'vary', 'accept-encoding')
}
