import { signingKey } from '../sigv4'
import type { Segment } from './blobs'
import type { Call } from './call'
import { ALGORITHMS, type Algorithm, checksumHeader, DIGEST_BYTES, type Digest, digestOf } from './checksums'
import { decodeChunked } from './chunked'
import type { HeaderMap } from './conditions'
import { s3Error } from './errors'
import type { Store } from './store'

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

/** A body on its way in, and what is promised about it. */
export interface Incoming {
  source: AsyncIterable<Buffer>
  headers: HeaderMap
  /** Bytes that it must and may have. */
  least: number
  most: number
  /** Hex SHA-256 that was signed. */
  sha256?: string
  /** Filled while the body streams by. */
  trailer: ReadonlyMap<string, string>
}

/**
 * Streams a request's body to disk and checks it against everything that was promised about it.
 * @param byDefault the checksum to compute when the client names none
 * @throws MissingContentLength, EntityTooLarge, IncompleteBody, BadDigest, InvalidDigest, XAmzContentSHA256Mismatch,
 *   SignatureDoesNotMatch (of a chunk); nothing is kept then
 */
export function receive(call: Call, byDefault?: Algorithm): Promise<Received> {
  const length = bodyLength(call)
  const payload = call.signature?.payload
  const sha256 = payload?.kind === 'sha256' ? payload.hex : undefined
  const trailer = new Map<string, string>()
  const source = payloadOf(call, trailer)
  const incoming = { source, headers: call.headers, least: length, most: length, sha256, trailer }
  return keep(call.store, incoming, byDefault)
}

/** Streams a body to disk; see `receive`. */
export async function keep(
  store: Store,
  incoming: Incoming,
  byDefault: Algorithm = 'CRC64NVME',
): Promise<Received> {
  const promised = readPromises(incoming.headers)
  const algorithm = promised.algorithm ?? byDefault
  const md5 = digestOf('MD5')
  const checksum = digestOf(algorithm)
  const sha256 = incoming.sha256 === undefined ? undefined : digestOf('SHA256')
  const feeds = sha256 ? [md5, checksum, sha256] : [md5, checksum]
  const { blob, size } = await store.blobs.write(counted(incoming, feeds))
  const sums = {
    md5: md5.digest(),
    checksum: checksum.digest().toString('base64'),
    sha256: sha256?.digest().toString('hex'),
  }
  try {
    requirePromised(promised, algorithm, incoming, sums)
  } catch (error) {
    store.blobs.discard([blob])
    throw error
  }
  if (size === 0) store.blobs.discard([blob])
  return {
    segments: size ? [{ blob, offset: 0, size }] : [],
    size,
    md5: sums.md5.toString('hex'),
    checksum: { algorithm, value: sums.checksum },
    vouched: promised.md5 !== undefined || promised.algorithm !== undefined,
  }
}

/** @throws XAmzContentSHA256Mismatch, BadDigest, InvalidRequest */
function requirePromised(
  promised: Promised,
  algorithm: Algorithm,
  incoming: Incoming,
  sums: { md5: Buffer; checksum: string; sha256: string | undefined },
): void {
  if (incoming.sha256 !== sums.sha256) {
    throw s3Error('XAmzContentSHA256Mismatch', {
      detail: {
        ClientComputedContentSHA256: incoming.sha256 ?? '',
        S3ComputedContentSHA256: sums.sha256 ?? '',
      },
    })
  }
  const md5 = sums.md5.toString('base64')
  if (promised.md5 !== undefined && promised.md5 !== md5) {
    throw s3Error('BadDigest', {
      message: 'The Content-MD5 you specified did not match what we received.',
      detail: { ExpectedDigest: promised.md5, CalculatedDigest: md5 },
    })
  }
  if (!promised.algorithm) return
  const claimed = promised.value ?? incoming.trailer.get(checksumHeader(algorithm))
  if (claimed === undefined) throw missingTrailer()
  if (claimed !== sums.checksum) {
    throw s3Error('BadDigest', {
      message: `The ${algorithm} you specified did not match the calculated checksum.`,
    })
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

/** @throws IncompleteBody, EntityTooLarge, EntityTooSmall */
async function* counted({ source, least, most }: Incoming, feeds: Digest[]): AsyncGenerator<Buffer> {
  const exact = least === most
  let size = 0
  for await (const chunk of source) {
    size += chunk.length
    if (size > most) {
      throw exact
        ? s3Error('IncompleteBody', { message: 'The body is longer than its announced length.' })
        : s3Error('EntityTooLarge', { detail: { ProposedSize: size, MaxSizeAllowed: most } })
    }
    for (const feed of feeds) feed.update(chunk)
    yield chunk
  }
  if (size >= least) return
  throw exact
    ? s3Error('IncompleteBody')
    : s3Error('EntityTooSmall', { detail: { ProposedSize: size, MinSizeAllowed: least } })
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
export async function* bytesOf(call: Call): AsyncGenerator<Buffer> {
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
