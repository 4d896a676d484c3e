import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTestServer, type TestServer } from './test-server'

let server: TestServer
let s3: S3Client
const Bucket = 'told'

beforeEach(async () => {
  server = await openTestServer()
  s3 = server.client()
  await s3.send(new CreateBucketCommand({ Bucket }))
  const NotificationConfiguration = { EventBridgeConfiguration: {} }
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }))
})
afterEach(() => server.stop())

const put = (Key: string, Body = 'x') => s3.send(new PutObjectCommand({ Bucket, Key, Body }))
const told = (count: number) => vi.waitFor(() => expect(server.events).toHaveLength(count))

test('every way to make and remove an object is told, with growing sequencers', async () => {
  const { ETag } = await put('ünï/k', 'hello')
  await s3.send(
    new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/${encodeURIComponent('ünï/k')}` }),
  )
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }))
  const part = await s3.send(
    new UploadPartCommand({ Bucket, Key: 'parts', UploadId, PartNumber: 1, Body: 'p' }),
  )
  const Parts = [{ PartNumber: 1, ETag: part.ETag }]
  await s3.send(
    new CompleteMultipartUploadCommand({ Bucket, Key: 'parts', UploadId, MultipartUpload: { Parts } }),
  )
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'ünï/k' }))
  await told(4)
  expect(server.events[0]).toMatchObject({
    source: 'aws.s3',
    detailType: 'Object Created',
    detail: {
      version: '0',
      bucket: { name: Bucket },
      object: { key: 'ünï/k', size: 5, etag: ETag?.replaceAll('"', '') },
      requester: '000000000000',
      'source-ip-address': '127.0.0.1',
      reason: 'PutObject',
    },
  })
  expect(server.events.map((event) => [event.detailType, event.detail.reason])).toEqual([
    ['Object Created', 'PutObject'],
    ['Object Created', 'CopyObject'],
    ['Object Created', 'CompleteMultipartUpload'],
    ['Object Deleted', 'DeleteObject'],
  ])
  expect(server.events[3]?.detail['deletion-type']).toBe('Permanently Deleted')
  const sequencers = server.events.map((event) => event.detail.object.sequencer)
  expect(sequencers).toEqual(sequencers.toSorted())
  expect(sequencers.every((one) => /^[0-9A-F]{18}$/.test(one))).toBe(true)
})

test('a versioned bucket tells of versions and markers', async () => {
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
  const { VersionId } = await put('k')
  const { VersionId: marker } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }))
  await told(2)
  expect(server.events.map((event) => event.detail.object['version-id'])).toEqual([VersionId, marker])
  expect(server.events[1]?.detail['deletion-type']).toBe('Delete Marker Created')
})

test('a bucket that asks for nothing is told nothing of', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'silent' }))
  await s3.send(new PutObjectCommand({ Bucket: 'silent', Key: 'k', Body: 'x' }))
  await put('loud')
  await told(1)
  expect(server.events[0]?.detail.bucket.name).toBe(Bucket)
})

test('tests may have events twice and in reverse', async () => {
  server.service.disturbEvents({ held: true })
  await put('1')
  await put('2')
  expect(server.events).toEqual([])
  server.service.disturbEvents({ repeats: 1, reversed: true })
  await told(4)
  expect(server.events.map((event) => event.detail.object.key)).toEqual(['2', '2', '1', '1'])
})

test('with a seed some events come twice and some late, and the same ones each time', async () => {
  const keys = Array.from({ length: 40 }, (_, index) => `k${index}`)
  async function run(): Promise<string[]> {
    const disturbed = await openTestServer({ disturbance: { seed: 4 } })
    const client = disturbed.client()
    await client.send(new CreateBucketCommand({ Bucket }))
    const NotificationConfiguration = { EventBridgeConfiguration: {} }
    await client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }))
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))
    const heard = () => disturbed.events.map((event) => event.detail.object.key)
    await vi.waitFor(() => expect(new Set(heard())).toEqual(new Set(keys)))
    await disturbed.stop()
    return heard()
  }
  const counted = (list: string[]) => list.toSorted()
  const [first, second] = [await run(), await run()]
  expect(counted(second)).toEqual(counted(first))
  const twice = first.length - keys.length
  expect(twice).toBeGreaterThan(0)
  expect(twice).toBeLessThan(20)
  const firsts = [...new Set(first)].map((key) => keys.indexOf(key))
  expect(firsts).not.toEqual(firsts.toSorted((a, b) => a - b))
})

test('an event that could not be delivered is delivered later', async () => {
  const deliver = server.cloud.context.peers.putEvent
  server.cloud.context.peers.putEvent = () => {
    throw new Error('the bus is down')
  }
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
  await put('patient')
  await vi.waitFor(() => expect(complaint).toHaveBeenCalled())
  server.cloud.context.peers.putEvent = deliver
  await told(1)
  complaint.mockRestore()
})
