import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { refusal } from '@/tests/contract/s3-client'
import { suite } from './bucket'

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
