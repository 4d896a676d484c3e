import { expect, test } from '@playwright/test'

test('a category is narrowed step by step, and the address says by what', async ({ page }) => {
  await page.goto('/en-GB/c/vases')
  const results = page.getByText(/^\d+ pieces?$/)
  const all = await results.textContent()
  await page.getByRole('link', { name: /^Green/ }).click()
  await expect(page).toHaveURL(/\/en-GB\/c\/vases\/colour:green$/)
  await expect(page.getByRole('link', { name: 'Remove filter Green' })).toBeVisible()
  await expect(results).not.toHaveText(all ?? '')
  await page.getByRole('link', { name: /^White/ }).click()
  await expect(page).toHaveURL(/colour:green,white$/)
  await page.goBack()
  await expect(page).toHaveURL(/colour:green$/)
  await page.getByRole('link', { name: 'Clear all filters' }).click()
  await expect(page).toHaveURL(/\/en-GB\/c\/vases$/)
  await expect(results).toHaveText(all ?? '')
})

test('prices are narrowed by a form, with JavaScript or without', async ({ browser }) => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.goto('/en-GB/c/vases')
    const form = page.locator('form').filter({ hasText: 'Apply' }).first()
    await form.getByRole('spinbutton', { name: 'From' }).fill('20')
    await form.getByRole('spinbutton', { name: 'To' }).fill('60')
    await form.getByRole('button', { name: 'Apply' }).click()
    await expect(page).toHaveURL(/\/price:2000\.\.6000$/)
    await expect(page.getByRole('link', { name: /Remove filter £20 – £60/ })).toBeVisible()
    await context.close()
  }
})

test('a list has one address: any other spelling is sent there', async ({ request }) => {
  const response = await request.get('/en-GB/c/vases/colour:white,green/page:1', { maxRedirects: 0 })
  expect(response.status()).toBe(308)
  expect(response.headers().location).toContain('/en-GB/c/vases/colour:green,white')
})

test.describe('what does not exist is a 404 on the very first hit', () => {
  const nonsense = Date.now().toString(36)
  for (const path of [
    `/en-GB/p/nothing-${nonsense}`,
    `/en-GB/c/nothing-${nonsense}`,
    `/en-GB/c/vases/colour`,
    `/en-GB/c/vases/page:200`,
    `/en-GB/nowhere/${nonsense}`,
    `/xx-XX/c/vases-${nonsense}`,
  ]) {
    test(path.replace(nonsense, '…'), async ({ request }) => {
      const response = await request.get(path)
      expect(response.status()).toBe(404)
      expect(await response.text()).toMatch(/This berth is empty/)
    })
  }

  test('in the language of its address, with a way on', async ({ page }) => {
    await page.goto(`/de-DE/p/nichts-${nonsense}`)
    await expect(page.getByRole('heading', { level: 1, name: 'Dieser Liegeplatz ist leer' })).toBeVisible()
    await page.getByRole('navigation', { name: 'Oder stöbern Sie im Haus' }).getByRole('link').first().click()
    await expect(page).toHaveURL(/\/de-DE\/c\//)
  })
})

test('variants are links of their own', async ({ page }) => {
  await page.goto('/en-GB/p/harbour-vase')
  await page.getByRole('link', { name: 'Rust' }).click()
  await expect(page).toHaveURL(/\/en-GB\/p\/harbour-vase\/QS-VAS-001-RST$/)
  await expect(page.getByRole('link', { name: 'Rust' })).toHaveAttribute('aria-current', 'true')
})

test('search answers while one types, by keyboard too', async ({ page }) => {
  await page.goto('/en-GB')
  const box = page.getByRole('combobox', { name: 'Search the shop' }).first()
  await box.fill('harbour')
  const vase = page.getByRole('option', { name: /Harbour vase/ })
  await expect(vase).toBeVisible()
  await expect
    .poll(() => vase.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)
  await box.press('Enter')
  await expect(page).toHaveURL(/\/en-GB\/search\?q=harbour$/)
  await expect(page.getByRole('link', { name: 'Harbour vase' })).toBeVisible()
})

test('a word that the shop knows by heart is not corrected', async ({ page }) => {
  await page.goto('/de-DE/search?q=lampe')
  await expect(page.locator('[data-cards] article').first()).toBeVisible()
  await expect(page.getByText(/haben wir nichts gefunden/)).toHaveCount(0)
})

test('a search that finds nothing helps', async ({ page }) => {
  await page.goto('/en-GB/search?q=xyzzyqq')
  await expect(page.getByRole('heading', { level: 1, name: /Nothing here is called/ })).toBeVisible()
  await expect(page.getByRole('list').getByRole('link', { name: 'Tableware' }).first()).toBeVisible()
})

test('prices and words follow the market', async ({ page }) => {
  await page.goto('/ar-AE/p/harbour-vase')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByText('د.إ.').first()).toBeVisible()
  await page.goto('/de-DE/p/harbour-vase')
  await expect(page.getByText(/69\s€/).first()).toBeVisible()
  await expect(page.getByText('inkl. MwSt., zzgl. Versand')).toBeVisible()
})

test('the bare address chooses a language by what the browser asks for', async ({ request }) => {
  const german = await request.get('/', { maxRedirects: 0, headers: { 'accept-language': 'de-AT,de;q=0.9' } })
  expect(german.headers().location).toBe('/de-DE')
  const other = await request.get('/', { maxRedirects: 0, headers: { 'accept-language': 'ja' } })
  expect(other.headers().location).toBe('/en-GB')
})
