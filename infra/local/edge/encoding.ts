import { promisify } from 'node:util'
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib'

export type Encoding = 'identity' | 'gzip' | 'br'

/** Bytes. Outside of these CloudFront does not compress either. */
const smallest = 1_000
const largest = 10_000_000
const text =
  /^(?:text\/(?!event-stream)|application\/(?:(?:[\w.-]+\+)?(?:json|xml)|javascript|wasm|x-javascript|manifest)|image\/svg\+xml|font\/(?:ttf|otf))/

/** Whether bodies of this type gain from compression. */
export const isCompressible = (contentType: string | undefined, length?: number): boolean =>
  contentType !== undefined &&
  text.test(contentType) &&
  (length === undefined || (length >= smallest && length <= largest))

const remembered = new Map<string, Encoding>()

/** The best encoding that a viewer accepts: Brotli before gzip before none. */
export function acceptedEncoding(header: string | undefined): Encoding {
  if (!header) return 'identity'
  const known = remembered.get(header)
  if (known) return known
  const quality = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim())
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    quality.set(name, q === undefined ? 1 : Number(q.slice(2)) || 0)
  }
  const accepts = (name: string) => (quality.get(name) ?? quality.get('*') ?? 0) > 0
  const best = accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : 'identity'
  if (remembered.size < 500) remembered.set(header, best)
  return best
}

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

/** Compresses a whole body that will be served many times. */
export function compressed(body: Buffer, encoding: 'gzip' | 'br'): Promise<Buffer> {
  if (encoding === 'gzip') return gzipAsync(body, { level: 6 })
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants
  return brotliAsync(body, { params: { [BROTLI_PARAM_QUALITY]: 5, [BROTLI_PARAM_SIZE_HINT]: body.length } })
}

/** A compressor for a body that is served once, as it arrives: every chunk can be read as soon as it was written. */
export function compressor(encoding: 'gzip' | 'br') {
  return encoding === 'gzip'
    ? createGzip({ level: 4, flush: constants.Z_SYNC_FLUSH })
    : createBrotliCompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
      })
}
