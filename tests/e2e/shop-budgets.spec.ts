import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { z } from 'zod'
import { joinShop } from '@/tests/fixtures/shop'

/** What pages may ask of the network, counted by a real browser, and how much of it ends at the edge. Every request counts:
 *  documents, scripts, styles, fonts, pictures, prefetches and fetches; only `data:` and `blob:` do not leave the browser. */
const mostPerView = 15
const mostPerIdleMinute = 2
/** How long a tab is watched lying idle; the full suite watches longer. */
const idleMilliseconds = Number(process.env.IDLE_MS ?? 12_000)
const pageViews = 1_000
const shareOfEdge = 0.98

interface Asked {
  url: string
  headers: Record<string, string>
}

/** Request headers that the edge's answer may depend on. */
const telling = [
  'accept',
  'rsc',
  'next-url',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
]

function watch(page: Page): Asked[] {
  const asked: Asked[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith('http')) return
    const all = request.headers()
    const headers = telling.flatMap((name): [string, string][] => (all[name] ? [[name, all[name]]] : []))
    asked.push({ url: request.url(), headers: Object.fromEntries(headers) })
  })
  return asked
}

/** Loads a page and waits until a second has passed without any request: then its prefetches are over. */
async function view(page: Page, path: string): Promise<Asked[]> {
  const asked = watch(page)
  await page.goto(path, { waitUntil: 'load' })
  let seen = -1
  await expect
    .poll(
      () => {
        const quiet = seen === asked.length
        seen = asked.length
        return quiet
      },
      { intervals: [1_000], timeout: 30_000 },
    )
    .toBe(true)
  return asked
}

const list = (asked: Asked[]) => asked.map(({ url }) => url).join('\n')

const views = [
  '/en-GB',
  '/en-GB/c/vases',
  '/de-DE/c/tableware',
  '/en-GB/p/harbour-vase',
  '/ar-AE/c/vases',
  '/en-GB/search?q=vase',
]
test('a view of any page takes few requests, and an idle tab nearly none', async ({ browser }) => {
  test.setTimeout(120_000 + idleMilliseconds)
  const tabs: { path: string; asked: Asked[]; before: number }[] = []
  for (const path of views) {
    // Each is somebody's first view: nothing is in the browser's cache.
    const page = await (await browser.newContext()).newPage()
    const asked = await view(page, path)
    expect.soft(asked.length, `${path}\n${list(asked)}`).toBeLessThanOrEqual(mostPerView)
    tabs.push({ path, asked, before: asked.length })
  }
  // How long they lie idle is the very thing that is measured.
  await new Promise((resolve) => setTimeout(resolve, idleMilliseconds))
  const allowed = Math.max(1, Math.floor((mostPerIdleMinute * idleMilliseconds) / 60_000))
  for (const { path, asked, before } of tabs) {
    const idle = asked.slice(before)
    expect.soft(idle.length, `${path}\n${list(idle)}`).toBeLessThanOrEqual(allowed)
    console.log(`${path}: ${before} requests a view, ${idle.length} in ${idleMilliseconds / 1000} s idle`)
  }
})

const Stats = z.object({
  behaviours: z.record(z.string(), z.object({ requests: z.number(), hits: z.number(), stale: z.number() })),
})

test(`of ${pageViews} anonymous page views at least 98 % of the requests end at the edge`, async ({
  browser,
}) => {
  test.skip(process.env.EDGE_REPLAY !== '1', 'EDGE_REPLAY=1 runs it, as the full suite does')
  test.setTimeout(1_500_000)
  const shop = await joinShop()
  // What changes the catalogue empties lists at the edge, and a new shop's pictures are still being made.
  await expect.poll(unmadePictures, { intervals: [2_000], timeout: 600_000 }).toBe(0)
  const edge = (path: string, init: RequestInit = {}) =>
    fetch(`${shop.url}${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', 'x-edge-secret': shop.env.INTERNAL_SECRET ?? '' },
    })
  const recorded = await record(browser, await popularPages(shop.url))
  // The edge begins with nothing: first misses count.
  const emptied = await edge('/__edge/invalidations', {
    method: 'POST',
    body: JSON.stringify({ paths: ['/*'] }),
  })
  expect(emptied.status).toBe(201)
  const totals = async () => {
    const { behaviours } = Stats.parse(await (await edge('/__edge/stats')).json())
    const stats = Object.values(behaviours)
    const sum = (of: (one: (typeof stats)[number]) => number) =>
      stats.reduce((total, one) => total + of(one), 0)
    return { requests: sum((one) => one.requests), ended: sum((one) => one.hits + one.stale) }
  }
  const before = await totals()
  const asked = await replay(recorded)
  const after = await totals()
  const requests = after.requests - before.requests
  const share = (after.ended - before.ended) / requests
  console.log(
    `${pageViews} page views, ${requests} requests, ${(share * 100).toFixed(2)} % ended at the edge`,
  )
  expect(requests).toBeGreaterThanOrEqual(asked)
  expect(share).toBeGreaterThanOrEqual(shareOfEdge)
})

/** How many products wait for their pictures. */
async function unmadePictures(): Promise<number> {
  const { queueDepth } = await import('@/server/platform/queue-depths')
  const { waiting, working } = await queueDepth('renditions')
  return waiting + working
}

/** The pages that are visited, the most popular first. */
async function popularPages(url: string): Promise<string[]> {
  const Categories = z.array(z.object({ slug: z.string().optional(), id: z.string() }))
  const categories = Categories.parse(await (await fetch(`${url}/api/catalogue/categories`)).json())
  const Found = z.object({ products: z.array(z.object({ id: z.string() })).default([]) })
  const found = Found.safeParse(await (await fetch(`${url}/api/search?locale=en-GB`)).json())
  const products = found.success ? found.data.products.slice(0, 12).map(({ id }) => `/en-GB/p/${id}`) : []
  const lists = categories.slice(0, 8).map(({ id, slug }) => `/en-GB/c/${slug ?? id}`)
  return [
    '/en-GB',
    ...lists.slice(0, 3),
    '/en-GB/p/harbour-vase',
    ...products,
    ...lists.slice(3),
    '/de-DE',
    '/en-GB/search?q=vase',
  ]
}

/** What a browser that knows nothing asks for on each page. */
async function record(browser: Browser, paths: string[]): Promise<Asked[][]> {
  const views: Asked[][] = []
  for (const path of paths) {
    const context: BrowserContext = await browser.newContext()
    views.push(await view(await context.newPage(), path))
    await context.close()
  }
  return views
}

/** Visitors come one after the other, view five pages each, by popularity (Zipf), and ask only once for what their browser keeps.
 *  @returns how many requests were sent */
async function replay(recorded: Asked[][]): Promise<number> {
  const random = sequence(20_261_121)
  const weights = recorded.map((_, rank) => 1 / (rank + 1))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const pick = () => {
    let rest = random() * whole
    return Math.max(
      0,
      weights.findIndex((weight) => (rest -= weight) < 0),
    )
  }
  const waiting: Asked[][] = []
  let kept = new Set<string>()
  for (let viewed = 0; viewed < pageViews; viewed++) {
    if (viewed % 5 === 0) kept = new Set()
    const view = recorded[pick()] ?? []
    waiting.push(view.filter(({ url }) => !kept.has(url)))
    for (const { url } of view) if (/\/_next\/static\/|\/assets\//.test(url)) kept.add(url)
  }
  let sent = 0
  const visitor = async () => {
    for (let view = waiting.shift(); view; view = waiting.shift()) {
      for (const { url, headers } of view) {
        const answer = await fetch(url, { headers, redirect: 'manual' })
        expect(answer.status, url).toBeLessThan(500)
        expect(answer.headers.get('set-cookie'), url).toBeNull()
        await answer.arrayBuffer()
        sent += 1
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, visitor))
  return sent
}

/** The same chance every time (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
