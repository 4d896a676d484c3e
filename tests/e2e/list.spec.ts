import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

test('what a card shows goes into the basket from the list, with JavaScript or without', async ({
  browser,
}) => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    await page.goto('/en-GB/c/vases')
    await page.getByRole('button', { name: /^Add Harbour vase, Sage to the basket$/ }).click()
    if (javaScriptEnabled) {
      await expect(page).toHaveURL(/\/en-GB\/c\/vases$/)
      await expect(page.getByRole('dialog').getByText('Harbour vase')).toBeVisible()
      await expect(page.getByRole('link', { name: 'Basket, 1 item' })).toBeVisible()
    } else {
      await expect(page).toHaveURL(/\/en-GB\/cart$/)
      await expect(page.getByRole('main').getByRole('link', { name: 'Harbour vase' })).toBeVisible()
    }
    await context.close()
  }
})

test('prices are narrowed by two thumbs, from the keyboard too', async ({ page }) => {
  await page.goto('/en-GB/c/vases')
  const thumb = page.getByRole('slider', { name: 'To, as a slider' })
  const highest = Number(await thumb.getAttribute('max'))
  await thumb.focus()
  for (let times = 0; times < 3; times++) await page.keyboard.press('ArrowLeft')
  await expect(page.getByLabel('To', { exact: true }).first()).toHaveValue(String(highest - 3))
  await page.getByRole('button', { name: 'Apply' }).first().click()
  await expect(page).toHaveURL(new RegExp(`/price:\\.\\.${(highest - 3) * 100}$`))
  await expect(page.getByRole('slider', { name: 'To, as a slider' })).toHaveValue(String(highest - 3))
})

test('whoever comes back stands where they were', async ({ page }) => {
  await page.goto('/en-GB/c/tableware')
  const last = page.locator('[data-cards] article').last()
  await last.scrollIntoViewIfNeeded()
  const before = await page.evaluate(() => scrollY)
  expect(before).toBeGreaterThan(300)
  await last.getByRole('link').first().click()
  await expect(page).toHaveURL(/\/p\//)
  await page.goBack()
  await expect(page).toHaveURL(/\/c\/tableware$/)
  await expect.poll(() => page.evaluate((y) => Math.abs(scrollY - y), before)).toBeLessThan(120)
})

test('there is more below for those who would rather scroll than turn pages', async ({ page }) => {
  await page.goto('/en-GB/c/tableware')
  const cards = page.locator('main article')
  const first = await cards.count()
  expect(first).toBe(24)
  await page.getByRole('link', { name: 'Show more' }).click()
  await expect.poll(() => cards.count()).toBeGreaterThan(first)
  await expect(page).toHaveURL(/\/c\/tableware$/)
  const names = await cards.locator('h2').allTextContents()
  expect(new Set(names).size).toBe(names.length)
})

test('what was added to a list has hearts that fill, and know what is wished for', async ({ page }) => {
  await page.goto('/en-GB/c/tableware')
  await page.getByRole('link', { name: 'Show more' }).click()
  const card = page.locator('[data-added] article').last()
  const heart = card.getByRole('button', { name: 'on the wishlist' })
  await expect(heart).toHaveAttribute('aria-pressed', 'false')
  await card.hover()
  const kept = page.waitForResponse((response) => response.url().includes('/api/wishlists/pieces'))
  await heart.click()
  await expect(heart).toHaveAttribute('aria-pressed', 'true')
  expect((await kept).ok()).toBe(true)
  await expect(page).toHaveURL(/\/c\/tableware$/)
  await page.reload() // what was added comes again by itself
  await expect(heart).toHaveAttribute('aria-pressed', 'true')
  await heart.click()
  await expect(heart).toHaveAttribute('aria-pressed', 'false')
})

test('whoever comes back to a list that was continued stands where they were, though the browser has not kept the page', async ({
  page,
}) => {
  await page.goto('/en-GB/c/tableware')
  const cards = page.locator('main article')
  await page.getByRole('link', { name: 'Show more' }).click()
  await expect.poll(() => cards.count()).toBeGreaterThan(24)
  const all = await cards.count()
  const last = cards.nth(all - 2)
  await last.scrollIntoViewIfNeeded()
  await expect.poll(() => page.evaluate(() => history.state?.continued?.y)).toBeGreaterThan(2_000)
  const before = await page.evaluate(() => scrollY)
  await last.getByRole('link').first().click()
  await expect(page).toHaveURL(/\/p\//)
  await page.goBack()
  await expect(page).toHaveURL(/\/c\/tableware$/)
  await expect.poll(() => cards.count()).toBe(all)
  await expect.poll(() => page.evaluate((y) => Math.abs(scrollY - y), before)).toBeLessThan(120)
  // Whoever comes anew begins at the top.
  await page.goto('/en-GB/c/vases')
  await page.goto('/en-GB/c/tableware')
  await expect(cards).toHaveCount(24)
})

test('on a telephone the filters are a sheet, and nothing is wider than the window @narrow', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 780 })
  await page.goto('/en-GB/c/vases')
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('link', { name: /^Green/ }).click()
  await expect(page).toHaveURL(/colour:green$/)
  await expect(page.getByRole('link', { name: 'Remove filter Green' })).toBeAttached()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('photographs open in full at the one that was touched, and larger than the window', async ({ page }) => {
  await page.goto('/en-GB/p/harbour-vase')
  const openers = page.getByRole('button', { name: /^Enlarge photograph/ })
  const count = await openers.count()
  await openers.nth(count - 1).click()
  const strip = page.getByRole('dialog', { name: 'Photographs' }).getByRole('list')
  await expect(strip).toBeVisible()
  if (count > 1)
    await expect.poll(() => strip.evaluate((list) => Math.abs(list.scrollLeft))).toBeGreaterThan(100)
  const picture = strip.getByRole('listitem').last()
  const width = await picture.locator('img').evaluate((image) => image.clientWidth)
  await page.getByRole('checkbox', { name: 'Larger' }).check({ force: true })
  await expect
    .poll(() => picture.locator('img').evaluate((image) => image.clientWidth))
    .toBeGreaterThan(width * 2)
  // Its middle, not the wall behind its corner.
  const beside = await picture.evaluate((one) => [one.scrollLeft, one.scrollWidth - one.clientWidth])
  expect(beside[0]).toBeCloseTo((beside[1] ?? 0) / 2, -1)
  await page.keyboard.press('Escape')
  await expect(strip).toBeHidden()
})

test('a product says which stores have it, and the stores say where they are', async ({ page }) => {
  await page.goto('/en-GB/p/harbour-vase')
  const asked = page.waitForRequest(/\/api\/stores\/stock\//)
  await page.getByText('Is it in a store near you?').click()
  await asked
  await expect(page.getByText(/^(There|The last few|Not at the moment)$/).first()).toBeVisible()
  await page.getByRole('link', { name: 'All stores and opening hours' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Our stores' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 3, name: 'Quayside Leith' })).toBeVisible()
  const data = await page.locator('script[type="application/ld+json"]').allTextContents()
  expect(data.filter((text) => text.includes('"Store"')).length).toBeGreaterThan(4)
})

for (const path of ['/en-GB/stores', '/de-DE/stores', '/ar-AE/stores']) {
  test(`${path} can be read by everybody, in any light, on a telephone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 780 })
    await page.goto(path)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
}

test('lists and products have no barrier, sliders and quick buttons included', async ({ page }) => {
  test.setTimeout(90_000)
  for (const path of ['/en-GB/c/vases', '/ar-AE/c/vases', '/en-GB/p/harbour-vase']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect((await new AxeBuilder({ page }).analyze()).violations, `${path}, ${colorScheme}`).toEqual([])
    }
  }
})

test('the sitemap names stores and stories', async ({ request }) => {
  const index = await (await request.get('/sitemap.xml')).text()
  expect(index).toContain('/en-GB/sitemap.xml')
  const pages = await (await request.get('/en-GB/sitemap.xml')).text()
  expect(pages).toMatch(/\/en-GB\/stores</)
  expect(pages).toMatch(/\/en-GB\/stories\/[a-z-]+</)
  expect(pages).toMatch(/\/en-GB\/c\/vases</)
})

test('the sitemap of a category names its products, by their prices as well', async ({ request }) => {
  const index = await (await request.get('/sitemap.xml')).text()
  expect(index).toContain('/en-GB/sitemap/vases<')
  const namesOf = async (path: string) => {
    const text = await (await request.get(path)).text()
    return [...text.matchAll(/\/en-GB\/p\/([a-z-]+)</g)].map(([, name]) => name)
  }
  const all = await namesOf('/en-GB/sitemap/vases')
  expect(all).toContain('moon-jar')
  const parts = [
    ...(await namesOf('/en-GB/sitemap/vases/0-5999')),
    ...(await namesOf('/en-GB/sitemap/vases/6000-99999')),
  ]
  expect(parts.toSorted()).toEqual(all.toSorted())
  for (const wrong of ['vases/6-5', 'vases/cheap', 'vases/0-9/1-2', 'nothing'])
    expect((await request.get(`/en-GB/sitemap/${wrong}`)).status(), wrong).toBe(404)
})
