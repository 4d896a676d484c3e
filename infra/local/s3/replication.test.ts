import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { expect, test, vi } from 'vitest'
import { openTestServer } from './test-server'

test('new versions and markers reach the second bucket after a while, once', async () => {
  const server = await openTestServer()
  const s3 = server.client()
  for (const Bucket of ['home', 'replica']) {
    await s3.send(new CreateBucketCommand({ Bucket }))
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
  }
  const rule = {
    ID: 'all',
    Priority: 1,
    Status: 'Enabled' as const,
    Filter: { Prefix: 'orders/' },
    DeleteMarkerReplication: { Status: 'Enabled' as const },
    Destination: { Bucket: 'arn:aws:s3:::replica', StorageClass: 'STANDARD_IA' as const },
  }
  const ReplicationConfiguration = { Role: 'arn:aws:iam::000000000000:role/replication', Rules: [rule] }
  await s3.send(new PutBucketReplicationCommand({ Bucket: 'home', ReplicationConfiguration }))
  const put = (Key: string) =>
    s3.send(new PutObjectCommand({ Bucket: 'home', Key, Body: 'x', Metadata: { m: '1' } }))
  const { VersionId } = await put('orders/1')
  await put('other/1')
  const head = (Bucket: string, Key: string) => s3.send(new HeadObjectCommand({ Bucket, Key }))
  expect((await head('home', 'orders/1')).ReplicationStatus).toBe('PENDING')
  await expect(head('replica', 'orders/1')).rejects.toMatchObject({ name: 'NotFound' })

  server.cloud.clock.move(60_000)
  expect((await head('home', 'orders/1')).ReplicationStatus).toBe('COMPLETED')
  expect(await head('replica', 'orders/1')).toMatchObject({
    ReplicationStatus: 'REPLICA',
    StorageClass: 'STANDARD_IA',
    VersionId,
    Metadata: { m: '1' },
  })
  await expect(head('replica', 'other/1')).rejects.toMatchObject({ name: 'NotFound' })

  await s3.send(new DeleteObjectCommand({ Bucket: 'home', Key: 'orders/1' }))
  server.cloud.clock.move(120_000)
  await vi.waitFor(() => expect(head('replica', 'orders/1')).rejects.toMatchObject({ name: 'NotFound' }))
  const versions = await s3.send(new ListObjectVersionsCommand({ Bucket: 'replica' }))
  expect([versions.Versions?.length, versions.DeleteMarkers?.length]).toEqual([1, 1])
  await server.stop()
})
