import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { setClock } from '@/tests/fixtures/door'
import { compare } from '@/tests/visual/compare'
import { makingTakes, whenAllAreMade } from '@/tests/visual/photographs'

const references = join(import.meta.dirname, 'references')
const windows = { mobile: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } }
const lights = ['light', 'dark'] as const
const directions = { ltr: 'en-GB', rtl: 'ar-AE' }
/** What is below that is like what is above. */
const tallest = 5_000

const filled = async (page: Page, locale: string) => {
  const lines = `/api/cart/lines?locale=${locale}`
  await page.request.post(lines, { data: { sku: 'QS-VAS-001-SGE', quantity: 2 } })
}

const pages: Readonly<Record<string, { path: string; before?: typeof filled }>> = {
  home: { path: '' },
  category: { path: '/c/vases' },
  product: { path: '/p/harbour-vase' },
  search: { path: '/search?q=vase' },
  nothing: { path: '/search?q=xyzzyqq' },
  basket: { path: '/cart', before: filled },
  checkout: { path: '/checkout', before: filled },
  story: { path: '/stories' },
  'sign-in': { path: '/sign-in' },
  stores: { path: '/stores' },
}

const day = '2026-12-01T09:00:00.000Z'

// Promises of delivery, offers and what is shown when depend on the day; a new shop makes its photographs one after the other.
test.beforeAll(async () => {
  test.setTimeout(makingTakes)
  await whenAllAreMade()
  await setClock(day)
})

for (const [name, { path, before }] of Object.entries(pages)) {
  for (const [size, viewport] of Object.entries(windows)) {
    for (const colorScheme of lights) {
      for (const [direction, locale] of Object.entries(directions)) {
        const picture = `${name}-${size}-${colorScheme}-${direction}`
        test(picture, async ({ browser }) => {
          const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
          await context.clock.setFixedTime(day)
          const page = await context.newPage()
          await before?.(page, locale)
          await page.goto(`/${locale}${path}`)
          // A picture of the whole page shows what is far below too, which a window does not draw.
          await page.addStyleTag({ content: '* { content-visibility: visible !important }' })
          await settled(page)
          const height = Math.min(tallest, await page.evaluate(() => document.documentElement.scrollHeight))
          const screenshot = await page.screenshot({
            fullPage: true,
            animations: 'disabled',
            clip: { x: 0, y: 0, width: viewport.width, height },
          })
          const difference = join('test-results', 'pictures', `${picture}.png`)
          expect(await compare(screenshot, join(references, `${picture}.webp`), difference)).toBeUndefined()
          await context.close()
        })
      }
    }
  }
}

/** Waits until typefaces and every picture on the page are there; pictures further down are asked for by going there. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)))
    }
    scrollTo(0, 0)
    await document.fonts.ready
  })
  await expect
    .poll(
      () =>
        page.evaluate(
          () =>
            [...document.images].filter(
              (image) =>
                image.checkVisibility() &&
                image.currentSrc !== '' &&
                !(image.complete && image.naturalWidth > 0),
            ).length,
        ),
      { timeout: 30_000 },
    )
    .toBe(0)
  await page.waitForLoadState('networkidle')
}
