import { createHash } from 'node:crypto'
import { sameText, sign } from '../sigv4'
import { s3Error } from './errors'

/** What a chain of signed chunks starts from. */
interface ChunkSigning {
  key: Buffer
  timestamp: string
  /** `20261121/us-east-1/s3/aws4_request` */
  scope: string
  /** Hex signature of the request's head. */
  seed: string
}

export interface ChunkedOptions {
  /** Absent when chunks are framed but not signed. */
  signing?: ChunkSigning
  trailer: boolean
  /** Told the trailing headers, by lower-case name, once they are verified. */
  onTrailer(trailer: Map<string, string>): void
}

const LONGEST_LINE = 8 * 1024
const EMPTY_HASH = createHash('sha256').digest('hex')

/**
 * Takes the framing off an `aws-chunked` body.
 * @throws SignatureDoesNotMatch when a chunk or the trailer was not signed as it stands; IncompleteBody when it ends early
 */
export async function* decodeChunked(
  source: AsyncIterable<Buffer>,
  options: ChunkedOptions,
): AsyncGenerator<Buffer> {
  const reader = new Reader(source)
  let previous = options.signing?.seed ?? ''
  for (;;) {
    const [sizeText = '', ...extensions] = (await reader.line()).split(';')
    if (!/^[0-9a-fA-F]{1,10}$/.test(sizeText)) throw malformed()
    let left = Number.parseInt(sizeText, 16)
    const last = left === 0
    const hash = options.signing ? createHash('sha256') : undefined
    while (left > 0) {
      const data = await reader.some(left)
      hash?.update(data)
      left -= data.length
      yield data
    }
    if (options.signing && hash) {
      const claimed = extensions
        .find((e) => e.startsWith('chunk-signature='))
        ?.slice('chunk-signature='.length)
      previous = verify(options.signing, 'PAYLOAD', previous, [EMPTY_HASH, hash.digest('hex')], claimed)
    }
    if (last) break
    if ((await reader.line()) !== '') throw malformed()
  }
  if (options.trailer) options.onTrailer(await readTrailer(reader, options.signing, previous))
}

async function readTrailer(
  reader: Reader,
  signing: ChunkSigning | undefined,
  previous: string,
): Promise<Map<string, string>> {
  const trailer = new Map<string, string>()
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':')
    if (colon < 1 || trailer.size > 20) throw malformed()
    trailer.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  if (signing) {
    const claimed = trailer.get('x-amz-trailer-signature')
    trailer.delete('x-amz-trailer-signature')
    const canonical = [...trailer].map(([name, value]) => `${name}:${value}\n`).join('')
    verify(signing, 'TRAILER', previous, [createHash('sha256').update(canonical).digest('hex')], claimed)
  }
  return trailer
}

function verify(
  signing: ChunkSigning,
  kind: 'PAYLOAD' | 'TRAILER',
  previous: string,
  hashes: string[],
  claimed: string | undefined,
): string {
  const toSign = [`AWS4-HMAC-SHA256-${kind}`, signing.timestamp, signing.scope, previous, ...hashes].join(
    '\n',
  )
  const expected = sign(signing.key, toSign)
  if (!claimed || !sameText(expected, claimed)) throw s3Error('SignatureDoesNotMatch')
  return expected
}

const malformed = () =>
  s3Error('IncompleteBody', { message: 'The request body is not framed as its aws-chunked encoding says.' })

/** Reads lines and stretches of bytes from a stream of buffers. */
class Reader {
  private readonly iterator: AsyncIterator<Buffer>
  private rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.iterator = source[Symbol.asyncIterator]()
  }

  /** Up to `limit` bytes, at least one. */
  async some(limit: number): Promise<Buffer> {
    if (this.rest.length === 0) await this.more()
    const data = this.rest.subarray(0, limit)
    this.rest = this.rest.subarray(data.length)
    return data
  }

  async line(): Promise<string> {
    for (;;) {
      const end = this.rest.indexOf('\r\n')
      if (end >= 0) {
        const line = this.rest.toString('latin1', 0, end)
        this.rest = this.rest.subarray(end + 2)
        return line
      }
      if (this.rest.length > LONGEST_LINE) throw malformed()
      await this.more()
    }
  }

  private async more(): Promise<void> {
    const { value, done } = await this.iterator.next()
    if (done) throw s3Error('IncompleteBody')
    this.rest = this.rest.length ? Buffer.concat([this.rest, value]) : value
  }
}
