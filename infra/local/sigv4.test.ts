import { describe, expect, it } from 'vitest'
import { type SignatureOptions, verifySignature } from './sigv4'

// Requests and signatures are the worked examples of AWS's documentation ("Signature Version 4 test suite";
// "Authenticating Requests: Using the Authorization Header" and "… Query Parameters" of the S3 API reference).
const s3: SignatureOptions = {
  service: 's3',
  region: 'us-east-1',
  credentials: (accessKeyId) =>
    accessKeyId === 'AKIAIOSFODNN7EXAMPLE'
      ? { accessKeyId, secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }
      : undefined,
  now: () => Date.UTC(2013, 4, 24),
  wallNow: () => Date.UTC(2013, 4, 24),
}
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

function request(method: string, url: string, headers: Record<string, string>) {
  return { method, url, rawHeaders: Object.entries(headers).flat() }
}

function authorization(signedHeaders: string, signature: string) {
  return `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signedHeaders},Signature=${signature}`
}

const getObject = {
  Host: 'examplebucket.s3.amazonaws.com',
  Range: 'bytes=0-9',
  'x-amz-content-sha256': emptyHash,
  'x-amz-date': '20130524T000000Z',
  Authorization: authorization(
    'host;range;x-amz-content-sha256;x-amz-date',
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ),
}
const presigned =
  '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'
const host = { host: 'examplebucket.s3.amazonaws.com' }

const reason = (check: ReturnType<typeof verifySignature>) => (check.ok ? 'accepted' : check.reason)

describe('a signature in the headers', () => {
  it('is accepted as AWS documents it', () => {
    expect(verifySignature(request('GET', '/test.txt', getObject), s3)).toMatchObject({
      ok: true,
      presigned: false,
      payload: { kind: 'sha256', hex: emptyHash },
      credential: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    })
  })

  it('covers keys with characters that are encoded', () => {
    const put = request('PUT', '/test%24file.text', {
      Host: 'examplebucket.s3.amazonaws.com',
      Date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-date': '20130524T000000Z',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      Authorization: authorization(
        'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
        '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      ),
    })
    expect(reason(verifySignature(put, s3))).toBe('accepted')
  })

  it('of another service needs no payload hash when the body is at hand', () => {
    const options = {
      ...s3,
      service: 'service',
      credentials: (accessKeyId: string) => ({
        accessKeyId,
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      }),
      now: () => Date.UTC(2015, 7, 30, 12, 36),
      wallNow: () => Date.UTC(2015, 7, 30, 12, 36),
      body: Buffer.alloc(0),
    }
    const vanilla = request('GET', '/', {
      Host: 'example.amazonaws.com',
      'X-Amz-Date': '20150830T123600Z',
      Authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    })
    expect(reason(verifySignature(vanilla, options))).toBe('accepted')
    expect(reason(verifySignature(vanilla, { ...options, body: Buffer.from('more') }))).toBe('mismatch')
  })

  it.each([
    ['another method', 'DELETE', '/test.txt', {}, {}, 'mismatch'],
    ['another path', 'GET', '/other.txt', {}, {}, 'mismatch'],
    ['a query that was added', 'GET', '/test.txt?acl', {}, {}, 'mismatch'],
    ['another range', 'GET', '/test.txt', { Range: 'bytes=0-99' }, {}, 'mismatch'],
    ['an unsigned amz header', 'GET', '/test.txt', { 'x-amz-acl': 'public-read' }, {}, 'unsigned-header'],
    ['no signature', 'GET', '/test.txt', { Authorization: '' }, {}, 'missing'],
    ['an older scheme', 'GET', '/test.txt', { Authorization: 'AWS key:signature' }, {}, 'malformed'],
    ['a request of yesterday', 'GET', '/test.txt', {}, { wallNow: () => Date.UTC(2013, 4, 25) }, 'skewed'],
    ['another region', 'GET', '/test.txt', {}, { region: 'eu-west-1' }, 'wrong-scope'],
    ['a key that nobody has', 'GET', '/test.txt', {}, { credentials: () => undefined }, 'unknown-key'],
    ['a path that is badly encoded', 'GET', '/%zz', {}, {}, 'malformed'],
    ['another body', 'GET', '/test.txt', {}, { body: Buffer.from('more') }, 'bad-payload-hash'],
    ['a token that nobody issued', 'GET', '/test.txt', { 'x-amz-security-token': 'x' }, {}, 'bad-token'],
  ])('is refused for %s', (_what, method, url, headers, options, expected) => {
    const check = verifySignature(request(method, url, { ...getObject, ...headers }), { ...s3, ...options })
    expect(reason(check)).toBe(expected)
  })
})

describe('a presigned URL', () => {
  it('is accepted as AWS documents it, until it expires', () => {
    const at = (now: number) => verifySignature(request('GET', presigned, host), { ...s3, now: () => now })
    expect(at(Date.UTC(2013, 4, 24))).toMatchObject({
      ok: true,
      presigned: true,
      payload: { kind: 'unsigned' },
    })
    expect(reason(at(Date.UTC(2013, 4, 25)))).toBe('accepted')
    expect(reason(at(Date.UTC(2013, 4, 25) + 1))).toBe('expired-url')
  })

  it.each([
    ['another key', presigned.replace('/test.txt', '/secret.txt'), 'mismatch'],
    ['a longer life', presigned.replace('86400', '90000'), 'mismatch'],
    ['a life beyond a week', presigned.replace('86400', '700000'), 'malformed'],
    ['one more parameter', `${presigned}&versionId=1`, 'mismatch'],
    ['a cut signature', presigned.slice(0, -1), 'mismatch'],
  ])('is refused with %s', (_what, url, expected) => {
    expect(reason(verifySignature(request('GET', url, host), s3))).toBe(expected)
  })
})
