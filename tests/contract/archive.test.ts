import { GetObjectRetentionCommand, HeadObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { retainUntil } from '@/infra/object-life'
import type { ArchiveManifest } from '@/server/platform/archive-manifest'
import type { RoomObjects } from '@/server/platform/objects'
import { until } from '@/tests/contract/shop-rig'
import { workingRig } from '@/tests/contract/working-rig'

/** What the law wants kept comes into the archive by itself: locked, with its checksum, once. */
let shop: Awaited<ReturnType<typeof workingRig>>
let objects: RoomObjects
const hour = 3_600_000
const Bucket = 'rig-archive'
const year = new Date().getUTCFullYear()

beforeAll(async () => {
  shop = await workingRig()
  objects = (await import('@/server/platform/objects')).objectsAs('orders')
})
afterAll(() => shop?.stop())

async function bought() {
  const { who, view, total } = await shop.readyToPay(await shop.product(5))
  const { order } = await shop.pay(who, view.id, total)
  if (!order) throw new Error('not bought')
  return { who, order, state: () => shop.orders.orderOf(who, order.id, 'en-GB') }
}

async function versionsOf(prefix: string): Promise<string[]> {
  const { Versions = [] } = await objects
    .client()
    .send(new ListObjectVersionsCommand({ Bucket, Prefix: prefix }))
  return Versions.flatMap(({ Key }) => Key ?? []).sort()
}

async function archived(key: string): Promise<{ manifest: ArchiveManifest; body: Uint8Array }> {
  const { ArchiveManifest, manifestKey, sha256Of } = await import('@/server/platform/archive-manifest')
  const there = async () => (await versionsOf(manifestKey(key))).length > 0
  await until(there, `${key} in the archive`)
  const read = Buffer.from(await objects.get('archive', manifestKey(key))).toString()
  const manifest = ArchiveManifest.parse(JSON.parse(read))
  const body = await objects.get('archive', key)
  expect(manifest).toMatchObject({ key, bytes: body.byteLength, sha256: sha256Of(body) })
  return { manifest, body }
}

async function lockOf(key: string) {
  const { Retention } = await objects.client().send(new GetObjectRetentionCommand({ Bucket, Key: key }))
  return { mode: Retention?.Mode, until: Retention?.RetainUntilDate?.getTime() ?? 0 }
}

/** Dates of locks are told without milliseconds by some and with by others. */
const nearly = (milliseconds: number) => Math.round(milliseconds / 60_000)

describe('an order that has been delivered', () => {
  test('is archived as it is then, locked for seven calendar years, with its checksum', async () => {
    const { order, state } = await bought()
    await until(async () => (await state()).fulfilment === 'acknowledged', 'the acknowledgement')
    for (const fulfilment of ['picking', 'shipped', 'delivered']) {
      await shop.rig.advance(hour)
      await until(async () => (await state()).fulfilment === fulfilment, fulfilment)
    }
    const key = `orders/${year}/${order.id}/delivered.json`
    const { manifest, body } = await archived(key)
    const record: unknown = JSON.parse(Buffer.from(body).toString())
    expect(record).toMatchObject({
      record: 'order',
      completion: 'delivered',
      order: { id: order.id, fulfilment: 'delivered', shipping: { name: 'Ada Quay' } },
    })
    const lock = await lockOf(key)
    expect(lock.mode).toBe('COMPLIANCE')
    expect(nearly(lock.until)).toBe(nearly(retainUntil('order', Date.parse(manifest.archivedAt))))
    expect((await lockOf(`${key}.manifest.json`)).until).toBe(lock.until)
    const head = await objects
      .client()
      .send(new HeadObjectCommand({ Bucket, Key: key, ChecksumMode: 'ENABLED' }))
    expect(head.ChecksumSHA256).toBe(Buffer.from(manifest.sha256, 'hex').toString('base64'))
  })
})

describe('an invoice', () => {
  test('is archived when it is issued, byte for byte, as long as tax law asks', async () => {
    const { who, order } = await bought()
    const key = `tax/${year}/INV-${order.number}.pdf`
    const { manifest, body } = await archived(key)
    const { invoiceLink } = await import('@/server/orders/invoices')
    const served = await fetch((await invoiceLink(who, order.id)).url)
    expect(Buffer.from(await served.arrayBuffer()).equals(body)).toBe(true)
    expect(manifest).toMatchObject({ retention: 'taxDocument', contentType: 'application/pdf' })
    const { until: locked } = await lockOf(key)
    expect(nearly(locked)).toBe(nearly(retainUntil('taxDocument', Date.parse(manifest.archivedAt))))
  })
})

describe('an order that is cancelled', () => {
  test('is archived when its money has gone back, and told of again it stays as it was', async () => {
    const { who, order, state } = await bought()
    await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
    await shop.orders.requestCancellation(who, order.id, 'en-GB')
    const folder = `orders/${year}/${order.id}/`
    const first = await archived(`${folder}cancelled.json`)
    const record: unknown = JSON.parse(Buffer.from(first.body).toString())
    expect(record).toMatchObject({ order: { fulfilment: 'cancelled' } })
    const { archiveOrder } = await import('@/server/orders/archiving')
    const at = first.manifest.at
    await Promise.all([1, 2, 3].map(() => archiveOrder(order.id, 'cancelled', at)))
    expect(await versionsOf(folder)).toEqual([
      `${folder}cancelled.json`,
      `${folder}cancelled.json.manifest.json`,
    ])
    expect((await archived(`${folder}cancelled.json`)).body).toEqual(first.body)
  })
})

describe('a record', () => {
  const document = (name: string, at: string) => ({
    retention: 'order' as const,
    at,
    name,
    body: Buffer.from('{}'),
    contentType: 'application/json',
    about: { order: 'ord_none' },
  })

  test('stands in the year of what it tells, however late it is archived or told again', async () => {
    const { archiveDocument } = await import('@/server/platform/archive')
    const { key } = await archiveDocument('orders', document('late.json', '2025-12-31T23:59:59.999Z'))
    expect(key).toBe('orders/2025/late.json')
  })

  test('whose manifest a crash has prevented gets one when it is told again', async () => {
    const { archiveDocument } = await import('@/server/platform/archive')
    const told = () => archiveDocument('orders', document('crashed.json', '2025-06-01T00:00:00.000Z'))
    const { watchSteps } = await import('@/server/platform/steps')
    const stop = watchSteps((step) => {
      if (step === 'archive.document-written') throw new Error('crashed')
    })
    await expect(told()).rejects.toThrow('crashed')
    stop()
    expect(await versionsOf('orders/2025/crashed')).toEqual(['orders/2025/crashed.json'])
    await told()
    await archived('orders/2025/crashed.json')
    expect(await versionsOf('orders/2025/crashed')).toHaveLength(2)
  })

  test('of one room cannot be archived by another', async () => {
    const { archiveDocument } = await import('@/server/platform/archive')
    const told = archiveDocument('customers', document('theirs.json', '2025-06-01T00:00:00.000Z'))
    await expect(told).rejects.toMatchObject({ code: 'objects-unavailable' })
    expect(await versionsOf('orders/2025/theirs')).toEqual([])
  })
})
