import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { signIn } from '@/tests/fixtures/sign-in'
import { seedScenario } from '@/tests/fixtures/scenario'

async function customer(page: Page) {
  const email = `wishes-${Date.now()}-${Math.random()}@quayside.example`
  const { customers } = await seedScenario({ customers: [{ email }] })
  const [made] = customers
  if (!made) throw new Error('nobody was made')
  await page.context().addCookies([await signIn(made.email, made.password)])
}

const heart = (page: Page, name: string) => page.getByRole('button', { name: `${name}: on the wishlist` })

test('a heart fills at once, on every page and in other tabs, and empties again', async ({
  page,
  context,
}) => {
  await page.goto('/en-GB/c/vases')
  await heart(page, 'Moon jar').click()
  await expect(heart(page, 'Moon jar')).toHaveAttribute('aria-pressed', 'true')
  const other = await context.newPage()
  await other.goto('/en-GB/p/moon-jar')
  await expect(heart(other, 'Moon jar')).toContainText('On your wishlist')
  await heart(other, 'Moon jar').click()
  await expect(heart(page, 'Moon jar')).toHaveAttribute('aria-pressed', 'false')
  await expect(async () => {
    await other.goto('/en-GB/wishlist')
    await expect(other.getByText('Nothing on it yet')).toBeVisible({ timeout: 500 })
  }).toPass()
})

test('public pages ask for nothing, and hold nothing personal', async ({ request }) => {
  const html = await (
    await request.get('/en-GB/c/vases', { headers: { cookie: 'quayside=anything' } })
  ).text()
  expect(html).not.toContain('aria-pressed="true"')
  expect((await request.get('/en-GB/wishlist')).headers()['cache-control']).toMatch(/no-store/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('something is put on the list, into the basket, and taken off @mobile', async ({ page }) => {
    await page.goto('/en-GB/p/moon-jar')
    await heart(page, 'Moon jar').click()
    await expect(page).toHaveURL(/\/en-GB\/wishlist$/)
    await page.goto('/en-GB/p/eddy-vase')
    await heart(page, 'Eddy vase').click()
    await expect(page.getByText('2 pieces')).toBeVisible()
    await page.getByRole('button', { name: 'Add Moon jar to the basket' }).click()
    await expect(page.getByText('1 piece')).toBeVisible()
    await page.getByRole('button', { name: 'Remove Eddy vase from the list' }).click()
    await expect(page.getByText('Nothing on it yet')).toBeVisible()
    await page.goto('/en-GB/cart')
    await expect(page.getByRole('link', { name: 'Moon jar' })).toBeVisible()
  })
})

test('a customer has several lists, shares one with whoever has the link, and closes it again', async ({
  page,
  browser,
}) => {
  test.slow()
  await customer(page)
  await page.goto('/en-GB/account/wishlists')
  await page.getByLabel('Name of the list').fill('For <b>our</b> "wedding" 💍')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'For <b>our</b> "wedding" 💍' })).toBeVisible()
  await page.goto('/en-GB/p/moon-jar')
  await heart(page, 'Moon jar').click()
  await expect(heart(page, 'Moon jar')).toContainText('On your wishlist')
  await page.goto('/en-GB/account/wishlists')
  await page.getByText('Name, share, delete').click()
  await page.getByRole('button', { name: 'Share by a link' }).click()
  await page.getByText('Name, share, delete').click()
  const link = await page.getByLabel('Link to this list').inputValue()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByRole('button', { name: 'The link is copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  const friend = await (await browser.newContext()).newPage()
  await friend.goto(link)
  await expect(friend.getByRole('link', { name: 'Moon jar' })).toBeVisible()
  await page.getByRole('button', { name: 'Close the link' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Wishlists' })).toBeVisible()
  expect((await friend.reload())?.status()).toBe(404)
})

for (const path of ['/en-GB/wishlist', '/ar-AE/wishlist']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${path} has no accessibility problem in ${colorScheme}, empty and full`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(path)
      await expectAccessible(page)
      await page.context().request.post('/api/wishlists/pieces', { data: { sku: 'QS-VAS-001-SGE' } })
      await page.goto(path)
      await expect(page.locator('main article')).toHaveCount(1)
      await expectAccessible(page)
    })
  }
}

test('a customer’s lists have no accessibility problem', async ({ page }) => {
  await customer(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.context().request.post('/api/wishlists/pieces', { data: { sku: 'QS-VAS-001-SGE' } })
  await page.context().request.post('/api/wishlists', { data: { name: 'x'.repeat(80) } })
  for (const locale of ['en-GB', 'ar-AE']) {
    await page.goto(`/${locale}/account/wishlists`)
    for (const folded of await page.locator('main details > summary').all()) await folded.click()
    await expectAccessible(page)
  }
})

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}
