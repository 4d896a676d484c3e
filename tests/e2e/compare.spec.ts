import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

test('products are put side by side from their pages, and what was compared comes along', async ({
  page,
}) => {
  await page.goto('/en-GB/p/harbour-vase')
  await page.getByRole('link', { name: 'Compare Harbour vase' }).click()
  await expect(page).toHaveURL(/\/en-GB\/compare\?p=harbour-vase$/)
  await page.goto('/en-GB/p/eddy-vase')
  await page.getByRole('link', { name: 'Compare Eddy vase' }).click()
  await expect(page).toHaveURL(/\/en-GB\/compare\?p=eddy-vase&p=harbour-vase$/)
  const table = page.getByRole('table')
  await expect(table.getByRole('columnheader')).toHaveCount(3)
  await expect(table.getByRole('rowheader', { name: 'Price' })).toBeVisible()
  expect(await table.getByRole('row').count()).toBeGreaterThan(5)
  await page.getByRole('link', { name: 'Take Eddy vase away' }).click()
  await expect(page).toHaveURL(/\/en-GB\/compare\?p=harbour-vase$/)
})

test('without JavaScript another is put beside it by a form', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/en-GB/p/harbour-vase')
  await page.getByRole('link', { name: 'Compare Harbour vase' }).click()
  await page.getByLabel('Put another beside it').selectOption({ index: 0 })
  await page.getByRole('button', { name: 'Compare it too' }).click()
  await expect(page.getByRole('table').getByRole('columnheader')).toHaveCount(3)
  await context.close()
})

test('one comparison has one address, and four fit', async ({ request }) => {
  const asked = (query: string) => request.get(`/en-GB/compare?${query}`, { maxRedirects: 0 })
  const twice = await asked('p=harbour-vase&p=harbour-vase&p=%3Cscript%3E')
  expect(twice.status()).toBe(308)
  expect(twice.headers().location).toBe('/en-GB/compare?p=harbour-vase')
  const five = await asked(['a', 'b', 'c', 'd', 'e'].map((id) => `p=${id}`).join('&'))
  expect(five.headers().location).toBe('/en-GB/compare?p=a&p=b&p=c&p=d')
  const kept = await request.get('/en-GB/compare?p=harbour-vase')
  expect(kept.headers()['cache-control']).toContain('s-maxage')
  expect(kept.headers()['set-cookie']).toBeUndefined()
})

for (const [path, what] of [
  ['/en-GB/compare', 'nothing'],
  ['/en-GB/compare?p=harbour-vase&p=eddy-vase', 'two'],
  ['/ar-AE/compare?p=harbour-vase&p=eddy-vase', 'two, from right to left'],
] as const) {
  test(`a comparison of ${what} can be read by everybody, and fits a telephone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 780 })
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(390)
  })
}

test('what was looked at stands below the next product, in this browser alone, until it is forgotten', async ({
  page,
}) => {
  await page.goto('/en-GB/p/harbour-vase')
  await expect(page.getByRole('heading', { name: 'You looked at' })).toHaveCount(0)
  await page.goto('/en-GB/p/eddy-vase')
  const seen = page.getByRole('region', { name: 'You looked at' })
  await expect(seen.getByRole('link', { name: 'Harbour vase' })).toBeVisible()
  expect((await new AxeBuilder({ page }).include('#recent').analyze()).violations).toEqual([])
  await seen.getByRole('button', { name: 'Forget these' }).click()
  await expect(seen).toHaveCount(0)
})
