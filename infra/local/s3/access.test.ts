import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from './test-server'

let server: TestServer
let operator: S3Client
const Bucket = 'guarded'

beforeEach(async () => {
  server = await openTestServer({
    allowed: (role, action, bucket, key) =>
      bucket === Bucket && action !== 's3:ListBucket' && key.startsWith(`${role}/`),
  })
  operator = server.client()
  await operator.send(new CreateBucketCommand({ Bucket }))
  await operator.send(new PutObjectCommand({ Bucket, Key: 'content/secret', Body: 'x' }))
})
afterEach(() => server.stop())

const as = (role: string) => server.client({ credentials: server.cloud.credentials.issue(role) })
const failure = (call: Promise<unknown>) =>
  call.then(
    () => 'succeeded',
    (error: Error) => error.name,
  )

describe('a role', () => {
  test('touches only what the declaration gives it', async () => {
    const catalogue = as('catalogue')
    await catalogue.send(new PutObjectCommand({ Bucket, Key: 'catalogue/a', Body: 'x' }))
    expect(await failure(catalogue.send(new PutObjectCommand({ Bucket, Key: 'content/a', Body: 'x' })))).toBe(
      'AccessDenied',
    )
    expect(await failure(catalogue.send(new GetObjectCommand({ Bucket, Key: 'content/secret' })))).toBe(
      'AccessDenied',
    )
    expect(await failure(catalogue.send(new ListObjectsV2Command({ Bucket })))).toBe('AccessDenied')
    const copy = new CopyObjectCommand({
      Bucket,
      Key: 'catalogue/stolen',
      CopySource: `${Bucket}/content/secret`,
    })
    expect(await failure(catalogue.send(copy))).toBe('AccessDenied')
  })

  test('does not learn what exists when it may not list', async () => {
    expect(
      await failure(as('catalogue').send(new GetObjectCommand({ Bucket, Key: 'catalogue/nothing' }))),
    ).toBe('AccessDenied')
    expect(await failure(operator.send(new GetObjectCommand({ Bucket, Key: 'catalogue/nothing' })))).toBe(
      'NoSuchKey',
    )
  })

  test('deletes in bulk only what it may', async () => {
    const Objects = [{ Key: 'content/secret' }, { Key: 'catalogue/a' }]
    const done = await as('catalogue').send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    expect(done.Deleted).toEqual([{ Key: 'catalogue/a' }])
    expect(done.Errors).toMatchObject([{ Key: 'content/secret', Code: 'AccessDenied' }])
  })

  test('and everybody else must not mistake the owner of a bucket', async () => {
    const list = (ExpectedBucketOwner: string) =>
      operator.send(new ListObjectsV2Command({ Bucket, ExpectedBucketOwner }))
    expect(await failure(list('111111111111'))).toBe('AccessDenied')
    expect(await failure(list('000000000000'))).toBe('succeeded')
  })

  test('loses its rights when its credentials expire', async () => {
    const catalogue = as('catalogue')
    server.advanceDays(1 / 12)
    expect(
      await failure(catalogue.send(new PutObjectCommand({ Bucket, Key: 'catalogue/a', Body: 'x' }))),
    ).toBe('ExpiredToken')
  })
})

describe("a bucket's policy", () => {
  const policy = (...Statement: object[]) =>
    operator.send(
      new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }),
    )
  const read = async () => (await fetch(`${server.endpoint}/${Bucket}/content/secret`)).status

  test('can let everybody read a prefix', async () => {
    expect(await read()).toBe(403)
    await policy({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/content/*`,
    })
    expect(await read()).toBe(200)
    await operator.send(new DeleteBucketPolicyCommand({ Bucket }))
    expect(await read()).toBe(403)
  })

  test('denies even the owner what is not encrypted as it says', async () => {
    await policy({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['s3:PutObject'],
      Resource: [`arn:aws:s3:::${Bucket}/*`],
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    })
    const put = (more: object) =>
      operator.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ...more }))
    expect(await failure(put({}))).toBe('AccessDenied')
    await put({ ServerSideEncryption: 'aws:kms' })
  })

  test('that could not be obeyed is refused', async () => {
    const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }
    expect(
      await failure(policy({ ...statement, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })),
    ).toBe('NotImplemented')
    expect(await failure(policy({ ...statement, Condition: { StringEquals: { 'aws:Unheard': 'x' } } }))).toBe(
      'NotImplemented',
    )
    expect(await failure(policy({ Effect: 'Maybe' }))).toBe('MalformedPolicy')
  })
})
