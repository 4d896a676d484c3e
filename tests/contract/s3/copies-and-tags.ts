import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectAttributesCommand,
  GetObjectTaggingCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { refusal } from '@/tests/contract/s3-client'
import { get, put, suite, text } from './bucket'

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
