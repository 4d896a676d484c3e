import { expect, type Page, test } from '@playwright/test'
import { signIn } from '@/tests/fixtures/sign-in'

/** How far things may jump on a page while it comes, as Core Web Vitals count it (CLS). */
const most = 0.02

const windows = { telephone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } }

/** Counts every shift from the first paint on: the largest sum of a window of five seconds with gaps under one. */
async function countShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const sums = { worst: 0, window: 0, from: 0, last: 0 }
    Object.assign(globalThis, { shifts: sums })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!('value' in entry) || !('hadRecentInput' in entry) || entry.hadRecentInput) continue
        const fresh = entry.startTime - sums.last > 1_000 || entry.startTime - sums.from > 5_000
        if (fresh) Object.assign(sums, { window: 0, from: entry.startTime })
        sums.window += Number(entry.value)
        sums.last = entry.startTime
        sums.worst = Math.max(sums.worst, sums.window)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => Number(Reflect.get(Reflect.get(globalThis, 'shifts'), 'worst')))
}

/** Goes down the page as somebody reading does, until everything that it asks for has come. */
async function readThrough(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 3) {
      scrollTo(0, y)
      await frame()
    }
    await document.fonts.ready
  })
  await page.waitForLoadState('networkidle')
}

const pages: readonly (readonly [path: string, who?: 'customer' | 'shopper'])[] = [
  ['/en-GB'],
  ['/en-GB/c/vases'],
  ['/en-GB/p/harbour-vase'],
  ['/en-GB/search?q=vase'],
  ['/en-GB/stores'],
  ['/ar-AE/stores'],
  ['/en-GB/p/harbour-vase/reviews'],
  ['/en-GB/compare?p=harbour-vase&p=eddy-vase'],
  ['/en-GB/wishlist', 'shopper'],
  ['/en-GB/cart', 'shopper'],
  ['/ar-AE/cart', 'shopper'],
  ['/en-GB/account/wishlists', 'customer'],
  ['/en-GB/checkout', 'shopper'],
]

for (const [path, who] of pages) {
  test(`nothing jumps on ${path} while it comes`, async ({ browser }) => {
    for (const [name, viewport] of Object.entries(windows)) {
      const context = await browser.newContext({ viewport })
      const page = await context.newPage()
      if (who === 'customer')
        await context.addCookies([await signIn('ada@quayside.example', 'lighthouse-2026')])
      if (who) {
        const locale = path.slice(1, 6)
        await page.request.post(`/api/cart/lines?locale=${locale}`, {
          data: { sku: 'QS-VAS-001-SGE', quantity: 1 },
        })
        await page.request.post('/api/wishlists/pieces', { data: { sku: 'QS-VAS-001-SGE' } })
      }
      const shifted = await countShifts(page)
      await page.goto(path)
      await readThrough(page)
      expect(await shifted(), `${path}, ${name}`).toBeLessThan(most)
      await context.close()
    }
  })
}

test('what jumps is counted', async ({ page }) => {
  const shifted = await countShifts(page)
  await page.goto('/en-GB/stores')
  await readThrough(page)
  await page.evaluate(() => {
    scrollTo(0, 0)
    const late = document.createElement('p')
    late.style.height = '40vh'
    document.querySelector('main')?.prepend(late)
  })
  await expect.poll(shifted).toBeGreaterThan(most)
})
