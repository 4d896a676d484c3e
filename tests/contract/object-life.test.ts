import {
  GetBucketLifecycleConfigurationCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { retainUntil } from '@/infra/object-life'
import { type ShopRig, shopRig } from './shop-rig'

/** The local cloud lets objects age as the declaration says. The tests follow each other in time. */
const day = 86_400_000
const invoice = { Bucket: 'rig-invoices', Key: 'customers/c1/orders/o1/invoice.pdf' }
const live = { Bucket: 'rig-assets', Key: 'products/lamp/images/live.webp' }
const gone = { Bucket: 'rig-assets', Key: 'products/lamp/images/gone.webp' }
const order = { Bucket: 'rig-archive', Key: 'orders/2026/o1.json' }
const big = new Uint8Array(130 * 1024)

let rig: ShopRig
let recordVersion: string | undefined
const client = async () => (await import('@/server/platform/aws')).s3()
const classOf = async (object: { Bucket: string; Key: string }) =>
  (await (await client()).send(new HeadObjectCommand(object))).StorageClass ?? 'STANDARD'

beforeAll(async () => {
  rig = await shopRig()
  const s3 = await client()
  const { now } = await import('@/server/platform/clock')
  await s3.send(new PutObjectCommand({ ...invoice, Body: 'small' }))
  await s3.send(new PutObjectCommand({ ...live, Body: big, ServerSideEncryption: 'AES256' }))
  const discontinued = { ...gone, Body: big, Tagging: 'status=discontinued' }
  await s3.send(new PutObjectCommand({ ...discontinued, ServerSideEncryption: 'AES256' }))
  const put = await s3.send(
    new PutObjectCommand({
      ...order,
      Body: '{}',
      ChecksumAlgorithm: 'SHA256',
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: new Date(retainUntil('order', now())),
    }),
  )
  recordVersion = put.VersionId
})
afterAll(() => rig.stop())

test('every bucket has the lifecycle that is declared for it', async () => {
  for (const Bucket of ['rig-assets', 'rig-invoices', 'rig-archive']) {
    const found = await (await client()).send(new GetBucketLifecycleConfigurationCommand({ Bucket }))
    expect(found.Rules?.length).toBeGreaterThan(1)
  }
})

test('after 180 days only what is discontinued, and small invoices, have become infrequent', async () => {
  await rig.advance(181 * day)
  expect(await classOf(gone)).toBe('STANDARD_IA')
  expect(await classOf(invoice)).toBe('STANDARD_IA')
  expect(await classOf(live)).toBe('STANDARD')
})

test('after two years an invoice is in Glacier and still answers at once', async () => {
  await rig.advance(550 * day)
  expect(await classOf(invoice)).toBe('GLACIER_IR')
  const read = await (await client()).send(new GetObjectCommand(invoice))
  expect(await read.Body?.transformToString()).toBe('small')
})

test('after three years an order record must be restored before it is read, and cannot be deleted', async () => {
  await rig.advance(367 * day)
  expect(await classOf(order)).toBe('GLACIER')
  await expect((await client()).send(new GetObjectCommand(order))).rejects.toThrow(/storage class/i)
  const erase = new DeleteObjectCommand({ ...order, VersionId: recordVersion })
  await expect((await client()).send(erase)).rejects.toThrow(/denied|protect|lock/i)
})

test('after seven years the invoice is gone, the live image is not, and the record may go', async () => {
  await rig.advance(1461 * day)
  await expect(classOf(invoice)).rejects.toThrow(/NotFound|UnknownError/)
  expect(await classOf(live)).toBe('STANDARD')
  await (await client()).send(new DeleteObjectCommand({ ...order, VersionId: recordVersion }))
})
