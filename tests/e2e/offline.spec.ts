import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { addToBasket } from './steps'

test.use({ serviceWorkers: 'allow' })

/** What the worker keeps, by cache. */
const keptBy = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys()
    const entries = names.map(async (name) => {
      const keys = await (await caches.open(name)).keys()
      return [name, keys.map(({ url }) => new URL(url).pathname)] as const
    })
    return Object.fromEntries(await Promise.all(entries))
  })

/** Somebody with a vase in the basket, whose browser has been made ready for times without a network. */
async function lookAround(page: Page): Promise<void> {
  await addToBasket(page, 'harbour-vase')
  await expect(page.getByRole('dialog').getByText('Harbour vase')).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.goto('/en-GB/c/vases')
  const shell = (kept: Record<string, string[]>) =>
    Object.entries(kept).some(([name, paths]) => /shell/.test(name) && paths.includes('/en-GB/offline'))
  await expect.poll(async () => shell(await keptBy(page))).toBe(true)
  await expect.poll(async () => (await keptBy(page))['quayside-basket']).toEqual(['/api/cart'])
  await expect.poll(async () => (await keptBy(page))['quayside-pages']).toContain('/en-GB/c/vases')
}

test('without a network there is what was seen, and the basket; with it, it goes on by itself', async ({
  page,
  context,
}) => {
  await lookAround(page)
  await context.setOffline(true)
  await page.goto('/en-GB/c/vases')
  await expect(page.getByRole('heading', { level: 1, name: 'Vases' })).toBeVisible()
  await expect(page.getByText('No connection. This is the shop as you saw it last.')).toBeVisible()
  await page.goto('/en-GB/checkout')
  await expect(page.getByRole('heading', { level: 1, name: 'The line is down' })).toBeVisible()
  const basket = page.getByRole('region', { name: 'Your basket, as we knew it last' })
  await expect(basket.getByText('Harbour vase')).toBeVisible()
  await expect(
    page.getByRole('navigation', { name: 'Pages you have seen' }).getByRole('link'),
  ).not.toHaveCount(0)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await context.setOffline(false)
  await expect(page).toHaveURL(/\/en-GB\/checkout$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Checkout' })).toBeVisible()
})

test('nothing personal is kept but the goods, and they are forgotten at sign-out', async ({ page }) => {
  await lookAround(page)
  await page.goto('/en-GB/cart')
  await page.getByText('Add a note or gift message').click()
  await page.getByLabel('A note for whoever packs it').fill('The key is under the mat')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Kept.')).toBeVisible()
  await page.goto('/en-GB/checkout')
  const kept = await keptBy(page)
  const paths = Object.values(kept).flat()
  expect(paths.filter((path) => /\/(cart|checkout|account|orders|sign-)/.test(path))).toEqual(['/api/cart'])
  const snapshot = await page.evaluate(async () => (await caches.match('/api/cart?locale=en-GB'))?.text())
  expect(snapshot).toContain('Harbour vase')
  expect(snapshot).not.toMatch(/under the mat|crt_/)
  await page.evaluate(() => fetch('/api/session', { method: 'DELETE' }))
  await expect.poll(async () => Object.keys(await keptBy(page))).not.toContain('quayside-basket')
})

test('a new build’s worker drops what another build has left', async ({ page }) => {
  await page.goto('/en-GB')
  await page.evaluate(() => caches.open('quayside-shell-of-yesterday'))
  await page.getByRole('main').click({ position: { x: 5, y: 5 } })
  await page.evaluate(() => navigator.serviceWorker.ready)
  await expect.poll(async () => Object.keys(await keptBy(page))).not.toContain('quayside-shell-of-yesterday')
})

for (const [locale, title] of [
  ['de-DE', 'Die Leitung ist tot'],
  ['ar-AE', 'انقطع الاتصال'],
] as const) {
  test(`it is said in the shopper’s language: ${locale}`, async ({ page }) => {
    await page.goto(`/${locale}/offline`)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    }
  })
}
