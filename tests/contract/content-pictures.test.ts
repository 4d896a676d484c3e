import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UploadBegun } from '@/server/assets/model'
import type { EditorialPicture, PictureArrival } from '@/server/content/model'
import { openPeople } from '@/tests/contract/people'
import { until } from '@/tests/contract/shop-rig'
import { Visitor } from '@/tests/contract/visitor'
import { workingRig } from '@/tests/contract/working-rig'

/** The staff brings its own pictures: they are checked, come into the library by themselves, and pages show them. */
let shop: Awaited<ReturnType<typeof workingRig>>
let people: Awaited<ReturnType<typeof openPeople>>
let writer: Visitor
let stranger: Visitor

beforeAll(async () => {
  shop = await workingRig()
  people = await openPeople(shop.rig)
  const email = await people.person('Ola Harbour')
  await people.join(email, 'staff')
  writer = await signedIn(email)
  stranger = await signedIn(await people.person('Ada Quay'))
})
afterAll(async () => {
  await people?.stop()
  await shop?.stop()
})

async function signedIn(email: string): Promise<Visitor> {
  const visitor = new Visitor()
  await visitor.ask('/session', { method: 'POST', body: await people.tokensOf(email) })
  return visitor
}

const words = (text: string) => ({ 'en-GB': text, 'de-DE': text, 'ar-AE': text })
const said = { alt: words('Oak in the evening'), focus: { x: 100, y: 50 } }

/** A photograph that lies on its side and says where it was taken: upright it is as wide as asked. */
const photograph = (width = 1700, colour = '#888') =>
  sharp({ create: { width: 1000, height: width, channels: 3, background: colour } })
    .withExif({ IFD0: { Artist: 'Ada Quay' }, IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

/** Asks for leave to upload, as the desk does. */
const begin = (bytes: Buffer, wish: object = {}) =>
  writer.read<UploadBegun>('/uploads', {
    method: 'POST',
    body: { purpose: 'editorial', type: 'image/jpeg', size: bytes.length, name: 'oak.jpg', ...wish },
  })
async function post({ form }: UploadBegun, bytes: Buffer): Promise<void> {
  const data = new FormData()
  for (const [name, value] of Object.entries(form?.fields ?? {})) data.set(name, value)
  data.set('file', new Blob([new Uint8Array(bytes)]), 'file')
  expect((await fetch(form?.url ?? '', { method: 'POST', body: data })).status).toBe(201)
}
const bring = (upload: string, name: string, more: object = {}) =>
  writer.ask('/content/pictures', { method: 'POST', body: { upload, name, ...said, ...more } })
const arrival = (upload: string) => writer.read<PictureArrival>(`/content/pictures/arrivals/${upload}`)
const library = () =>
  writer.read<{ pictures: EditorialPicture[]; arrivals: PictureArrival[] }>('/content/pictures')
const picture = async (name: string) => (await library()).pictures.find((one) => one.name === name)

/** From the choice of a file to its verdict. @returns how the picture stands in the end */
async function brought(name: string, bytes: Buffer, more: object = {}): Promise<PictureArrival> {
  const begun = await begin(bytes)
  expect((await bring(begun.id, name, more)).status).toBe(202)
  await post(begun, bytes)
  return settled(begun.id)
}
async function settled(upload: string): Promise<PictureArrival> {
  const done = ({ state }: PictureArrival) => state === 'imported' || state === 'refused'
  await until(async () => done(await arrival(upload)), 'the end of it', 60_000)
  return arrival(upload)
}
const complete = (name: string) =>
  until(async () => (await picture(name))?.formats.length === 2, 'the renditions', 60_000)

async function stored(prefix: string): Promise<string[]> {
  const { ListObjectVersionsCommand } = await import('@aws-sdk/client-s3')
  const { bucketName, objectsAs } = await import('@/server/platform/objects')
  const list = new ListObjectVersionsCommand({ Bucket: bucketName('assets'), Prefix: prefix })
  const { Versions = [] } = await objectsAs('content').client().send(list)
  return Versions.flatMap(({ Key }) => Key ?? []).sort()
}

describe('a picture', () => {
  test('comes into the library once it has passed its check, gets its renditions, and pages may name it', async () => {
    expect(await brought('oak', await photograph())).toMatchObject({ name: 'oak', state: 'imported' })
    expect(await picture('oak')).toMatchObject({
      ...said,
      focus: { x: 1, y: 0.5 },
      width: 1700,
      height: 1000,
    })
    await complete('oak')
    expect(await picture('oak')).toMatchObject({
      widths: [320, 480, 640, 960, 1280, 1700],
      tall: { name: 'tall-900', width: 800, height: 1000 },
    })
    const document = {
      title: words('Oak'),
      summary: words('Oak'),
      picture: 'oak',
      blocks: [{ kind: 'hero', title: words('Oak') }],
    }
    const saved = await writer.read('/content/pages/oak', { method: 'PUT', body: { document } })
    expect(saved.notes).toEqual([])
  })

  test('tells nobody where it was taken, in its master or any rendition', async () => {
    const { objectsAs } = await import('@/server/platform/objects')
    await complete('oak')
    const keys = await stored('editorial/campaigns/oak/')
    expect(keys).toHaveLength(6 * 2 + 4 * 2)
    for (const key of keys) {
      const metadata = await sharp(await objectsAs('content').get('assets', key)).metadata()
      expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.orientation], key).toEqual(
        Array(4).fill(undefined),
      )
    }
  })

  test('comes also when its file was there before anybody said what it is called', async () => {
    const bytes = await photograph(1650)
    const begun = await begin(bytes)
    await post(begun, bytes)
    const ready = async () => (await writer.read(`/uploads/${begun.id}`)).state === 'ready'
    await until(ready, 'the check', 60_000)
    await bring(begun.id, 'late')
    expect(await settled(begun.id)).toMatchObject({ state: 'imported' })
  })

  test('comes once, however often it is told of', async () => {
    const bytes = await photograph(1660)
    const begun = await begin(bytes)
    const [first, again] = [await bring(begun.id, 'once'), await bring(begun.id, 'once')]
    expect([first.status, again.status]).toEqual([202, 202])
    await post(begun, bytes)
    await settled(begun.id)
    await complete('once')
    const [before, files] = [await picture('once'), await stored('editorial/campaigns/once/')]
    const { importBrought } = await import('@/server/content/bringing')
    await importBrought(begun.id)
    expect(await picture('once')).toEqual(before)
    expect(await stored('editorial/campaigns/once/')).toEqual(files)
  })

  test('is there after a crash between its file and its row, and no file of it twice', async () => {
    const { watchSteps } = await import('@/server/platform/steps')
    let crashes = 0
    const stop = watchSteps(async (step) => {
      if (step === 'picture.written' && (crashes += 1) === 1) throw new Error('the process has ended')
    })
    const bytes = await photograph(1670)
    const begun = await begin(bytes)
    await bring(begun.id, 'crash')
    await post(begun, bytes)
    await until(() => crashes === 1, 'the crash', 30_000)
    expect(await arrival(begun.id)).toMatchObject({ state: 'importing' })
    await shop.rig.advance(301_000) // the message comes again
    expect(await settled(begun.id)).toMatchObject({ state: 'imported' })
    stop()
    await complete('crash')
    expect(new Set((await stored('editorial/campaigns/crash/')).map((key) => key.split('/')[3])).size).toBe(1)
  })
})

test('another picture takes the place of one when that was chosen, and the old files stay where pages have them', async () => {
  await brought('door', await photograph(1700, '#a00'))
  const old = await picture('door')
  await brought('door', await photograph(1800, '#00a'), { replace: true, alt: words('A blue door') })
  await complete('door')
  const now = await picture('door')
  expect(now).toMatchObject({ width: 1800, alt: words('A blue door') })
  expect(now?.key).not.toBe(old?.key)
  expect(await stored(`${old?.key}/`)).toContain(`${old?.key}/1700.webp`)
})

test('what is said of a picture can be said anew, and another focus cuts it anew under another name', async () => {
  await brought('stool', await photograph())
  await complete('stool')
  const before = await picture('stool')
  const body = { alt: words('A stool'), focus: { x: 0, y: 50 } }
  expect((await writer.ask('/content/pictures/stool', { method: 'PUT', body })).status).toBe(200)
  await until(async () => (await picture('stool'))?.tall?.name === 'tall-0', 'the other cut', 30_000)
  const after = await picture('stool')
  expect(after).toMatchObject({ key: before?.key, alt: words('A stool'), focus: { x: 0, y: 0.5 } })
  expect(await stored(`${after?.key}/tall-0-`)).toHaveLength(4 * 2)
})

test('what is said of a picture goes by a plain form as well', async () => {
  await brought('plain', await photograph())
  const form = {
    'alt.en-GB': 'Plain',
    'alt.de-DE': 'Schlicht',
    'alt.ar-AE': 'بسيط',
    'focus.x': '30',
    'focus.y': '7',
    _method: 'PUT',
    _next: '/ops/pictures/plain?saved=1',
    _back: '/ops/pictures/plain',
  }
  const answer = await writer.ask('/content/pictures/plain', { method: 'POST', form })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/ops/pictures/plain?saved=1'])
  expect(await picture('plain')).toMatchObject({
    alt: { 'en-GB': 'Plain', 'de-DE': 'Schlicht', 'ar-AE': 'بسيط' },
    focus: { x: 0.3, y: 0.07 },
  })
})

describe('what cannot be done is said', () => {
  test('a name that is taken, before anything is sent', async () => {
    await brought('taken', await photograph())
    const refused = await bring((await begin(await photograph())).id, 'taken')
    expect([refused.status, (await refused.json()).code]).toEqual([409, 'picture-name'])
  })

  test('a name that two want at a time goes to the first', async () => {
    const bytes = await photograph(1690)
    const [one, two] = [await begin(bytes), await begin(bytes)]
    await bring(one.id, 'wanted')
    await bring(two.id, 'wanted', { alt: words('Second') })
    await post(one, bytes)
    await settled(one.id)
    await post(two, bytes)
    expect(await settled(two.id)).toMatchObject({ state: 'refused', reason: 'name-taken' })
    expect(await picture('wanted')).toMatchObject({ alt: said.alt })
  })

  test.each<[string, () => Promise<Buffer>, string]>([
    ['a picture that is too narrow', () => photograph(1599), 'too-narrow'],
    ['what is no picture', async () => Buffer.from('<svg onload="alert(1)"/>'), 'not-what-it-says'],
  ])('%s', async (_what, make, reason) => {
    const name = `not-${reason}`
    expect(await brought(name, await make())).toMatchObject({ state: 'refused', reason })
    expect(await picture(name)).toBeUndefined()
    expect((await library()).arrivals).toContainEqual(
      expect.objectContaining({ name, state: 'refused', reason }),
    )
    expect(await stored(`editorial/campaigns/${name}/`)).toEqual([])
  })

  test.each<[string, object, string]>([
    ['a kind of file that is not taken', { type: 'image/gif' }, 'type-not-accepted'],
    ['a file that is too large', { size: 20 * 1024 ** 2 + 1 }, 'too-large'],
  ])('%s', async (_what, wish, code) => {
    expect(await begin(Buffer.alloc(1), wish)).toMatchObject({ code })
  })

  test('words that a language lacks, a name that is none, and a focus outside', async () => {
    const { id } = await begin(Buffer.alloc(9))
    for (const wrong of [
      { alt: { 'en-GB': 'Oak', 'de-DE': 'Eiche' } },
      { alt: words(' ') },
      { name: 'Not a name' },
      { focus: { x: 101, y: 0 } },
    ]) {
      expect((await bring(id, 'wrong', wrong)).status, JSON.stringify(wrong)).toBe(422)
    }
  })

  test('an upload for something else', async () => {
    const { id } = await begin(Buffer.alloc(9), { purpose: 'profile' })
    expect((await bring(id, 'profile')).status).toBe(404)
  })

  test('a file that never came', async () => {
    const { id } = await begin(Buffer.alloc(9))
    await bring(id, 'never')
    expect(await arrival(id)).toMatchObject({ state: 'awaiting' })
    await shop.rig.advance(21 * 60_000)
    expect(await settled(id)).toMatchObject({ state: 'refused', reason: 'never-completed' })
  })

  test('a file that was taken back is waited for no longer', async () => {
    const { id } = await begin(Buffer.alloc(9))
    await bring(id, 'gone')
    await writer.ask(`/uploads/${id}`, { method: 'DELETE' })
    expect((await library()).arrivals.map(({ name }) => name)).not.toContain('gone')
  })
})

test('to everybody but the staff there is no library, and nobody else may send a picture for it', async () => {
  const begun = await begin(Buffer.alloc(9))
  await bring(begun.id, 'hidden')
  for (const visitor of [stranger, new Visitor()]) {
    const body = { upload: begun.id, name: 'mine', ...said }
    const asked = [
      await visitor.ask('/content/pictures'),
      await visitor.ask('/content/pictures', { method: 'POST', body }),
      await visitor.ask('/content/pictures/oak', { method: 'PUT', body: said }),
      await visitor.ask(`/content/pictures/arrivals/${begun.id}`),
    ]
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    const wish = { purpose: 'editorial', type: 'image/jpeg', size: 9, name: 'x.jpg' }
    expect((await visitor.ask('/uploads', { method: 'POST', body: wish })).status).toBe(403)
  }
})

test('the seed leaves alone what the staff has described', async () => {
  const { importPicture } = await import('@/server/content/pictures')
  const { seedContent } = await import('@/server/content/seed')
  const name = 'pottery-shelf'
  const seeded = { name, focus: { x: 0.5, y: 0.5 }, alt: words('Shelf'), from: 'seed' } as const
  await importPicture(seeded, await photograph())
  await writer.ask(`/content/pictures/${name}`, { method: 'PUT', body: said })
  const folder = mkdtempSync(join(tmpdir(), 'quayside-photographs-'))
  writeFileSync(join(folder, 'scene-pottery-shelf.webp'), await photograph(1800))
  writeFileSync(join(folder, 'scene-long-lunch.webp'), await photograph(1800))
  await seedContent('server/content/demo', folder)
  rmSync(folder, { recursive: true })
  expect(await picture(name)).toMatchObject({ alt: said.alt, width: 1700 })
  expect(await picture('long-lunch')).toMatchObject({ from: 'seed', width: 1800 })
})

test('what the staff does is written down', async () => {
  const { recentAudit } = await import('@/server/operations/audit')
  await brought('audited', await photograph())
  await writer.ask('/content/pictures/audited', { method: 'PUT', body: said })
  const [described, came] = await recentAudit(2)
  expect(described).toMatchObject({ action: 'picture-described', subject: 'audited', outcome: 'done' })
  expect(came).toMatchObject({ action: 'picture-brought', subject: 'audited', outcome: 'done' })
})
