import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  RestoreObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grants, names } from '@/infra/access'
import { retainUntil } from '@/infra/object-life'
import { type Role, roles } from '@/infra/object-storage'
import { type BucketName, buckets } from '@/infra/resources'
import type { RoomObjects } from '@/server/platform/objects'
import { type ShopRig, shopRig, until } from '@/tests/contract/shop-rig'

/** The local S3 lets each role do what the declaration says and nothing else, as the policies do on AWS (`tests/policy`). */
let rig: ShopRig
let operator: S3Client
let objectsAs: (role: Role) => RoomObjects
let at: () => number

beforeAll(async () => {
  rig = await shopRig()
  operator = (await import('@/server/platform/aws')).s3()
  ;({ objectsAs } = await import('@/server/platform/objects'))
  at = (await import('@/server/platform/clock')).now
  for (const place of places) await operator.send(new PutObjectCommand(put(place, 'seed')))
})
afterAll(() => rig.stop())

interface Place {
  bucket: BucketName
  path: string
  declared: boolean
}
const places: Place[] = names(buckets).flatMap((bucket) => [
  ...buckets[bucket].prefixes.map(({ path }) => ({ bucket, path, declared: true })),
  { bucket, path: 'elsewhere/', declared: false },
])
const under = ({ path }: Place) => path.replaceAll(/\{year\}/g, '2026').replaceAll(/\{[^}]*\}/g, 'x1')
const object = (place: Place, name: string) => ({
  Bucket: `rig-${place.bucket}`,
  Key: `${under(place)}${name}`,
})

/** A write as its place asks for it: public ones with S3's own key, records with their lock. */
function put(place: Place, name: string): PutObjectCommandInput {
  const prefix = buckets[place.bucket].prefixes.find(({ path }) => path === place.path)
  const retention = prefix && 'retention' in prefix ? prefix.retention : undefined
  return {
    ...object(place, name),
    Body: 'x',
    ...(prefix?.dataClass === 'public' ? { ServerSideEncryption: 'AES256' } : {}),
    ...(retention
      ? {
          ChecksumAlgorithm: 'SHA256',
          ObjectLockMode: 'COMPLIANCE',
          ObjectLockRetainUntilDate: new Date(retainUntil(retention, at())),
        }
      : {}),
  }
}

const allowedTo = (role: Role, { bucket, path }: Place, action: string): boolean => {
  const grant = grants.find((one) => one.role === role && one.bucket === bucket && one.path === path)
  return Boolean(grant?.objectActions.includes(action) || grant?.listActions.includes(action))
}

/** One request for each action, and whether it was refused for want of a right: that the thing is missing is another matter. */
const attempts: Record<string, (client: S3Client, place: Place, role: Role) => Promise<unknown>> = {
  's3:PutObject': (client, place, role) => client.send(new PutObjectCommand(put(place, role))),
  's3:GetObject': (client, place) => client.send(new GetObjectCommand(object(place, 'seed'))),
  's3:GetObjectVersion': (client, place) =>
    client.send(new GetObjectCommand({ ...object(place, 'seed'), VersionId: 'none' })),
  's3:ListBucket': (client, place) =>
    client.send(new ListObjectsV2Command({ Bucket: `rig-${place.bucket}`, Prefix: under(place) })),
  's3:ListBucketVersions': (client, place) =>
    client.send(new ListObjectVersionsCommand({ Bucket: `rig-${place.bucket}`, Prefix: under(place) })),
  's3:GetObjectTagging': (client, place) => client.send(new GetObjectTaggingCommand(object(place, 'seed'))),
  's3:PutObjectTagging': (client, place) =>
    client.send(new PutObjectTaggingCommand({ ...object(place, 'seed'), Tagging: { TagSet: [] } })),
  's3:DeleteObject': (client, place, role) => client.send(new DeleteObjectCommand(object(place, role))),
  's3:DeleteObjectVersion': (client, place) =>
    client.send(new DeleteObjectCommand({ ...object(place, 'nothing'), VersionId: 'none' })),
  's3:GetObjectRetention': (client, place) =>
    client.send(new GetObjectRetentionCommand(object(place, 'seed'))),
  's3:GetObjectLegalHold': (client, place) =>
    client.send(new GetObjectLegalHoldCommand(object(place, 'seed'))),
  's3:RestoreObject': (client, place) =>
    client.send(new RestoreObjectCommand({ ...object(place, 'seed'), RestoreRequest: { Days: 1 } })),
}

const refused = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => false,
    (error: unknown) => {
      const { name, status } = statusOf(error)
      if (name === 'AccessDenied') expect(status).toBe(403)
      return name === 'AccessDenied'
    },
  )
const statusOf = (error: unknown) =>
  error instanceof Error && '$metadata' in error
    ? { name: error.name, status: Reflect.get(Object(error.$metadata), 'httpStatusCode') }
    : { name: 'unknown', status: 0 }

describe.each(roles)('the role %s', (role) => {
  test('does with every prefix exactly what is declared', async () => {
    const client = objectsAs(role).client()
    const asked = places.flatMap((place) => Object.keys(attempts).map((action) => ({ place, action })))
    const answers = await Promise.all(
      asked.map(async ({ place, action }) => ({
        what: `${action} ${place.bucket}/${place.path}`,
        allowed: !(await refused(attempts[action]?.(client, place, role) ?? Promise.resolve())),
        expected: allowedTo(role, place, action),
      })),
    )
    expect(answers.filter(({ allowed, expected }) => allowed !== expected)).toEqual([])
  })
})

describe('whoever asks', () => {
  const catalogue = () => objectsAs('catalogue').client()
  const image = { bucket: 'assets', path: 'products/{sku}/images/', declared: true } as const

  test('writes public objects under the key that the edge can read, also in parts', async () => {
    const bare = { ...object(image, 'bare'), Body: 'x' }
    expect(await refused(catalogue().send(new PutObjectCommand(bare)))).toBe(true)
    expect(
      await refused(catalogue().send(new PutObjectCommand({ ...bare, ServerSideEncryption: 'aws:kms' }))),
    ).toBe(true)
    const parts = object(image, 'parts')
    expect(await refused(catalogue().send(new CreateMultipartUploadCommand(parts)))).toBe(true)
    const { UploadId } = await catalogue().send(
      new CreateMultipartUploadCommand({ ...parts, ServerSideEncryption: 'AES256' }),
    )
    await catalogue().send(new UploadPartCommand({ ...parts, UploadId, PartNumber: 1, Body: 'x' }))
  })

  test('writes personal objects under the bucket’s key and no other', async () => {
    const uploads = { bucket: 'assets', path: 'customers/{id}/uploads/', declared: true } as const
    const client = objectsAs('customers').client()
    const write = (more: object) =>
      client.send(new PutObjectCommand({ ...object(uploads, 'me'), Body: 'x', ...more }))
    await write({})
    const written = await client.send(new HeadObjectCommand(object(uploads, 'me')))
    expect(written).toMatchObject({ ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true })
    expect(await refused(write({ ServerSideEncryption: 'AES256' }))).toBe(true)
    expect(await refused(write({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'theirs' }))).toBe(true)
  })

  test('archives with a lock in compliance mode that is long enough', async () => {
    const client = objectsAs('orders').client()
    const place = { bucket: 'archive', path: 'orders/{year}/', declared: true } as const
    const write = (more: object) => client.send(new PutObjectCommand({ ...put(place, 'record'), ...more }))
    expect(await refused(write({ ObjectLockMode: undefined, ObjectLockRetainUntilDate: undefined }))).toBe(
      true,
    )
    expect(await refused(write({ ObjectLockMode: 'GOVERNANCE' }))).toBe(true)
    expect(await refused(write({ ObjectLockRetainUntilDate: new Date(at() + 86_400_000) }))).toBe(true)
    await write({})
  })

  test('finds a copy in the second region after a while, which no role may touch', async () => {
    const client = objectsAs('orders').client()
    const place = { bucket: 'invoices', path: 'customers/{id}/orders/{id}/', declared: true } as const
    const { Key } = object(place, 'invoice.pdf')
    const { VersionId } = await client.send(new PutObjectCommand(put(place, 'invoice.pdf')))
    const copy = { Bucket: 'rig-invoices-replica', Key }
    await expect(operator.send(new HeadObjectCommand(copy))).rejects.toMatchObject({ name: 'NotFound' })
    await rig.advance(60_000)
    const found = () => operator.send(new HeadObjectCommand(copy))
    await until(
      () =>
        found().then(
          () => true,
          () => false,
        ),
      'the copy',
    )
    expect(await found()).toMatchObject({ VersionId, ReplicationStatus: 'REPLICA' })
    const { LocationConstraint } = await operator.send(
      new GetBucketLocationCommand({ Bucket: 'rig-invoices-replica' }),
    )
    expect(LocationConstraint).toBe('eu-west-1')
    expect(await refused(client.send(new GetObjectCommand(copy)))).toBe(true)
  })

  test('never copies what is still unchecked', async () => {
    const { Key } = object({ bucket: 'assets', path: 'quarantine/customers/{id}/', declared: true }, 'seed')
    const { Versions = [] } = await operator.send(
      new ListObjectVersionsCommand({ Bucket: 'rig-assets-replica' }),
    )
    expect(Versions.length).toBeGreaterThan(0)
    expect(Versions.map((version) => version.Key)).not.toContain(Key)
  })
})
