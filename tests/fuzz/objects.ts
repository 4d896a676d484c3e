import { createHash } from 'node:crypto'
import type { Random } from '@/tests/chaos/random'
import { torn } from './mutate'
import type { Unsigned } from './signing'

export const fuzzBucket = 'fuzz'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, and those of the operations' own pages. */
export const objectCodes = [
  'AccessDenied',
  'AccessForbidden',
  'AuthorizationHeaderMalformed',
  'AuthorizationQueryParametersError',
  'BadDigest',
  'BadRequest',
  'BucketAlreadyExists',
  'BucketAlreadyOwnedByYou',
  'BucketNotEmpty',
  'EntityTooLarge',
  'EntityTooSmall',
  'ExpiredToken',
  'IncompleteBody',
  'InvalidAccessKeyId',
  'InvalidArgument',
  'InvalidBucketName',
  'InvalidBucketState',
  'InvalidChunkSizeError',
  'InvalidDigest',
  'InvalidObjectState',
  'InvalidPart',
  'InvalidPartOrder',
  'InvalidRange',
  'InvalidRequest',
  'InvalidSecurity',
  'InvalidStorageClass',
  'InvalidTag',
  'InvalidToken',
  'InvalidURI',
  'KeyTooLongError',
  'MalformedPOSTRequest',
  'MalformedTrailerError',
  'MalformedXML',
  'MaxMessageLengthExceeded',
  'MetadataTooLarge',
  'MethodNotAllowed',
  'MissingContentLength',
  'MissingRequestBodyError',
  'NoSuchBucket',
  'NoSuchBucketPolicy',
  'NoSuchKey',
  'NoSuchLifecycleConfiguration',
  'NoSuchTagSet',
  'NoSuchUpload',
  'NoSuchVersion',
  'NotImplemented',
  'NotModified',
  'ObjectLockConfigurationNotFoundError',
  'PreconditionFailed',
  'RequestTimeTooSkewed',
  'RequestTimeout',
  'SignatureDoesNotMatch',
  'UnauthorizedAccess',
  'UnsupportedSignature',
  'XAmzContentChecksumMismatch',
  'XAmzContentSHA256Mismatch',
]

const documents: Readonly<Record<string, string>> = {
  'POST ?delete': '<Delete><Object><Key>a</Key></Object><Quiet>true</Quiet></Delete>',
  'PUT /key?tagging': '<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>',
  'POST /key?uploadId=nothing':
    '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"a"</ETag></Part></CompleteMultipartUpload>',
  'PUT ?lifecycle':
    '<LifecycleConfiguration><Rule><ID>a</ID><Status>Enabled</Status><Filter><Prefix>a</Prefix></Filter><Expiration><Days>3</Days></Expiration></Rule></LifecycleConfiguration>',
  'PUT ?versioning': '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
  'PUT ?cors':
    '<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>',
  'POST /key?restore': '<RestoreRequest><Days>1</Days></RestoreRequest>',
}

const bombs = [
  `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(100)}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY b${n} "${n ? `&b${n - 1};` : '&b;'.repeat(9)}">`.replace(`&b${n - 1};`, `&b${n - 1};`.repeat(9))).join('')}]><Delete>&b8;</Delete>`,
  '<!DOCTYPE a SYSTEM "file:///etc/passwd"><Delete/>',
  '<a>'.repeat(50_000),
  `<Delete>${'<Object><Key>x</Key></Object>'.repeat(1_500)}</Delete>`,
  '<Delete><Object><Key>\0</Key></Object></Delete>',
  '',
  '{}',
]

const keys = [
  'key',
  'a/b',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '%ff%fe',
  '💥',
  'x'.repeat(1_100),
  '%',
  '.',
  '..',
  '//',
  '',
]
const headers: readonly (readonly [string, readonly string[]])[] = [
  ['range', ['bytes=0-1', 'bytes=-', 'bytes=5-1', 'bytes=99999999999-', 'lines=1-2']],
  ['if-match', ['"a"', '*', 'nothing']],
  ['if-none-match', ['*', '"a", "b"', '']],
  ['if-modified-since', ['yesterday', 'Mon, 01 Jan 2035 00:00:00 GMT']],
  ['x-amz-copy-source', ['fuzz/key', '/nothing/none', '%', 'fuzz/key?versionId=x']],
  ['x-amz-meta-a', ['b', 'é', 'x'.repeat(3_000)]],
  ['x-amz-tagging', ['a=b', 'a=b&a=c', '='.repeat(50), '%']],
  ['x-amz-checksum-crc32', ['AAAAAA==', 'nonsense', '']],
  ['x-amz-checksum-sha256', ['AAAA', '!']],
  ['content-md5', ['AAAA', '1B2M2Y8AsgTpgAmY7PhCfg==']],
  ['x-amz-storage-class', ['STANDARD', 'GLACIER', 'CUPBOARD']],
  ['x-amz-server-side-encryption', ['AES256', 'rot13']],
  ['x-amz-object-lock-mode', ['COMPLIANCE', 'WHATEVER']],
  ['content-type', ['text/plain', '\u00e9']],
]

/** One request of S3, by its grammar, torn here and there. */
export function objectRequest(random: Random): Unsigned {
  const host = { host: 'localhost' }
  if (random.chance(0.4)) {
    const [name, document] = random.pick(Object.entries(documents))
    const [method = 'POST', rest = ''] = name.split(' ')
    const whole = Buffer.from(document)
    const body = random.chance(0.25)
      ? Buffer.from(random.pick(bombs))
      : random.chance(0.8)
        ? torn(random, whole)
        : whole
    const digest = createHash('md5').update(body).digest('base64')
    return { method, path: `/${fuzzBucket}${rest}`, headers: { ...host, 'content-md5': digest }, body }
  }
  const method = random.pick(['GET', 'PUT', 'HEAD', 'DELETE', 'POST', 'PATCH', 'OPTIONS'])
  const query = random.pick([
    '',
    '?list-type=2&max-keys=-1',
    '?list-type=2&continuation-token=nothing',
    '?uploads',
    '?partNumber=0&uploadId=x',
    '?partNumber=1&uploadId=x',
    '?versionId=nothing',
    '?versions',
    '?acl',
    '?response-content-type=a%0d%0ab',
    '?torrent',
  ])
  const chosen = Array.from({ length: random.below(3) }, () => random.pick(headers)).map(([name, values]) => [
    name,
    random.pick(values),
  ])
  const body = method === 'PUT' || method === 'POST' ? Buffer.alloc(random.below(300), 'a') : Buffer.alloc(0)
  const path = encodeURI(`/${random.chance(0.9) ? fuzzBucket : random.pick(['nothing', 'No_Bucket', '..'])}/`)
  return {
    method,
    path: `${path}${random.pick(keys)}${query}`,
    headers: { ...host, ...Object.fromEntries(chosen) },
    body,
  }
}

/** A body in chunks as S3's clients stream it, with something wrong in its framing now and then.
 *  https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
export function chunkedRequest(random: Random): { request: Unsigned; payload: string } {
  const data = Buffer.alloc(1 + random.below(5_000), 'b')
  const size = random.chance(0.7)
    ? data.length.toString(16)
    : random.pick(['-1', 'zz', 'ffffffffffffffff', '0x10', ''])
  const extension = random.chance(0.3) ? `;chunk-signature=${'0'.repeat(64)}` : ''
  const end = random.chance(0.7) ? '\r\n0\r\n' : random.pick(['', '\r\n', '\n0\n', '\r\n0'])
  const trailer = random.pick([
    'x-amz-checksum-crc32:AAAAAA==\r\n\r\n',
    'x-amz-checksum-crc32:nonsense\r\n\r\n',
    'x-amz-checksum-sha256:\r\n\r\n',
    'no colon\r\n\r\n',
    '\r\n',
    '',
  ])
  const whole = Buffer.concat([Buffer.from(`${size}${extension}\r\n`), data, Buffer.from(`${end}${trailer}`)])
  const body = random.chance(0.3) ? torn(random, whole) : whole
  const decoded = random.chance(0.8) ? data.length : random.pick([-1, 0, data.length + 5, 1e15])
  return {
    payload: random.pick([
      'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'STREAMING-NOTHING',
    ]),
    request: {
      method: 'PUT',
      path: `/${fuzzBucket}/chunked-${random.below(3)}`,
      headers: {
        host: 'localhost',
        'content-encoding': 'aws-chunked',
        'x-amz-decoded-content-length': String(decoded),
        'x-amz-trailer': random.pick(['x-amz-checksum-crc32', 'x-amz-checksum-sha256', 'nothing']),
      },
      body,
    },
  }
}
