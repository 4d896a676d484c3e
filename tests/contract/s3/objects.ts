import { DeleteObjectsCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { refusal } from '@/tests/contract/s3-client'
import { get, put, suite, text } from './bucket'

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
