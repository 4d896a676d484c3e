import { createHash } from 'node:crypto'
import { get as httpGet } from 'node:http'
import { Readable } from 'node:stream'
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketLocationCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSuite, refusal, type S3Suite } from './s3-client'

let suite: S3Suite
beforeAll(async () => {
  suite = await openSuite()
})
afterAll(() => suite.stop())

const put = (Key: string, Body = 'body', more = {}) =>
  suite.s3.send(new PutObjectCommand({ Bucket: suite.bucket, Key, Body, ...more }))
const get = (Key: string, more = {}) =>
  suite.s3.send(new GetObjectCommand({ Bucket: suite.bucket, Key, ...more }))
const text = async (Key: string, more = {}) => (await get(Key, more)).Body?.transformToString()

const byBytes = (one = '', other = '') => Buffer.compare(Buffer.from(one), Buffer.from(other))

describe('buckets', () => {
  test('are created once more without harm, listed, found and deleted only when empty', async () => {
    const { s3 } = suite
    const Bucket = await suite.newBucket()
    await s3.send(new CreateBucketCommand({ Bucket }))
    expect((await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('us-east-1')
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined()
    expect((await s3.send(new ListBucketsCommand({}))).Buckets?.map((one) => one.Name)).toContain(Bucket)
    await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: '' }))
    expect(await refusal(s3.send(new DeleteBucketCommand({ Bucket })))).toEqual({
      name: 'BucketNotEmpty',
      status: 409,
    })
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'x' }))
    await s3.send(new DeleteBucketCommand({ Bucket }))
    expect((await refusal(s3.send(new HeadBucketCommand({ Bucket })))).status).toBe(404)
    expect(await refusal(s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: '' })))).toMatchObject({
      name: 'NoSuchBucket',
    })
  })

  test.each(['Upper', 'ab', '-ab-', 'a..b', '192.168.1.1'])('the name %s is refused', async (Bucket) => {
    expect(await refusal(suite.s3.send(new CreateBucketCommand({ Bucket })))).toMatchObject({
      name: 'InvalidBucketName',
    })
  })

  test('what is not there answers that it is not implemented', async () => {
    const website = new PutBucketWebsiteCommand({
      Bucket: suite.bucket,
      WebsiteConfiguration: { IndexDocument: { Suffix: 'i' } },
    })
    expect(await refusal(suite.s3.send(website))).toEqual({ name: 'NotImplemented', status: 501 })
  })
})

describe('objects', () => {
  test.each([
    'a folder/ünïcode & <xml>.txt',
    '../../etc/passwd',
    '//',
    'a//b',
    'ключ',
    '日本/👍',
    "!*'()~$@=;:+ ,?#%20",
  ])('what is put under %j can be read, headed, listed and deleted', async (Key) => {
    const stored = await put(Key, 'hello', { ContentType: 'text/plain', Metadata: { who: 'me' } })
    expect(stored.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"')
    const got = await get(Key)
    expect(await got.Body?.transformToString()).toBe('hello')
    expect(got).toMatchObject({ ContentType: 'text/plain', Metadata: { who: 'me' }, AcceptRanges: 'bytes' })
    const head = await suite.s3.send(new HeadObjectCommand({ Bucket: suite.bucket, Key }))
    expect(head).toMatchObject({ ContentLength: 5, ContentType: 'text/plain' })
    const list = await suite.s3.send(new ListObjectsV2Command({ Bucket: suite.bucket, Prefix: Key }))
    expect(list.Contents?.map((one) => one.Key)).toEqual([Key])
    const deleted = new DeleteObjectsCommand({ Bucket: suite.bucket, Delete: { Objects: [{ Key }] } })
    expect((await suite.s3.send(deleted)).Deleted).toEqual([{ Key }])
    expect(await refusal(get(Key))).toEqual({ name: 'NoSuchKey', status: 404 })
  })

  test('are encrypted, whether anybody asked for it or not', async () => {
    expect(await put('plain', 'hello')).toMatchObject({ ServerSideEncryption: 'AES256' })
    const head = await suite.s3.send(new HeadObjectCommand({ Bucket: suite.bucket, Key: 'plain' }))
    expect(head).toMatchObject({ ServerSideEncryption: 'AES256' })
  })

  test('keep their content headers, and a reader may override them', async () => {
    await put('headers', 'x', {
      CacheControl: 'max-age=60',
      ContentDisposition: 'inline',
      ContentLanguage: 'de',
      ContentEncoding: 'gzip',
    })
    expect(await get('headers')).toMatchObject({
      CacheControl: 'max-age=60',
      ContentDisposition: 'inline',
      ContentLanguage: 'de',
      ContentEncoding: 'gzip',
    })
    expect(
      await get('headers', {
        ResponseContentDisposition: 'attachment; filename="r.pdf"',
        ResponseCacheControl: 'no-store',
      }),
    ).toMatchObject({
      ContentDisposition: 'attachment; filename="r.pdf"',
      CacheControl: 'no-store',
    })
  })

  test('have limits for their keys and metadata', async () => {
    expect(await refusal(put('k'.repeat(1025)))).toEqual({ name: 'KeyTooLongError', status: 400 })
    await put('k'.repeat(1024))
    expect(await refusal(put('meta', 'x', { Metadata: { m: 'v'.repeat(2048) } }))).toMatchObject({
      name: 'MetadataTooLarge',
    })
    expect(await refusal(put('class', 'x', { StorageClass: 'NONSENSE' }))).toMatchObject({
      name: 'InvalidStorageClass',
    })
  })

  test('may be empty', async () => {
    await put('empty', '')
    expect(await text('empty')).toBe('')
    expect(await refusal(get('empty', { Range: 'bytes=0-' }))).toEqual({ name: 'InvalidRange', status: 416 })
  })
})

describe('ranges', () => {
  test.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-100', '0123456789', 'bytes 0-9/10'],
    ['bytes=8-100', '89', 'bytes 8-9/10'],
  ])('%s', async (Range, expected, ContentRange) => {
    await put('range', '0123456789')
    const got = await get('range', { Range })
    expect(got).toMatchObject({
      ContentRange,
      ContentLength: expected.length,
      $metadata: { httpStatusCode: 206 },
    })
    expect(await got.Body?.transformToString()).toBe(expected)
  })

  test('that lie outside are refused, and senseless or several ones mean the whole', async () => {
    await put('range', '0123456789')
    expect(await refusal(get('range', { Range: 'bytes=10-' }))).toEqual({ name: 'InvalidRange', status: 416 })
    expect(await text('range', { Range: 'bytes=5-2' })).toBe('0123456789')
    expect(await text('range', { Range: 'bytes=0-1,3-4' })).toBe('0123456789')
  })
})

describe('conditions', () => {
  test('of reads', async () => {
    const { ETag = '' } = await put('conditional', 'one')
    const past = new Date(Date.now() - 86_400_000)
    const future = new Date(Date.now() + 86_400_000)
    expect(await text('conditional', { IfMatch: ETag })).toBe('one')
    expect(await refusal(get('conditional', { IfMatch: '"other"' }))).toMatchObject({ status: 412 })
    expect(await refusal(get('conditional', { IfNoneMatch: ETag }))).toMatchObject({ status: 304 })
    expect(await refusal(get('conditional', { IfModifiedSince: future }))).toMatchObject({ status: 304 })
    expect(await refusal(get('conditional', { IfUnmodifiedSince: past }))).toMatchObject({ status: 412 })
    expect(await text('conditional', { IfMatch: ETag, IfUnmodifiedSince: past })).toBe('one')
    expect(await text('conditional', { IfNoneMatch: '"other"', IfModifiedSince: future })).toBe('one')
  })

  test('of writes: only one of many creators wins', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => put('created-once', `${n}`, { IfNoneMatch: '*' })),
    )
    const winners = outcomes.flatMap((one, n) => (one.status === 'fulfilled' ? [n] : []))
    expect(winners).toHaveLength(1)
    expect(await text('created-once')).toBe(`${winners[0]}`)
    expect(await refusal(put('created-once', 'x', { IfNoneMatch: '*' }))).toEqual({
      name: 'PreconditionFailed',
      status: 412,
    })
  })

  test('of writes: an update on an old version fails', async () => {
    const { ETag: first = '' } = await put('updated', '1')
    await put('updated', '2', { IfMatch: first })
    expect(await refusal(put('updated', '3', { IfMatch: first }))).toMatchObject({ status: 412 })
    expect(await refusal(put('never-there', '3', { IfMatch: first }))).toEqual({
      name: 'NoSuchKey',
      status: 404,
    })
  })
})

describe('checksums', () => {
  test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    '%s is verified and told',
    async (ChecksumAlgorithm) => {
      const Key = `sum-${ChecksumAlgorithm}`
      const name = `Checksum${ChecksumAlgorithm}` as const
      const stored = await put(Key, 'checked', { ChecksumAlgorithm })
      expect(stored[name]).toBeTruthy()
      expect((await get(Key, { ChecksumMode: 'ENABLED' }))[name]).toBe(stored[name])
      const wrong = Buffer.from(stored[name] ?? '', 'base64')
        .fill(1)
        .toString('base64')
      expect(await refusal(put(Key, 'other', { [name]: wrong }))).toMatchObject({
        name: 'BadDigest',
        status: 400,
      })
      expect(await text(Key)).toBe('checked')
    },
  )

  test('MD5', async () => {
    const ContentMD5 = createHash('md5').update('sent').digest('base64')
    await put('md5', 'sent', { ContentMD5 })
    expect(await refusal(put('md5', 'other', { ContentMD5 }))).toMatchObject({ name: 'BadDigest' })
    expect(await refusal(put('md5', 'other', { ContentMD5: 'nonsense' }))).toMatchObject({
      name: 'InvalidDigest',
    })
    expect(await text('md5')).toBe('sent')
  })

  test('streams come in chunks with a trailing checksum', async () => {
    const s3 = suite.client({
      requestChecksumCalculation: 'WHEN_SUPPORTED',
      responseChecksumValidation: 'WHEN_SUPPORTED',
    })
    const Body = Readable.from(Array.from({ length: 40 }, (_, n) => Buffer.alloc(9973, n)))
    const whole = Buffer.concat(Array.from({ length: 40 }, (_, n) => Buffer.alloc(9973, n)))
    const stored = await s3.send(
      new PutObjectCommand({
        Bucket: suite.bucket,
        Key: 'streamed',
        Body,
        ContentLength: whole.length,
        ContentEncoding: 'br',
      }),
    )
    expect(stored.ChecksumCRC32).toBeTruthy()
    const got = await s3.send(new GetObjectCommand({ Bucket: suite.bucket, Key: 'streamed' }))
    expect(got.ContentEncoding).toBe('br')
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true)
    s3.destroy()
  })
})

describe('copies', () => {
  test('keep or replace metadata and tags', async () => {
    await put('from/å b', 'copied', { Metadata: { a: '1' }, Tagging: 'k=v', ContentType: 'text/css' })
    const CopySource = `${suite.bucket}/${encodeURIComponent('from/å b')}`
    const copy = (Key: string, more = {}) =>
      suite.s3.send(new CopyObjectCommand({ Bucket: suite.bucket, Key, CopySource, ...more }))
    expect((await copy('kept')).CopyObjectResult?.ETag).toBeTruthy()
    expect(await get('kept')).toMatchObject({ Metadata: { a: '1' }, ContentType: 'text/css', TagCount: 1 })
    await copy('replaced', {
      MetadataDirective: 'REPLACE',
      Metadata: { b: '2' },
      TaggingDirective: 'REPLACE',
      Tagging: '',
    })
    const replaced = await get('replaced')
    expect(replaced).toMatchObject({ Metadata: { b: '2' } })
    expect(replaced.TagCount).toBeUndefined()
    await suite.s3.send(new DeleteObjectCommand({ Bucket: suite.bucket, Key: 'from/å b' }))
    expect(await text('kept')).toBe('copied')
    expect(await refusal(copy('gone'))).toMatchObject({ name: 'NoSuchKey' })
  })

  test('onto themselves must change something, and obey conditions', async () => {
    const { ETag = '' } = await put('self', 'x')
    const copy = (more = {}) =>
      suite.s3.send(
        new CopyObjectCommand({
          Bucket: suite.bucket,
          Key: 'self',
          CopySource: `${suite.bucket}/self`,
          ...more,
        }),
      )
    expect(await refusal(copy())).toMatchObject({ name: 'InvalidRequest' })
    await copy({ StorageClass: 'STANDARD_IA' })
    expect((await get('self')).StorageClass).toBe('STANDARD_IA')
    expect(await refusal(copy({ MetadataDirective: 'REPLACE', CopySourceIfNoneMatch: ETag }))).toMatchObject({
      status: 412,
    })
  })
})

describe('tags', () => {
  test('are set, read, limited and removed', async () => {
    const { s3, bucket: Bucket } = suite
    const Key = 'tagged'
    await put(Key, 'x', { Tagging: 'a=1&b=two%20words' })
    const read = async () => (await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet
    expect(await read()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: 'two words' },
    ])
    const tag = (TagSet: { Key: string; Value: string }[]) =>
      s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }))
    await tag([{ Key: 'discontinued', Value: 'yes & <no>' }].map((one) => ({ ...one, Value: 'yes' })))
    expect(await read()).toEqual([{ Key: 'discontinued', Value: 'yes' }])
    const eleven = Array.from({ length: 11 }, (_, n) => ({ Key: `${n}`, Value: '' }))
    expect(await refusal(tag(eleven))).toMatchObject({ name: 'BadRequest' })
    expect(
      await refusal(
        tag([
          { Key: 'x', Value: '1' },
          { Key: 'x', Value: '2' },
        ]),
      ),
    ).toMatchObject({ name: 'InvalidTag' })
    await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }))
    expect(await read()).toEqual([])
  })

  test('and other attributes are told together', async () => {
    await put('attributes', 'twelve bytes')
    const ObjectAttributes = ['ETag', 'ObjectSize', 'StorageClass', 'Checksum'] as const
    const found = await suite.s3.send(
      new GetObjectAttributesCommand({
        Bucket: suite.bucket,
        Key: 'attributes',
        ObjectAttributes: [...ObjectAttributes],
      }),
    )
    expect(found).toMatchObject({
      ObjectSize: 12,
      StorageClass: 'STANDARD',
      Checksum: { ChecksumType: 'FULL_OBJECT' },
    })
  })
})

describe('listings', () => {
  test('go on page by page over keys and common prefixes, in the order of UTF-8', async () => {
    const Bucket = await suite.newBucket()
    const keys = ['a', 'a/1', 'a/2', 'a/b/3', 'b', 'c/1', 'd', 'é', '\u{1F600}', '\uFFFD']
    for (const Key of keys) await suite.s3.send(new PutObjectCommand({ Bucket, Key, Body: '' }))
    const sorted = keys.toSorted(byBytes)
    const pages = async (more: object) => {
      const lines: (string | undefined)[] = []
      let ContinuationToken: string | undefined
      do {
        const page = await suite.s3.send(
          new ListObjectsV2Command({ Bucket, MaxKeys: 2, ContinuationToken, ...more }),
        )
        const found = [
          ...(page.Contents ?? []).map((c) => c.Key),
          ...(page.CommonPrefixes ?? []).map((p) => p.Prefix),
        ]
        expect(found.length).toBeLessThanOrEqual(2)
        expect(page.KeyCount).toBe(found.length)
        lines.push(...found.toSorted(byBytes))
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken)
      return lines
    }
    expect(await pages({})).toEqual(sorted)
    expect(await pages({ Delimiter: '/' })).toEqual(['a', 'a/', 'b', 'c/', 'd', 'é', '\uFFFD', '\u{1F600}'])
    expect(await pages({ Prefix: 'a/' })).toEqual(['a/1', 'a/2', 'a/b/3'])
    expect(await pages({ Prefix: 'a/', Delimiter: '/' })).toEqual(['a/1', 'a/2', 'a/b/'])
    expect(await pages({ StartAfter: 'c' })).toEqual(['c/1', 'd', 'é', '\uFFFD', '\u{1F600}'])
    expect(await pages({ EncodingType: 'url', Prefix: 'é' })).toEqual(['%C3%A9'])
    const owned = await suite.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'b', FetchOwner: true }))
    expect(owned.Contents?.[0]?.Owner?.ID).toBeTruthy()
    expect((await suite.s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }))).KeyCount).toBe(0)
  })
})

describe('presigned URLs', () => {
  test('read and write what they were made for', async () => {
    const sign = (command: GetObjectCommand | PutObjectCommand) =>
      getSignedUrl(suite.s3, command, { expiresIn: 60 })
    const upload = await sign(new PutObjectCommand({ Bucket: suite.bucket, Key: 'pre/sïgned' }))
    expect((await fetch(upload, { method: 'PUT', body: 'by url' })).status).toBe(200)
    const download = await sign(
      new GetObjectCommand({
        Bucket: suite.bucket,
        Key: 'pre/sïgned',
        ResponseContentDisposition: 'attachment; filename="a b.pdf"',
      }),
    )
    const answer = await fetch(download)
    expect(await answer.text()).toBe('by url')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a b.pdf"')
  })

  test('are worth nothing when changed, for another method or key, or too late', async () => {
    const url = await getSignedUrl(suite.s3, new PutObjectCommand({ Bucket: suite.bucket, Key: 'pre' }), {
      expiresIn: 60,
    })
    const attempts = [
      fetch(url.replace('/pre?', '/other?'), { method: 'PUT', body: 'x' }),
      fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'), { method: 'PUT', body: 'x' }),
      fetch(url),
      fetch(url.replace(/X-Amz-Signature=.{4}/, 'X-Amz-Signature=0000'), { method: 'PUT', body: 'x' }),
    ]
    for (const answer of await Promise.all(attempts)) {
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('<Code>SignatureDoesNotMatch</Code>')
    }
    const old = await getSignedUrl(suite.s3, new GetObjectCommand({ Bucket: suite.bucket, Key: 'pre' }), {
      expiresIn: 60,
      signingDate: new Date(Date.now() - 120_000),
    })
    const late = await fetch(old)
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')])
  })

  test('hold the uploader to type and length when these are signed', async () => {
    const command = new PutObjectCommand({
      Bucket: suite.bucket,
      Key: 'typed',
      ContentType: 'image/png',
      ContentLength: 4,
    })
    const url = await getSignedUrl(suite.s3, command, {
      expiresIn: 60,
      signableHeaders: new Set(['content-type', 'content-length', 'host']),
    })
    const upload = (body: string, type: string) =>
      fetch(url, { method: 'PUT', body, headers: { 'content-type': type } })
    expect((await upload('1234', 'text/html')).status).toBe(403)
    expect((await upload('12345', 'image/png')).status).toBe(403)
    expect((await upload('1234', 'image/png')).status).toBe(200)
  })

  test('may name the bucket in the host', async () => {
    const endpoint = new URL(suite.target.endpoints.s3 ?? 'https://s3.amazonaws.com')
    if (!endpoint.port) return
    const virtual = suite.client({ forcePathStyle: false, endpoint: `http://localhost:${endpoint.port}` })
    await put('virtual/k', 'by host')
    const url = new URL(
      await getSignedUrl(virtual, new GetObjectCommand({ Bucket: suite.bucket, Key: 'virtual/k' })),
    )
    expect(url.hostname).toBe(`${suite.bucket}.localhost`)
    const answer = await new Promise<string>((resolve, reject) => {
      const options = {
        host: endpoint.hostname,
        port: endpoint.port,
        path: url.pathname + url.search,
        headers: { host: url.host },
      }
      httpGet(options, (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => {
          body += chunk.toString()
        })
        response.on('end', () => resolve(body))
      }).on('error', reject)
    })
    expect(answer).toBe('by host')
  })

  test('nobody gets in without a signature, or with a wrong one', async () => {
    const answer = await fetch(suite.address('range'))
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('<Code>AccessDenied</Code>'),
    ])
    const wrong = suite.client({ credentials: { ...suite.target.credentials, secretAccessKey: 'wrong' } })
    expect(await refusal(wrong.send(new ListBucketsCommand({})))).toEqual({
      name: 'SignatureDoesNotMatch',
      status: 403,
    })
    const unknown = suite.client({ credentials: { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'wrong' } })
    expect(await refusal(unknown.send(new ListBucketsCommand({})))).toEqual({
      name: 'InvalidAccessKeyId',
      status: 403,
    })
  })
})
