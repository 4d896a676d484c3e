import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Assets from '@/server/assets/assets'
import type * as ProductMedia from '@/server/assets/product-media'
import type * as Reconcile from '@/server/assets/reconcile'
import type * as Catalogue from '@/server/catalogue/catalogue'
import { until } from './shop-rig'
import { png, uploadRig } from './upload-rig'

let shop: Awaited<ReturnType<typeof uploadRig>>
let pictures: typeof Assets
let media: typeof ProductMedia
let reconcile: typeof Reconcile
let catalogue: typeof Catalogue
beforeAll(async () => {
  shop = await uploadRig()
  pictures = await import('@/server/assets/assets')
  media = await import('@/server/assets/product-media')
  reconcile = await import('@/server/assets/reconcile')
  catalogue = await import('@/server/catalogue/catalogue')
})
afterAll(() => shop.stop())

/** A product with two photographs of which there are masters alone. */
async function product(id: string) {
  const { Product } = await import('@/server/catalogue/model')
  const { importPicture } = await import('@/server/catalogue/pictures')
  const master = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#963' } })
    .webp()
    .toBuffer()
  const names = ['front', 'side'].map((view) => `products/${id}/images/${view}`)
  for (const key of names) await importPicture(`${key}/400.webp`, master)
  const value = Product.parse({
    id,
    version: 1,
    source: { name: 'test', id },
    language: 'en',
    categories: ['lamps'],
    texts: { en: { name: 'Lamp' } },
    variants: [{ sku: `SKU-${id}` }],
    media: names.map((key) => ({
      key,
      widths: [400],
      formats: ['webp'],
      width: 400,
      height: 300,
      alt: { en: 'A lamp' },
    })),
    updatedAt: new Date().toISOString(),
  })
  await catalogue.importProducts([{ product: value, fingerprint: id }])
  return { value, names }
}

const widths = [96, 192, 320, 400]
const renditions = widths.flatMap((width) => [`${width}.avif`, `${width}.webp`])

describe('pictures of a product', () => {
  test('are made, indexed by its SKU, and told of in one change, however many there are', async () => {
    const { value, names } = await product('lamp')
    await pictures.completePictures('lamp')
    const found = await shop.found.assetsBySku('lamp')
    expect(found.map(({ key }) => key).toSorted()).toEqual(names)
    for (const asset of found) {
      expect(asset).toMatchObject({ width: 400, height: 300, imageType: 'picture', tags: ['catalogue'] })
      expect(asset.renditions).toEqual(renditions)
    }
    const after = await catalogue.findProduct('lamp')
    expect(after?.version).toBe(value.version + 1)
    await pictures.completePictures('lamp')
    expect((await catalogue.findProduct('lamp'))?.version).toBe(value.version + 1)
  })

  test('are shown as the index has them, whatever the catalogue knows yet', async () => {
    const { value } = await product('stool')
    const before = await media.productMedia('stool', value.media)
    expect(before.pictures.map(({ widths }) => widths)).toEqual([[400], [400]])
    await pictures.completePictures('stool')
    const shown = await media.productMedia('stool', value.media)
    expect(shown.pictures[0]).toMatchObject({ widths, formats: ['avif', 'webp'] })
    expect(shown.pictures[0]?.placeholder).toMatch(/^data:image\/webp;base64,/)
  })
})

describe('when every event is lost', () => {
  test('a reconciliation reports, then repairs what the index lacks and what it should not have', async () => {
    const { names } = await product('vase')
    await pictures.completePictures('vase')
    const [front = '', side = ''] = names
    const Bucket = shop.bucketName('assets')
    for (const name of renditions) {
      await shop.s3().send(new DeleteObjectCommand({ Bucket, Key: `${side}/${name}` }))
    }
    await shop.s3().send(new DeleteObjectCommand({ Bucket, Key: `${front}/320.avif` }))
    await forget(`products/lamp/images/front`)

    const soon = await reconcile.reconcileAssets({ repair: false })
    expect(soon).toMatchObject({ missing: 0, stale: renditions.length, arriving: 2, differing: [side] })
    await shop.rig.advance(5 * 60_000)
    const told = await reconcile.reconcileAssets({ repair: false })
    expect(told).toMatchObject({ missing: renditions.length, stale: renditions.length + 1, arriving: 0 })
    expect(await shop.found.assetsBySku('vase')).toHaveLength(2)

    await reconcile.reconcileAssets({ repair: true })
    const left = await shop.found.assetsBySku('vase')
    expect(left.map(({ key }) => key)).toEqual([front])
    expect(left[0]?.renditions).toEqual(renditions.filter((name) => name !== '320.avif'))
    const again = await shop.found.assetsBySku('lamp')
    expect(again.find(({ key }) => key.endsWith('front'))).toMatchObject({
      width: 400,
      height: 300,
      tags: ['catalogue'],
      renditions,
    })
    expect(await shop.found.assetsByTag('catalogue')).not.toContainEqual(
      expect.objectContaining({ key: side }),
    )
    expect(await reconcile.reconcileAssets({ repair: true })).toMatchObject({
      missing: 0,
      stale: 0,
      differing: [],
    })
  })

  test('an upload is found by the sweeper', async () => {
    const who = shop.customer()
    const bytes = await png()
    const wish = { purpose: 'profile', type: 'image/png', size: bytes.length, name: '' } as const
    const begun = await shop.uploads.startUpload(who, wish)
    await shop.post(begun.form, bytes)
    // Nobody reads the queue, so its event is as good as lost.
    await shop.arrivals.workOffArrival({ upload: begun.id })
    expect(await shop.uploads.uploadOf(who, begun.id)).toMatchObject({ state: 'ready' })
  })
})

describe('when events come', () => {
  test('late, doubled and in any order, the index says what is in the bucket', async () => {
    shop.work()
    const settled = async () => {
      const [asset] = (await shop.found.assetsBySku('vase')).filter(({ key }) => key.endsWith('front'))
      return Object.values(asset?.versions ?? {}).every(({ sequencer }) => sequencer !== '')
    }
    await until(settled, 'the sequencers of all objects', 30_000)
    expect(await reconcile.reconcileAssets({ repair: false })).toMatchObject({ missing: 0, stale: 0 })
  })
})

/** Loses an asset's row. */
async function forget(key: string): Promise<void> {
  await shop.found.assets.remove(shop.found.assetKey(key))
}
