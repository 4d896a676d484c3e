import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { partSize } from '@/server/assets/purposes'
import type { Customer } from '@/server/platform/principal'
import { film } from './film'
import { uploadRig } from './upload-rig'

const mebibyte = 1024 ** 2
const size = 70 * mebibyte
let shop: Awaited<ReturnType<typeof uploadRig>>
let staff: Customer
beforeAll(async () => {
  shop = await uploadRig()
  shop.work()
  staff = shop.customer(['staff'])
  const { importProducts } = await import('@/server/catalogue/catalogue')
  const { Product } = await import('@/server/catalogue/model')
  const product = Product.parse({
    id: 'lamp',
    version: 1,
    source: { name: 'test', id: 'lamp' },
    language: 'en',
    categories: ['lamps'],
    texts: { en: { name: 'Lamp' } },
    variants: [{ sku: 'LMP-1' }],
    updatedAt: new Date().toISOString(),
  })
  await importProducts([{ product, fingerprint: 'lamp' }])
})
afterAll(() => shop.stop())

const begin = (bytes = size, product = 'LMP-1') =>
  shop.uploads.startUpload(staff, {
    purpose: 'product-video',
    type: 'video/mp4',
    size: bytes,
    name: 'lamp.mp4',
    product,
  })

async function sendParts(id: string, bytes: Buffer, numbers: readonly number[]): Promise<number[]> {
  const signed = await shop.uploads.signParts(staff, id, numbers)
  return Promise.all(
    signed.map(async ({ number, url }) => {
      const body = new Uint8Array(bytes.subarray((number - 1) * partSize, number * partSize))
      return (await fetch(url, { method: 'PUT', body })).status
    }),
  )
}

const multipartsUnderWay = async (): Promise<number> => {
  const found = await shop
    .s3()
    .send(new ListMultipartUploadsCommand({ Bucket: shop.bucketName('assets'), Prefix: 'quarantine/' }))
  return found.Uploads?.length ?? 0
}

describe('a large video', () => {
  test('goes up in parts, goes on where it stopped, and is found by its product', async () => {
    const bytes = film(size)
    const begun = await begin()
    expect(begun).toMatchObject({ product: 'lamp', parts: { size: partSize, count: 5 }, form: undefined })
    expect(await sendParts(begun.id, bytes, [4, 1])).toEqual([200, 200])
    expect(await shop.uploads.arrivedPartsOf(staff, begun.id)).toEqual([
      { number: 1, size: partSize },
      { number: 4, size: partSize },
    ])
    await expect(shop.uploads.completeUpload(staff, begun.id)).rejects.toMatchObject({
      code: 'parts-missing',
      facts: { parts: ['2', '3', '5'] },
    })
    await sendParts(begun.id, bytes, [2, 3, 5])
    await shop.uploads.completeUpload(staff, begun.id)
    expect(await shop.verdict(staff, begun.id)).toMatchObject({ state: 'ready' })
    // A repetition of what has been done changes nothing.
    expect(await shop.uploads.completeUpload(staff, begun.id)).toMatchObject({ state: 'ready' })
    const { productMedia } = await import('@/server/assets/product-media')
    const { videos } = await productMedia('lamp', [])
    expect(videos).toEqual([
      {
        key: expect.stringMatching(/^products\/lamp\/video\/[0-9a-f]{24}\/video\.mp4$/),
        contentType: 'video/mp4',
      },
    ])
    const { describeObject } = await import('@/server/assets/stored-objects')
    expect(await describeObject({ bucket: 'assets', key: videos[0]?.key ?? '' })).toMatchObject({
      size,
      contentType: 'video/mp4',
    })
  })

  test('that is cancelled leaves nothing behind', async () => {
    const before = await multipartsUnderWay()
    const begun = await begin()
    await sendParts(begun.id, film(size), [1])
    await shop.uploads.cancelUpload(staff, begun.id)
    expect(await multipartsUnderWay()).toBe(before)
    await expect(shop.uploads.signParts(staff, begun.id, [2])).rejects.toMatchObject({ code: 'ended' })
  })

  test('that is never completed is given up after days, and says so', async () => {
    const begun = await begin()
    await sendParts(begun.id, film(size), [1])
    await shop.rig.advance(7 * 86_400_000)
    await shop.arrivals.sweepUploads()
    expect(await shop.uploads.uploadOf(staff, begun.id)).toMatchObject({ reason: 'never-completed' })
    expect(await multipartsUnderWay()).toBe(0)
  })

  test.each<[string, (bytes: Buffer) => Buffer, string]>([
    ['that is something else', () => Buffer.alloc(size, 'x'), 'not-what-it-says'],
    ['that ends early', () => Buffer.concat([film(size + mebibyte).subarray(0, size)]), 'broken'],
    ['without a description of itself', (bytes) => withoutMoov(bytes), 'broken'],
  ])('%s stays in quarantine', async (_what, change, reason) => {
    const bytes = change(film(size))
    const begun = await begin()
    await sendParts(begun.id, bytes, [1, 2, 3, 4, 5])
    await shop.uploads.completeUpload(staff, begun.id)
    expect(await shop.verdict(staff, begun.id)).toMatchObject({ state: 'quarantined', reason })
  })

  test('of more than 8 GB, or of a product that does not exist, is refused at once', async () => {
    await expect(begin(8 * 1024 ** 3 + 1)).rejects.toMatchObject({ code: 'too-large' })
    await expect(begin(size, 'nothing')).rejects.toMatchObject({ code: 'product' })
    expect((await begin(8 * 1024 ** 3)).parts).toEqual({ size: partSize, count: 512 })
  })

  test('takes no part of another length', async () => {
    const begun = await begin()
    const [part] = await shop.uploads.signParts(staff, begun.id, [1])
    const answer = await fetch(part?.url ?? '', { method: 'PUT', body: new Uint8Array(partSize - 1) })
    expect(answer.status).toBe(403)
    await expect(shop.uploads.signParts(staff, begun.id, [6])).rejects.toMatchObject({ code: 'part' })
  })

  test('belongs to who began it', async () => {
    const begun = await begin()
    const other = shop.customer(['staff'])
    await expect(shop.uploads.signParts(other, begun.id, [1])).rejects.toMatchObject({ status: 404 })
    await expect(shop.uploads.cancelUpload(other, begun.id)).rejects.toMatchObject({ status: 404 })
  })
})

const withoutMoov = (bytes: Buffer): Buffer => {
  const changed = Buffer.from(bytes)
  changed.write('free', changed.indexOf('moov'), 'latin1')
  return changed
}
