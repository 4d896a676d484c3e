import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Content from '@/server/content/content'
import { openPeople } from '@/tests/contract/people'
import { until } from '@/tests/contract/shop-rig'
import { Visitor } from '@/tests/contract/visitor'
import { workingRig } from '@/tests/contract/working-rig'

/** Pages are written, tried, planned, published and taken back by the staff; everybody else sees what is published, and nothing else. */
let shop: Awaited<ReturnType<typeof workingRig>>
let people: Awaited<ReturnType<typeof openPeople>>
let content: typeof Content
let writer: Visitor
let web: Awaited<ReturnType<typeof webTier>>

beforeAll(async () => {
  web = await webTier()
  process.env.WEB_INTERNAL_URL = web.url
  shop = await workingRig()
  people = await openPeople(shop.rig)
  content = await import('@/server/content/content')
  const email = await people.person('Ola Harbour')
  await people.join(email, 'staff')
  writer = new Visitor()
  await writer.ask('/session', { method: 'POST', body: await people.tokensOf(email) })
})
afterAll(async () => {
  await people?.stop()
  await shop?.stop()
  await web?.stop()
})

/** In the web tier's place: remembers which paths it was told are old. */
async function webTier() {
  const told: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      told.push(...JSON.parse(body).paths)
      response.setHeader('content-type', 'application/json').end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // of a server that listens on TCP
  return { told, url: `http://127.0.0.1:${port}`, stop: () => new Promise((done) => server.close(done)) }
}

const words = (text: string) => ({ 'en-GB': text, 'de-DE': text, 'ar-AE': text })
const saying = (text: string) => ({
  title: words(text),
  summary: words(text),
  blocks: [{ kind: 'hero', title: words(text) }],
})
const save = (slug: string, document: unknown, more: object = {}) =>
  writer.ask(`/content/pages/${slug}`, { method: 'PUT', body: { document, ...more } })
const publish = (slug: string, version: number, times: object = {}) =>
  writer.ask(`/content/pages/${slug}/publications`, { method: 'POST', body: { version, ...times } })
const shown = async (slug: string) => (await content.shownPage(slug))?.document.title['en-GB']
const at = async (minutes: number) => {
  const { isoNow } = await import('@/server/platform/clock')
  return isoNow(minutes * 60_000)
}

describe('a page', () => {
  test('is seen by nobody before it is published, and the edge is told when it is', async () => {
    expect(await (await save('oak', saying('Oak'))).json()).toEqual({ page: 'oak', version: 1, notes: [] })
    expect(await shown('oak')).toBeUndefined()
    web.told.length = 0
    expect((await publish('oak', 1)).status).toBe(200)
    expect(await shown('oak')).toBe('Oak')
    await until(() => web.told.includes('/ar-AE/stories*'), 'the invalidation')
    expect(web.told).toContain('/en-GB')
    expect(web.told).not.toContain('/*')
  })

  test('goes back to an older version by publishing that', async () => {
    await save('oak', saying('Walnut'))
    await publish('oak', 2)
    expect(await shown('oak')).toBe('Walnut')
    await publish('oak', 1)
    expect(await shown('oak')).toBe('Oak')
  })

  test('is taken off with all that was planned for it', async () => {
    await save('brief', saying('Brief'))
    await publish('brief', 1)
    await writer.ask('/content/pages/brief/withdrawal', { method: 'POST' })
    expect(await shown('brief')).toBeUndefined()
    expect((await content.teasers(['story'])).map(({ slug }) => slug)).not.toContain('brief')
  })

  test('is not written over by somebody who has edited an older version', async () => {
    await save('shared', saying('First'))
    expect((await save('shared', saying('Second'), { basedOn: 1 })).status).toBe(200)
    const refused = await save('shared', saying('Third'), { basedOn: 1 })
    expect([refused.status, (await refused.json()).code]).toEqual([409, 'content-stale'])
  })

  test('that cannot be kept is refused with each place that is wrong, from a form as well', async () => {
    const document = JSON.stringify({ ...saying('x'), blocks: [{ kind: 'hero', title: { 'en-GB': 'x' } }] })
    const refused = await save('wrong', document)
    expect(refused.status).toBe(422)
    expect((await refused.json()).facts.errors).toEqual([
      'blocks.0.title.de-DE: is missing',
      'blocks.0.title.ar-AE: is missing',
    ])
    const form = await writer.ask('/content/pages/wrong', {
      method: 'POST',
      form: { document, _method: 'PUT', _back: '/ops/content' },
    })
    expect(form.headers.get('location')).toBe('/ops/content?problem=content-invalid')
  })

  test('says what it names that the shop has not', async () => {
    const grid = { kind: 'grid', title: words('a'), of: { what: 'products', products: ['no-such-mug'] } }
    const document = { ...saying('Mugs'), picture: 'no-such-picture' }
    const saved = await save('mugs', { ...document, blocks: [...document.blocks, grid] })
    expect((await saved.json()).notes).toEqual(['no-such-mug', 'no-such-picture'])
  })
})

test('a planned version comes at its time and goes at its time, and the edge is told both times', async () => {
  await save('home', saying('Every day'))
  await publish('home', 1)
  await save('home', saying('For the feast'))
  expect((await publish('home', 2, { from: await at(60), until: await at(120) })).status).toBe(200)
  expect(await shown('home')).toBe('Every day')
  web.told.length = 0
  await shop.rig.advance(61 * 60_000)
  expect(await shown('home')).toBe('For the feast')
  await until(() => web.told.includes('/en-GB'), 'its beginning')
  web.told.length = 0
  await shop.rig.advance(60 * 60_000)
  expect(await shown('home')).toBe('Every day')
  await until(() => web.told.includes('/en-GB'), 'its end')
})

test('nothing is planned to end before it begins', async () => {
  await save('times', saying('Times'))
  const refused = await publish('times', 1, { from: await at(60), until: await at(30) })
  expect([refused.status, (await refused.json()).code]).toEqual([422, 'content-times'])
})

test('drafts are for the staff alone, whatever the page that asks', async () => {
  const { pageFile, pageList, previewPage } = await import('@/server/content/desk')
  const { anonymous } = await import('@/server/platform/principal')
  await save('draft', saying('Draft'))
  const customer = { kind: 'customer', id: 'cus_x', sessionId: 's', email: 'ada@quayside.example' } as const
  const staff = { ...customer, groups: ['staff'] }
  expect((await previewPage(staff, 'draft', 1)).document.title['en-GB']).toBe('Draft')
  for (const stranger of [anonymous, { ...customer, groups: [] }]) {
    const missing = { status: 404, code: 'page' }
    await expect(previewPage(stranger, 'draft', 1)).rejects.toMatchObject(missing)
    await expect(pageFile(stranger, 'draft')).rejects.toMatchObject(missing)
    await expect(pageList(stranger)).rejects.toMatchObject(missing)
  }
})

test('what the staff does is written down', async () => {
  const { recentAudit } = await import('@/server/operations/audit')
  await save('audited', saying('Audited'))
  await publish('audited', 1)
  const [published, saved] = await recentAudit(2)
  expect(published).toMatchObject({ action: 'content-published', subject: 'audited', outcome: 'done' })
  expect(saved).toMatchObject({ action: 'content-saved', subject: 'audited', outcome: 'done' })
})

test('a picture gets its renditions and an upright cut around its focus, and pages show it', async () => {
  const { importPicture } = await import('@/server/content/pictures')
  const { objectsAs } = await import('@/server/platform/objects')
  // Left half red, right half blue; the focus is on the right.
  const half = await sharp({ create: { width: 500, height: 600, channels: 3, background: 'red' } })
    .extend({ right: 500, background: 'blue' })
    .png()
    .toBuffer()
  const described = {
    name: 'halves',
    focus: { x: 1, y: 0.5 },
    alt: words('Two halves'),
    from: 'seed',
  } as const
  await importPicture(described, half)
  await save('pictured', { ...saying('Pictured'), picture: 'halves' })
  await publish('pictured', 1)
  const picture = async () => (await content.shownPage('pictured'))?.pictures.halves
  await until(async () => (await picture())?.tall !== undefined, 'the renditions')
  const { key, widths, formats, tall } = (await picture()) ?? {}
  expect({ widths, formats, tall }).toEqual({
    widths: [320, 480, 640, 960, 1000],
    formats: ['avif', 'webp'],
    tall: { name: 'tall-520', width: 480, height: 600, widths: [320, 480] },
  })
  expect(key).toMatch(/^editorial\//)
  const cut = await objectsAs('content').get('assets', `${key}/tall-520-320.webp`)
  const { dominant } = await sharp(cut).stats()
  expect(dominant.b).toBeGreaterThan(200)
  expect(dominant.r).toBeLessThan(60)
})

test('the seed brings the demo pages once, and never over what people have written', async () => {
  const { seedContent } = await import('@/server/content/seed')
  const seed = () => seedContent('server/content/demo', 'a-folder-without-photographs')
  // `home` is the staff's by now.
  expect(await seed()).toBe(4)
  expect(await seed()).toBe(0)
  expect(await shown('home')).toBe('Every day')
  const page = await content.shownPage('how-a-glaze-is-made')
  expect(page?.pictures).toEqual({})
})
