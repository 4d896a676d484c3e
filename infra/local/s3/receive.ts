import { signingKey } from '../sigv4'
import type { Segment } from './blobs'
import type { Call } from './call'
import { ALGORITHMS, type Algorithm, checksumHeader, DIGEST_BYTES, type Digest, digestOf } from './checksums'
import { decodeChunked } from './chunked'
import type { HeaderMap } from './conditions'
import { s3Error } from './errors'

/** Bytes that one PUT (or one part) may carry: 5 GiB. */
export const LARGEST_PUT = 5 * 1024 ** 3

export interface Received {
  segments: Segment[]
  size: number
  /** Hex. */
  md5: string
  checksum: { algorithm: Algorithm; value: string }
  /** Whether the client sent a checksum or an MD5 of its own. */
  vouched: boolean
}

/** What the headers promise about the body. */
interface Promised {
  md5?: string
  algorithm?: Algorithm
  /** Base64; absent while it is still to come in a trailer. */
  value?: string
}

/**
 * Streams a request's body to disk and checks it against everything that was promised about it.
 * @param byDefault the checksum to compute when the client names none
 * @throws MissingContentLength, EntityTooLarge, IncompleteBody, BadDigest, InvalidDigest, XAmzContentSHA256Mismatch,
 *   SignatureDoesNotMatch (of a chunk); nothing is kept then
 */
export async function receive(call: Call, byDefault: Algorithm = 'CRC64NVME'): Promise<Received> {
  const length = bodyLength(call)
  const promised = readPromises(call.headers)
  const algorithm = promised.algorithm ?? byDefault
  const digests = { md5: digestOf('MD5'), checksum: digestOf(algorithm) }
  const payload = call.signature?.payload
  const sha256 = payload?.kind === 'sha256' ? digestOf('SHA256') : undefined
  const feeds: Digest[] = [digests.md5, digests.checksum, ...(sha256 ? [sha256] : [])]
  const trailer = new Map<string, string>()

  const { blob, size } = await call.store.blobs.write(counted(payloadOf(call, trailer), length, feeds))
  try {
    const md5 = digests.md5.digest()
    const value = digests.checksum.digest().toString('base64')
    if (sha256 && payload?.kind === 'sha256' && sha256.digest().toString('hex') !== payload.hex) {
      throw s3Error('XAmzContentSHA256Mismatch', { detail: { ClientComputedContentSHA256: payload.hex } })
    }
    if (promised.md5 !== undefined && promised.md5 !== md5.toString('base64')) {
      throw s3Error('BadDigest', {
        message: 'The Content-MD5 you specified did not match what we received.',
        detail: { ExpectedDigest: promised.md5, CalculatedDigest: md5.toString('base64') },
      })
    }
    const claimed = promised.algorithm && (promised.value ?? trailer.get(checksumHeader(promised.algorithm)))
    if (promised.algorithm && claimed === undefined) throw missingTrailer()
    if (claimed !== undefined && claimed !== value) {
      throw s3Error('BadDigest', {
        message: `The ${algorithm} you specified did not match the calculated checksum.`,
      })
    }
    return {
      segments: size ? [{ blob, offset: 0, size }] : [],
      size,
      md5: md5.toString('hex'),
      checksum: { algorithm, value },
      vouched: promised.md5 !== undefined || promised.algorithm !== undefined,
    }
  } catch (error) {
    call.store.blobs.discard([blob])
    throw error
  } finally {
    if (size === 0) call.store.blobs.discard([blob])
  }
}

/** A small document (XML, JSON) in memory. @throws MaxMessageLengthExceeded, and as `receive` does */
export async function receiveText(call: Call, limit: number): Promise<string> {
  const promised = readPromises(call.headers)
  const payload = call.signature?.payload
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of payloadOf(call, new Map())) {
    size += chunk.length
    if (size > limit) throw s3Error('MaxMessageLengthExceeded', { detail: { MaxMessageLengthBytes: limit } })
    chunks.push(chunk)
  }
  const whole = Buffer.concat(chunks)
  const digest = (algorithm: Algorithm | 'MD5', encoding: 'hex' | 'base64') => {
    const running = digestOf(algorithm)
    running.update(whole)
    return running.digest().toString(encoding)
  }
  if (payload?.kind === 'sha256' && digest('SHA256', 'hex') !== payload.hex)
    throw s3Error('XAmzContentSHA256Mismatch')
  if (promised.md5 && digest('MD5', 'base64') !== promised.md5) throw s3Error('BadDigest')
  if (promised.algorithm && promised.value && digest(promised.algorithm, 'base64') !== promised.value) {
    throw s3Error('BadDigest')
  }
  return whole.toString('utf8')
}

async function* counted(
  source: AsyncIterable<Buffer>,
  length: number,
  feeds: Digest[],
): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of source) {
    size += chunk.length
    if (size > length)
      throw s3Error('IncompleteBody', { message: 'The body is longer than its announced length.' })
    for (const feed of feeds) feed.update(chunk)
    yield chunk
  }
  if (size < length) throw s3Error('IncompleteBody')
}

/** The content itself, without the framing of `aws-chunked`. */
function payloadOf(call: Call, trailer: Map<string, string>): AsyncIterable<Buffer> {
  const { signature } = call
  const { payload } = signature ?? {}
  const body = bytesOf(call)
  if (!signature || !payload || payload.kind === 'sha256' || payload.kind === 'unsigned') return body
  const { date, region, service } = signature.scope
  return decodeChunked(body, {
    signing:
      payload.kind === 'streaming-signed'
        ? {
            key: signingKey(signature.credential.secretAccessKey, signature.scope),
            timestamp: signature.timestamp,
            scope: `${date}/${region}/${service}/aws4_request`,
            seed: signature.signature,
          }
        : undefined,
    trailer: payload.kind === 'streaming-unsigned-trailer' || payload.trailer,
    onTrailer: (found) => {
      for (const [name, value] of found) trailer.set(name, value)
    },
  })
}

/** The request's bytes; a client that goes away in the middle is an incomplete body. */
async function* bytesOf(call: Call): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of call.request) yield chunk
  } catch (error) {
    throw call.request.complete ? error : s3Error('IncompleteBody')
  }
}

/** @throws MissingContentLength, EntityTooLarge */
function bodyLength(call: Call): number {
  const streaming = call.signature?.payload.kind.startsWith('streaming') ?? false
  const header = call.headers.get(streaming ? 'x-amz-decoded-content-length' : 'content-length')
  if (header === undefined || !/^\d{1,15}$/.test(header)) throw s3Error('MissingContentLength')
  const length = Number(header)
  if (length > LARGEST_PUT) {
    throw s3Error('EntityTooLarge', { detail: { ProposedSize: length, MaxSizeAllowed: LARGEST_PUT } })
  }
  return length
}

function readPromises(headers: HeaderMap): Promised {
  const md5 = headers.get('content-md5')
  if (md5 !== undefined && !isBase64Of(md5, 16)) {
    throw s3Error('InvalidDigest', { message: 'The Content-MD5 you specified was invalid.' })
  }
  const named = ALGORITHMS.filter((algorithm) => headers.has(checksumHeader(algorithm)))
  const trailing = ALGORITHMS.filter((algorithm) =>
    headers
      .get('x-amz-trailer')
      ?.toLowerCase()
      .split(',')
      .some((name) => name.trim() === checksumHeader(algorithm)),
  )
  const [algorithm, more] = [...named, ...trailing]
  if (more) {
    throw s3Error('InvalidRequest', {
      message: 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    })
  }
  if (!algorithm) return { md5 }
  const value = headers.get(checksumHeader(algorithm))
  if (value !== undefined && !isBase64Of(value, DIGEST_BYTES[algorithm])) {
    throw s3Error('InvalidRequest', { message: `Value for ${checksumHeader(algorithm)} header is invalid.` })
  }
  return { md5, algorithm, value }
}

function isBase64Of(value: string, bytes: number): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(value) && Buffer.from(value, 'base64').length === bytes
}

const missingTrailer = () =>
  s3Error('InvalidRequest', { message: 'The checksum announced in x-amz-trailer did not arrive.' })
