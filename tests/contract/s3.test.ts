import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CloudTarget, cloudTarget } from './target'

let target: CloudTarget
let s3: S3Client
const bucket = `contract-${Date.now().toString(36)}`

beforeAll(async () => {
  target = await cloudTarget()
  s3 = new S3Client({
    endpoint: target.endpoints.s3,
    region: target.region,
    credentials: target.credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  await s3.send(new CreateBucketCommand({ Bucket: bucket }))
})
afterAll(async () => {
  s3.destroy()
  await target.stop()
})

describe('objects', () => {
  test('what was put can be read, headed, listed and deleted', async () => {
    const Key = 'a folder/ünïcode & <xml>.txt'
    const put = await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key,
        Body: 'hello',
        ContentType: 'text/plain',
        Metadata: { who: 'me' },
      }),
    )
    expect(put.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"')
    const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }))
    expect(await got.Body?.transformToString()).toBe('hello')
    expect(got.ContentType).toBe('text/plain')
    expect(got.Metadata).toEqual({ who: 'me' })
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }))
    expect(head.ContentLength).toBe(5)
    const list = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
    expect(list.Contents?.map((o) => o.Key)).toEqual([Key])
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
    await expect(s3.send(new GetObjectCommand({ Bucket: bucket, Key }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    })
  })

  test('a presigned URL works until it is changed', async () => {
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: bucket, Key: 'pre' }), {
      expiresIn: 60,
    })
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200)
    const other = await fetch(url.replace('/pre?', '/other?'), { method: 'PUT', body: 'x' })
    expect(other.status).toBe(403)
    expect(await other.text()).toContain('<Code>SignatureDoesNotMatch</Code>')
  })
})
