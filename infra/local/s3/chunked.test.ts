import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sign, signingKey } from '../sigv4'
import { decodeChunked } from './chunked'

const scope = { date: '20130524', region: 'us-east-1', service: 's3' }
const signing = {
  key: signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope),
  timestamp: '20130524T000000Z',
  scope: '20130524/us-east-1/s3/aws4_request',
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
}

/** The example of AWS's documentation: 66,560 times `a` in chunks of 65,536, 1,024 and 0 bytes. */
const example = [
  '10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n',
  'a'.repeat(65_536),
  '\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n',
  'a'.repeat(1024),
  '\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n',
].join('')

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size), 'latin1')
}

async function decode(
  text: string,
  size = 1000,
  trailing = false,
): Promise<{ whole: boolean; trailer: Map<string, string> }> {
  const chunks: Buffer[] = []
  let trailer = new Map<string, string>()
  const onTrailer = (found: Map<string, string>) => {
    trailer = found
  }
  for await (const chunk of decodeChunked(pieces(text, size), { signing, trailer: trailing, onTrailer }))
    chunks.push(chunk)
  return { whole: Buffer.concat(chunks).equals(Buffer.alloc(66_560, 'a')), trailer }
}

test.each([1, 7, 1000, 100_000])("AWS's own example is understood in pieces of %i bytes", async (size) => {
  expect((await decode(example, size)).whole).toBe(true)
})

test.each([
  ['a changed byte', example.replace('\r\naaa', '\r\naab'), 'SignatureDoesNotMatch'],
  ['a chunk left out', example.replace(/\r\n400;[^\r]*\r\n(a*)/, ''), 'SignatureDoesNotMatch'],
  ['a missing signature', example.replace(/;chunk-signature=ad80[0-9a-f]*/, ''), 'SignatureDoesNotMatch'],
  ['an early end', example.slice(0, 60_000), 'IncompleteBody'],
  ['a size that is no number', example.replace('10000;', '1g000;'), 'IncompleteBody'],
  ['a chunk that is longer than its size', example.replace('10000;', 'ffff;'), 'SignatureDoesNotMatch'],
])('%s is refused', async (_what, text, code) => {
  await expect(decode(text)).rejects.toMatchObject({ code })
})

test('a signed trailer is believed, and no other', async () => {
  const hash = createHash('sha256').update('x-amz-checksum-crc32c:sOO8/Q==\n').digest('hex')
  const previous = 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'
  const toSign = ['AWS4-HMAC-SHA256-TRAILER', signing.timestamp, signing.scope, previous, hash].join('\n')
  const lines = `x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:${sign(signing.key, toSign)}\r\n\r\n`
  const body = example.slice(0, -2) + lines
  expect((await decode(body, 1000, true)).trailer).toEqual(new Map([['x-amz-checksum-crc32c', 'sOO8/Q==']]))
  await expect(decode(body.replace('sOO8', 'sOO9'), 1000, true)).rejects.toMatchObject({
    code: 'SignatureDoesNotMatch',
  })
})
