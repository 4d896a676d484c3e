import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { seedScenario } from '@/tests/fixtures/scenario'
import { joinShop } from '@/tests/fixtures/shop'
import { signIn } from '@/tests/fixtures/sign-in'

/** Somebody to whom a stool has been delivered, in this browser. */
async function buyer(page: Page): Promise<{ product: string }> {
  const email = `reviews-${Date.now()}-${Math.random()}@quayside.example`
  await joinShop()
  const { findProducts } = await import('@/server/catalogue/catalogue')
  const [stool] = await findProducts(['legup-step-stool'])
  const wanted = stool?.variants[0]?.sku ?? ''
  const { customers } = await seedScenario({ customers: [{ email, orders: [{ lines: [{ sku: wanted }] }] }] })
  const [made] = customers
  const order = made?.orders[0]
  if (!made || !order) throw new Error('not bought')
  const { applyStatus } = await import('@/server/orders/status')
  const at = new Date().toISOString()
  const lines = [{ sku: wanted, quantity: 1 }]
  const shipment = {
    id: `${order.number}-1`,
    carrier: 'Quayside Parcel',
    tracking: 'T1',
    lines,
    shippedAt: at,
  }
  for (const status of ['shipped', 'delivered'] as const) {
    await applyStatus({ event: `${order.id}:${status}-1`, orderId: order.id, at, status, shipment })
  }
  await page.context().addCookies([await signIn(made.email, made.password)])
  return { product: stool?.id ?? '' }
}

async function staff(page: Page) {
  await page.context().addCookies([await signIn('ops@quayside.example', 'lighthouse-2026')])
}

test('what has been reviewed shows its stars, its spread and its words, each in its own language', async ({
  page,
}) => {
  await page.goto('/en-GB/p/harbour-vase')
  const said = page.getByRole('region', { name: 'Reviews' })
  await expect(said.getByRole('img', { name: /of 5 stars/ }).first()).toBeVisible()
  await expect(said.locator('h3[lang="ar"][dir="rtl"]')).toBeVisible()
  await said.getByRole('link', { name: /^Read all/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Reviews of Harbour vase' })).toBeVisible()
  await page.getByRole('link', { name: 'Most helpful' }).click()
  await expect(page).toHaveURL(/\/p\/harbour-vase\/reviews\/helpful$/)
})

test('a row of the histogram shows its reviews alone, with JavaScript or without', async ({ browser }) => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await (await browser.newContext({ javaScriptEnabled })).newPage()
    await page.goto('/en-GB/p/harbour-vase')
    await page.getByRole('link', { name: /^5 stars: \d+ reviews?/ }).click()
    await expect(page).toHaveURL(/\/p\/harbour-vase\/reviews\/stars-5$/)
    const stars = page.getByRole('article').getByRole('img', { name: /of 5 stars/ })
    const count = await stars.count()
    expect(count).toBeGreaterThan(0)
    for (const one of await stars.all()) await expect(one).toHaveAccessibleName(/^5/)
    await page.getByRole('link', { name: 'Most helpful' }).click()
    await expect(page).toHaveURL(/\/reviews\/stars-5\/helpful$/)
    await expect(page.getByRole('article')).toHaveCount(count)
    await page.getByRole('link', { name: 'Show all stars' }).click()
    expect(await page.getByRole('article').count()).toBeGreaterThan(count)
    await page.context().close()
  }
})

test('search engines are told only of what stands on the page', async ({ page }) => {
  const facts = async () => {
    const texts = await page.locator('script[type="application/ld+json"]').allTextContents()
    return texts.map((text) => JSON.parse(text)).find((fact) => fact['@type'] === 'Product')
  }
  await page.goto('/en-GB/p/harbour-vase')
  expect((await facts()).aggregateRating).toMatchObject({ reviewCount: expect.any(Number), bestRating: 5 })
  await page.goto('/en-GB/p/groyne-vase')
  expect(await facts()).not.toHaveProperty('aggregateRating')
  await expect(page.getByText('No reviews yet')).toBeVisible()
})

test('pages of reviews that are not there do not exist', async ({ request }) => {
  for (const path of [
    '/reviews/9',
    '/reviews/1',
    '/reviews/newest',
    '/reviews/stars-6',
    '/reviews/stars-45',
    '/reviews/helpful/stars-5',
    '/reviews/helpful/x',
    '/reviews/helpful/2/3',
  ]) {
    expect((await request.get(`/en-GB/p/harbour-vase${path}`)).status(), path).toBe(404)
  }
})

test('a buyer’s review is looked at by the staff, and then stands on the product’s page', async ({
  page,
  browser,
}) => {
  test.slow()
  const { product } = await buyer(page)
  const title = `Steady on three legs ${Date.now()}`
  await page.goto('/en-GB/account/reviews')
  await page.getByRole('link', { name: /^Write a review of/ }).click()
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('Please fill this in').first().or(page.locator('#stars-error'))).toBeVisible()
  await page.getByLabel('4 stars').check({ force: true })
  await page.getByLabel('In a few words').fill(title)
  await page.getByLabel('How it is').fill('<b>Bold</b> "quoted" 🪑 see www.elsewhere.example')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('Waiting to be looked at')).toBeVisible()

  const console = await (await browser.newContext()).newPage()
  await staff(console)
  await console.goto('/ops/reviews')
  await expect(console.getByText('www.elsewhere.example').first()).toBeVisible()
  await console.getByRole('button', { name: `Publish “${title}”` }).click()
  await expect(console.getByRole('button', { name: `Publish “${title}”` })).toHaveCount(0)

  const shopper = await (await browser.newContext()).newPage()
  await expect(async () => {
    await shopper.goto(`/en-GB/p/${product}`)
    await expect(shopper.getByRole('heading', { name: title })).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 20_000 })
  await expect(shopper.getByText('Bought and received here').first()).toBeVisible()
})

test('whoever has not received a product is told so', async ({ page }) => {
  await page.context().addCookies([await signIn('ada@quayside.example', 'lighthouse-2026')])
  await page.goto('/en-GB/account/reviews/moon-jar')
  await expect(page.getByText('You can review it once it has been delivered to you.')).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a review is written and taken back', async ({ page }) => {
    const { product } = await buyer(page)
    await page.goto(`/en-GB/account/reviews/${product}`)
    await page.getByLabel('5 stars').check({ force: true })
    await page.getByLabel('In a few words').fill('Good')
    await page.getByLabel('How it is').fill('It is good.')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect(page.getByText('Waiting to be looked at')).toBeVisible()
    await page.getByText('Take it back').first().click()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await expect(page.getByText('Waiting for your word')).toBeVisible()
  })
})

for (const path of ['/en-GB/p/harbour-vase/reviews', '/ar-AE/p/harbour-vase', '/de-DE/p/groyne-vase']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${path} has no accessibility problem in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(path)
      await expectAccessible(page)
    })
  }
}

test('writing and deciding have no accessibility problem', async ({ page, browser }) => {
  test.slow()
  const { product } = await buyer(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const path of ['/account/reviews', `/account/reviews/${product}`]) {
    await page.goto(`/ar-AE${path}`)
    await expectAccessible(page)
  }
  const console = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  await staff(console)
  await console.goto('/ops/reviews')
  await expectAccessible(console)
})

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}
