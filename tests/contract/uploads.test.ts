import {
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Customer } from '@/server/platform/principal'
import { until } from './shop-rig'
import { bomb, photograph, png, uploadRig } from './upload-rig'

let shop: Awaited<ReturnType<typeof uploadRig>>
beforeAll(async () => {
  shop = await uploadRig()
  shop.work()
})
afterAll(() => shop.stop())

const keysUnder = async (Prefix: string): Promise<string[]> => {
  const Bucket = shop.bucketName('assets')
  const { Contents = [] } = await shop.s3().send(new ListObjectsV2Command({ Bucket, Prefix }))
  return Contents.flatMap(({ Key }) => Key ?? [])
}
/** The index hears of objects that go away a little later, and in between sometimes once more of how they came. */
const untilNoneOf = ({ id }: Customer) =>
  until(async () => (await shop.found.assetsByOwner(id)).length === 0, 'the index to hear of it')
const erasure = () => import('@/server/assets/erasure')
const versionsUnder = async (Prefix: string): Promise<number> => {
  const Bucket = shop.bucketName('assets')
  const { Versions = [] } = await shop.s3().send(new ListObjectVersionsCommand({ Bucket, Prefix }))
  return Versions.length
}
const read = async (Key: string): Promise<Buffer> => {
  const got = await shop.s3().send(new GetObjectCommand({ Bucket: shop.bucketName('assets'), Key }))
  return Buffer.from((await got.Body?.transformToByteArray()) ?? [])
}

describe('a photograph', () => {
  test('becomes renditions without its metadata, upright, indexed under its owner, and its original goes', async () => {
    const who = shop.customer()
    const view = await shop.send(who, await photograph())
    expect(view).toMatchObject({ state: 'ready', name: 'me.jpg' })
    const [asset] = await shop.found.assetsByOwner(who.id)
    expect(asset).toMatchObject({
      owner: who.id,
      imageType: 'profile',
      tags: ['profile'],
      width: 500,
      height: 800,
      renditions: [96, 192, 320, 480, 500].flatMap((width) => [`${width}.avif`, `${width}.webp`]),
    })
    expect(asset?.key).toMatch(new RegExp(`^customers/${who.id}/uploads/profile/[0-9a-f]{24}$`))
    expect(Buffer.from(asset?.thumbhash ?? '', 'base64').length).toBeGreaterThan(8)
    for (const name of asset?.renditions ?? []) {
      const metadata = await sharp(await read(`${asset?.key}/${name}`)).metadata()
      expect(metadata.exif).toBeUndefined()
      expect(metadata.height).toBeGreaterThan(metadata.width)
    }
    await until(
      async () => (await versionsUnder(`quarantine/customers/${who.id}/`)) === 0,
      'the empty quarantine',
    )
    const shown = await fetch(view.picture?.src ?? '')
    expect(shown.headers.get('content-type')).toBe('image/webp')
    const tagged = await shop.found.assetsByTag('profile')
    expect(tagged.map(({ key }) => key)).toContain(asset?.key)
  })

  test('may come from a guest for a gift message, and from nobody else’s account for a profile', async () => {
    const guest = shop.guest()
    expect(await shop.send(guest, await png(), { purpose: 'gift', type: 'image/png' })).toMatchObject({
      state: 'ready',
    })
    const wish = { purpose: 'profile', type: 'image/png', size: 9, name: '' } as const
    await expect(shop.uploads.startUpload(guest, wish)).rejects.toMatchObject({ code: 'not-yours-to-upload' })
    const video = { purpose: 'product-video', type: 'video/mp4', size: 9, name: '' } as const
    await expect(shop.uploads.startUpload(shop.customer(), video)).rejects.toMatchObject({ status: 403 })
  })

  test('that is taken back is served and indexed no longer', async () => {
    const who = shop.customer()
    const { id } = await shop.send(who, await png(), { type: 'image/png' })
    await shop.uploads.cancelUpload(who, id)
    await untilNoneOf(who)
    expect(await keysUnder(`customers/${who.id}/`)).toEqual([])
  })

  test('that comes twice is kept once, until both are taken back', async () => {
    const who = shop.customer()
    const bytes = await png()
    const [first, second] = [
      await shop.send(who, bytes, { type: 'image/png' }),
      await shop.send(who, bytes, { type: 'image/png' }),
    ]
    expect(await shop.found.assetsByOwner(who.id)).toHaveLength(1)
    await shop.uploads.cancelUpload(who, first.id)
    expect(await shop.found.assetsByOwner(who.id)).toHaveLength(1)
    await shop.uploads.cancelUpload(who, second.id)
    await untilNoneOf(who)
  })
})

describe('what is bad stays in quarantine with its reason, is neither served nor indexed, and can be tried again', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(500)])
  const cases: [string, () => Promise<Buffer>, string, string][] = [
    ['an SVG with a script under another type', async () => svg, 'image/png', 'not-what-it-says'],
    [
      'a page that calls itself a photograph',
      async () => Buffer.from('<html><script>'),
      'image/jpeg',
      'not-what-it-says',
    ],
    ['a zip file', async () => zip, 'image/webp', 'not-what-it-says'],
    ['a PNG with the extension of a JPEG', () => png(), 'image/jpeg', 'not-what-it-says'],
    [
      'a photograph that ends early',
      async () => (await photograph()).subarray(0, 9000),
      'image/jpeg',
      'broken',
    ],
    ['the head of a PNG alone', async () => (await png()).subarray(0, 60), 'image/png', 'broken'],
    ['a decompression bomb', async () => bomb(), 'image/png', 'too-many-pixels'],
    ['a picture of a few pixels', () => png(4, 4), 'image/png', 'too-small'],
  ]
  test.each(cases)('%s', async (_what, make, type, reason) => {
    const who = shop.customer()
    const view = await shop.send(who, await make(), { type })
    expect(view).toMatchObject({ state: 'quarantined', reason })
    expect(view.picture).toBeUndefined()
    expect(await keysUnder(`customers/${who.id}/`)).toEqual([])
    expect(await shop.found.assetsByOwner(who.id)).toEqual([])
    expect(await keysUnder(`quarantine/customers/${who.id}/`)).toHaveLength(1)
    expect(await shop.send(who, await png(), { type: 'image/png' })).toMatchObject({ state: 'ready' })
  })
})

describe('what arrives past the form', () => {
  const said = { purpose: 'profile', type: 'image/png', size: 100, name: 'x.png' } as const
  test.each<[string, { Body: Buffer; ContentType?: string }, string]>([
    ['empty', { Body: Buffer.alloc(0) }, 'empty'],
    ['longer than was said', { Body: Buffer.alloc(101) }, 'wrong-size'],
    ['of another type than was said', { Body: Buffer.alloc(100), ContentType: 'text/html' }, 'wrong-type'],
  ])('%s is not taken, and can be sent again', async (_what, object, reason) => {
    const who = shop.customer()
    const begun = await shop.uploads.startUpload(who, said)
    const at = { Bucket: shop.bucketName('assets'), Key: begun.form?.fields.key }
    await shop.s3().send(new PutObjectCommand({ ...at, ContentType: said.type, ...object }))
    expect(await shop.verdict(who, begun.id)).toMatchObject({ state: 'quarantined', reason })
    expect(await shop.found.assetsByOwner(who.id)).toEqual([])
    expect(await keysUnder(`customers/${who.id}/`)).toEqual([])
    expect(await shop.send(who, await png(), { type: 'image/png' })).toMatchObject({ state: 'ready' })
  })

  test('without anybody having asked for it does not stay', async () => {
    const { id } = shop.customer()
    const Key = `quarantine/customers/${id}/upl_01ARZ3NDEKTSV4RRFFQ69G5FAV`
    await shop.s3().send(new PutObjectCommand({ Bucket: shop.bucketName('assets'), Key, Body: await png() }))
    await until(async () => (await versionsUnder(`quarantine/customers/${id}/`)) === 0, 'its removal')
  })
})

describe('an upload that is taken back while it is checked', () => {
  test.each<[string, (who: Customer, id: string) => Promise<unknown>]>([
    ['by its uploader', (who, id) => shop.uploads.cancelUpload(who, id)],
    ['with everything of who is forgotten', async ({ id }) => (await erasure()).forgetUploader(id)],
  ])('%s leaves nothing that is shown', async (_whom, takeBack) => {
    const who = shop.customer()
    const { watchSteps } = await import('@/server/platform/steps')
    const bytes = await png()
    const wish = { purpose: 'profile', type: 'image/png', size: bytes.length, name: '' } as const
    const begun = await shop.uploads.startUpload(who, wish)
    let written: string[] = []
    const stop = watchSteps(async (step) => {
      if (step !== 'upload.written') return
      written = await keysUnder(`customers/${who.id}/`)
      await takeBack(who, begun.id)
    })
    await shop.post(begun.form, bytes)
    const cleared = async () => written.length > 0 && (await keysUnder(`customers/${who.id}/`)).length === 0
    await until(cleared, 'the removal of what was written', 30_000)
    stop()
    await untilNoneOf(who)
    expect(await keysUnder(`quarantine/customers/${who.id}/`)).toEqual([])
  })
})

describe('what is wrong from the beginning is refused', () => {
  test.each<[string, { type?: string; size?: number }, string]>([
    ['a type that is not taken', { type: 'image/svg+xml' }, 'type-not-accepted'],
    ['nothing at all', { size: 0 }, 'empty'],
    ['too much', { size: 11 * 1024 ** 2 }, 'too-large'],
  ])('%s', async (_what, change, code) => {
    const wish = { purpose: 'profile', type: 'image/png', size: 100, name: 'x', ...change } as const
    await expect(shop.uploads.startUpload(shop.customer(), wish)).rejects.toMatchObject({ code })
  })

  test.each<[string, (form: FormData) => void, number]>([
    ['another customer’s key', (form) => form.set('key', 'quarantine/customers/cus_other/x'), 403],
    ['a key that climbs', (form) => form.set('key', `${String(form.get('key'))}/../../x`), 403],
    ['a key that is served', (form) => form.set('key', 'products/lamp/images/x'), 403],
    ['another type', (form) => form.set('Content-Type', 'text/html'), 403],
    ['another date of signing', (form) => form.set('X-Amz-Date', '20200101T000000Z'), 400],
  ])('a form with %s', async (_what, change, status) => {
    const bytes = await png()
    const begun = await shop.uploads.startUpload(shop.customer(), {
      purpose: 'profile',
      type: 'image/png',
      size: bytes.length,
      name: 'x',
    })
    expect(await shop.post(begun.form, bytes, change)).toMatchObject({ status })
  })

  test('a file of another length than was said', async () => {
    const bytes = await png()
    const wish = { purpose: 'profile', type: 'image/png', size: bytes.length, name: 'x' } as const
    const begun = await shop.uploads.startUpload(shop.customer(), wish)
    const longer = Buffer.concat([bytes, Buffer.alloc(1)])
    for (const other of [longer, bytes.subarray(1)]) {
      expect(await shop.post(begun.form, other)).toMatchObject({ status: 400 })
    }
  })

  test('names of any kind stay what they are: words, and no part of a key', async () => {
    const who = shop.customer()
    for (const [name, shown] of [
      ['../../etc/passwd', 'passwd'],
      ['..', 'file'],
      ['C:\\photos\\Ada.jpg', 'Ada.jpg'],
      ['صورتي ✨.png', 'صورتي ✨.png'],
      ['cod\u202Egpj.exe', 'codgpj.exe'],
      ['Cafe\u0301.png', 'Café.png'],
      ['', 'file'],
    ]) {
      const wish = { purpose: 'profile', type: 'image/png', size: 9, name: name ?? '' } as const
      const begun = await shop.uploads.startUpload(who, wish)
      expect(begun.name).toBe(shown)
      expect(begun.form?.fields.key).toBe(`quarantine/customers/${who.id}/${begun.id}`)
      await shop.uploads.cancelUpload(who, begun.id)
    }
  })

  test('one more upload than twenty that are open', async () => {
    const who = shop.customer()
    const wish = { purpose: 'profile', type: 'image/png', size: 9, name: '' } as const
    for (let count = 0; count < 20; count++) await shop.uploads.startUpload(who, wish)
    await expect(shop.uploads.startUpload(who, wish)).rejects.toMatchObject({ status: 429 })
  })
})

describe('a form', () => {
  test('that is used again after the verdict brings nothing in', async () => {
    const who = shop.customer()
    const bytes = await png()
    const wish = { purpose: 'profile', type: 'image/png', size: bytes.length, name: '' } as const
    const begun = await shop.uploads.startUpload(who, wish)
    await shop.post(begun.form, bytes)
    await shop.verdict(who, begun.id)
    const before = shop.told.length
    expect((await shop.post(begun.form, Buffer.alloc(bytes.length, 'x'))).status).toBe(201)
    await until(() => shop.told.length > before, 'the event of the replay')
    await until(async () => (await versionsUnder(`quarantine/customers/${who.id}/`)) === 0, 'its removal')
    expect(await shop.uploads.uploadOf(who, begun.id)).toMatchObject({ state: 'ready' })
    expect(await shop.found.assetsByOwner(who.id)).toHaveLength(1)
  })

  test('is dead after a quarter of an hour, and an upload that never came says so', async () => {
    const who = shop.customer()
    const bytes = await png()
    const wish = { purpose: 'profile', type: 'image/png', size: bytes.length, name: '' } as const
    const begun = await shop.uploads.startUpload(who, wish)
    await shop.rig.advance(21 * 60_000)
    expect((await shop.post(begun.form, bytes)).text).toContain('Policy expired')
    await shop.arrivals.sweepUploads()
    expect(await shop.uploads.uploadOf(who, begun.id)).toMatchObject({
      state: 'quarantined',
      reason: 'never-completed',
    })
    expect(await shop.send(who, bytes, { type: 'image/png' })).toMatchObject({ state: 'ready' })
  })
})
