import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  RestoreObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestServer, type TestServer } from './test-server'

let server: TestServer
let s3: S3Client
const Bucket = 'aging'
const large = Buffer.alloc(200 * 1024)

beforeEach(async () => {
  server = await openTestServer()
  s3 = server.client()
  await s3.send(new CreateBucketCommand({ Bucket }))
})
afterEach(() => server.stop())

const rules = (...Rules: LifecycleRule[]) =>
  s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }))
const put = (Key: string, Body: Buffer | string = large, more = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }))
const head = (Key: string) => s3.send(new HeadObjectCommand({ Bucket, Key }))
const storageClass = async (Key: string) => (await head(Key)).StorageClass ?? 'STANDARD'
const gone = (Key: string) =>
  head(Key).then(
    () => false,
    (error: Error) => error.name === 'NotFound',
  )
const versioned = () =>
  s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))

test('objects move down the classes and go, day by day', async () => {
  await rules({
    ID: 'shared',
    Status: 'Enabled',
    Filter: { Prefix: 'orders/' },
    Transitions: [
      { Days: 180, StorageClass: 'STANDARD_IA' },
      { Days: 730, StorageClass: 'GLACIER' },
    ],
    Expiration: { Days: 2555 },
  })
  await put('orders/1')
  await put('other/1')
  const expected = new Map([
    [0, 'STANDARD'],
    [179, 'STANDARD'],
    [181, 'STANDARD_IA'],
    [729, 'STANDARD_IA'],
    [731, 'GLACIER'],
    [2554, 'GLACIER'],
  ])
  let today = 0
  for (const [day, name] of expected) {
    server.advanceDays(day - today)
    today = day
    expect([day, await storageClass('orders/1')]).toEqual([day, name])
  }
  expect((await head('orders/1')).Expiration).toMatch(/^expiry-date=".+ 00:00:00 GMT", rule-id="shared"$/)
  server.advanceDays(2 + 1)
  expect(await gone('orders/1')).toBe(true)
  expect(await storageClass('other/1')).toBe('STANDARD')
})

test('a jump over everything comes to the same end', async () => {
  await versioned()
  await rules({
    ID: 'all',
    Status: 'Enabled',
    Filter: {},
    Transitions: [{ Days: 30, StorageClass: 'GLACIER_IR' }],
    Expiration: { Days: 100 },
    NoncurrentVersionExpiration: { NoncurrentDays: 10 },
  })
  await put('k')
  server.advanceDays(2600)
  const left = await s3.send(new ListObjectVersionsCommand({ Bucket }))
  expect([left.Versions, left.DeleteMarkers]).toEqual([undefined, undefined])
})

test('small objects stay where they are unless the rule speaks of sizes', async () => {
  const Transitions = [{ Days: 30, StorageClass: 'GLACIER_IR' as const }]
  await rules(
    { ID: 'a', Status: 'Enabled', Filter: { Prefix: 'a/' }, Transitions },
    { ID: 'b', Status: 'Enabled', Filter: { And: { Prefix: 'b/', ObjectSizeGreaterThan: 0 } }, Transitions },
    { ID: 'c', Status: 'Enabled', Filter: { Tag: { Key: 'state', Value: 'discontinued' } }, Transitions },
  )
  await put('a/small', 'x')
  await put('b/small', 'x')
  await put('c/tagged', large, { Tagging: 'state=discontinued' })
  await put('c/untagged')
  server.advanceDays(31 + 1)
  expect(await storageClass('a/small')).toBe('STANDARD')
  expect(await storageClass('b/small')).toBe('GLACIER_IR')
  expect(await storageClass('c/tagged')).toBe('GLACIER_IR')
  expect(await storageClass('c/untagged')).toBe('STANDARD')
})

test('small objects reach the archive classes where the bucket says so', async () => {
  const Rules: LifecycleRule[] = [
    { ID: 'x', Status: 'Enabled', Filter: {}, Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] },
  ]
  const TransitionDefaultMinimumObjectSize = 'varies_by_storage_class'
  const wish = { Bucket, LifecycleConfiguration: { Rules }, TransitionDefaultMinimumObjectSize } as const
  await s3.send(new PutBucketLifecycleConfigurationCommand(wish))
  const read = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))
  expect(read).toMatchObject({ TransitionDefaultMinimumObjectSize, Rules: [{ ID: 'x' }] })
  await put('small', 'x')
  server.advanceDays(3)
  expect(await storageClass('small')).toBe('GLACIER')
})

test('noncurrent versions go, except for as many as are to be kept, and then their markers', async () => {
  await versioned()
  await rules({
    ID: 'old',
    Status: 'Enabled',
    Filter: {},
    Expiration: { ExpiredObjectDeleteMarker: true },
    NoncurrentVersionExpiration: { NoncurrentDays: 7, NewerNoncurrentVersions: 1 },
  })
  for (const body of ['1', '2', '3', '4']) await put('kept', body)
  await put('deleted', 'x')
  const { VersionId } = await put('marked', 'x')
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'marked' }))
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'marked', VersionId }))
  server.advanceDays(9)
  const left = await s3.send(new ListObjectVersionsCommand({ Bucket }))
  expect(left.Versions?.map((one) => one.Key)).toEqual(['deleted', 'kept', 'kept'])
  expect(left.DeleteMarkers).toBeUndefined()
})

test('a locked version outlives its rule', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'archive', ObjectLockEnabledForBucket: true }))
  const Rules: LifecycleRule[] = [
    {
      ID: 'x',
      Status: 'Enabled',
      Filter: {},
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      Expiration: { Days: 1 },
    },
  ]
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket: 'archive', LifecycleConfiguration: { Rules } }),
  )
  const until = new Date(Date.now() + 400 * 86_400_000)
  const lock = {
    ObjectLockMode: 'COMPLIANCE',
    ObjectLockRetainUntilDate: until,
    ChecksumAlgorithm: 'CRC32',
  } as const
  const { VersionId } = await s3.send(
    new PutObjectCommand({ Bucket: 'archive', Key: 'k', Body: 'x', ...lock }),
  )
  const alive = () =>
    s3.send(new HeadObjectCommand({ Bucket: 'archive', Key: 'k', VersionId })).then(
      () => true,
      () => false,
    )
  server.advanceDays(399)
  expect(await alive()).toBe(true)
  server.advanceDays(3)
  expect(await alive()).toBe(false)
})

test('uploads that were never completed are aborted', async () => {
  await rules({
    ID: 'abort',
    Status: 'Enabled',
    Filter: {},
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
  })
  await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'video' }))
  const waiting = async () =>
    (await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.length ?? 0
  server.advanceDays(2)
  expect(await waiting()).toBe(1)
  server.advanceDays(2)
  expect(await waiting()).toBe(0)
})

test('an archived object is there when its restore is done, and for its days', async () => {
  await put('cold', 'ice', { StorageClass: 'DEEP_ARCHIVE' })
  await s3.send(new RestoreObjectCommand({ Bucket, Key: 'cold', RestoreRequest: { Days: 2 } }))
  const read = () =>
    s3.send(new GetObjectCommand({ Bucket, Key: 'cold' })).then(
      (got) => got.Body?.transformToString(),
      (error: Error) => error.name,
    )
  expect(await read()).toBe('InvalidObjectState')
  server.advanceDays(0.51)
  expect(await read()).toBe('ice')
  expect((await head('cold')).Restore).toMatch(/^ongoing-request="false", expiry-date=/)
  server.advanceDays(4)
  expect(await read()).toBe('InvalidObjectState')
  expect((await head('cold')).Restore).toBeUndefined()
})

test('rules that make no sense are refused', async () => {
  const wrong: LifecycleRule[] = [
    { ID: 'nothing', Status: 'Enabled', Filter: {} },
    { ID: 'early', Status: 'Enabled', Filter: {}, Transitions: [{ Days: 10, StorageClass: 'STANDARD_IA' }] },
    {
      ID: 'order',
      Status: 'Enabled',
      Filter: {},
      Transitions: [{ Days: 90, StorageClass: 'GLACIER' }],
      Expiration: { Days: 60 },
    },
  ]
  for (const rule of wrong)
    await expect(rules(rule)).rejects.toMatchObject({ name: expect.stringMatching(/^Invalid/) })
})
