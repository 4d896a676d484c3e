import { expect, type Page, test } from '@playwright/test'
import { oddNames, stockOddGoods } from './odd-goods'
import { expectOrder, payWith, tellAddress } from './steps'

test.describe.configure({ mode: 'default' })
test.use({ viewport: { width: 390, height: 780 } })

test.beforeAll(async ({ request }) => {
  await stockOddGoods()
  const found = async () =>
    (await (await request.get('/api/search?locale=en-GB&q=odd')).text()).includes('odd-facts')
  await expect.poll(found, { timeout: 30_000 }).toBe(true)
  await expect
    .poll(async () => (await request.get('/en-GB/c/oddments')).status(), { timeout: 30_000 })
    .toBe(200)
})

/** A page that is whole: nothing of it broke, nothing is wider than the window, and what somebody typed has stayed text. */
async function expectWhole(page: Page, path: string): Promise<void> {
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => broken.push('a dialog')))
  const answer = await page.goto(path)
  expect(answer?.status(), path).toBe(200)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await page.title()).not.toBe('broken')
  expect(await page.evaluate(() => document.querySelectorAll('main script:not([type]), main b').length)).toBe(
    0,
  )
  await expectNarrow(page, path)
  expect(broken, path).toEqual([])
}

const expectNarrow = async (page: Page, what: string) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(390)

const odd = ['odd-long', 'odd-markup', 'odd-gone', 'odd-many', 'odd-facts']
for (const path of [
  '/en-GB',
  '/en-GB/c/oddments',
  '/en-GB/search?q=odd',
  '/en-GB/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  ...odd.map((id) => `/en-GB/p/${id}`),
  '/en-GB/p/odd-markup/reviews',
  '/en-GB/compare?p=odd-long&p=odd-markup&p=odd-facts&p=odd-many',
]) {
  test(`${path} stays whole`, async ({ page }) => {
    await expectWhole(page, path)
  })
}

test('names with quotes, markup and pictures are read as they were typed; nought and a million are prices', async ({
  page,
}) => {
  await page.goto('/en-GB/c/oddments')
  await expect(page.getByRole('heading', { name: oddNames.markup })).toBeVisible()
  await expect(page.getByText('£0', { exact: true }).first()).toBeVisible()
  await expect(page.locator('[data-cards]').getByText('£1,000,000')).toBeVisible()
  await page.goto('/en-GB/p/odd-gone')
  await expect(page.getByText('Sold out for now')).toBeVisible()
  await expect(page.getByText('No reviews yet')).toBeVisible()
  await page.goto('/en-GB/p/odd-many')
  await expect(page.getByRole('link', { name: /^Size \d+ of three hundred/ })).toHaveCount(300)
})

test('they lie on a wishlist', async ({ page }) => {
  for (const id of ['odd-long', 'odd-markup', 'odd-gone']) {
    await page.goto(`/en-GB/p/${id}`)
    const heart = page.getByRole('button', { name: /: on the wishlist$/ }).first()
    await heart.click()
    await expect(heart).toHaveAttribute('aria-pressed', 'true')
  }
  await expectWhole(page, '/en-GB/wishlist')
  await expect(page.getByRole('link', { name: oddNames.markup })).toBeVisible()
})

test('they lie in a basket that stays whole, in the drawer and on its page, and are bought and printed', async ({
  page,
}) => {
  test.slow()
  for (const id of ['odd-long', 'odd-markup', 'odd-many']) {
    await page.goto(`/en-GB/p/${id}`)
    await page
      .getByRole('button', { name: /^Add to basket/ })
      .first()
      .click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNarrow(page, `${id} in the drawer`)
  }
  await expectWhole(page, '/en-GB/cart')
  await expect(page.getByText(oddNames.markup).first()).toBeVisible()
  await expect(page.getByTestId('total')).toHaveText('£1,000,012.00')

  await expectWhole(page, '/en-GB/checkout')
  await tellAddress(page)
  await expectNarrow(page, 'the checkout')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await payWith(page, '4242')
  await expectOrder(page)
  await expectNarrow(page, 'the order')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(oddNames.markup).first()).toBeVisible()
  await expectNarrow(page, 'the order on paper')
})
