import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { signIn } from '@/tests/fixtures/sign-in'

const password = 'lighthouse-2026'
const story = '/stories/a-table-for-long-lunches'

test('home opens with its photograph, which the HTML names and asks for first', async ({ page, request }) => {
  const html = await (await request.get('/en-GB')).text()
  expect(html).toMatch(/<img[^>]+editorial\/campaigns\/[^>]+fetchPriority="high"/i)
  await page.goto('/en-GB')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('main picture img').first()).toHaveJSProperty('complete', true)
})

test.describe('a story', () => {
  test('is the same for everybody and may be kept at the edge', async ({ request }) => {
    const answer = await request.get(`/en-GB${story}`, { headers: { cookie: 'quayside=anything' } })
    expect(answer.headers()['cache-control']).toMatch(/s-maxage=\d+/)
    expect(answer.headers()['set-cookie']).toBeUndefined()
  })

  test('leaves out what a market does not sell', async ({ page }) => {
    const table = page.locator('main a[href$="/p/wharf-dining-table"]')
    await page.goto(`/en-GB${story}`)
    await expect(table).not.toHaveCount(0)
    await page.goto(`/ar-AE${story}`)
    await expect(page.locator('main a[href$="/p/slipway-dinner-plate"]')).not.toHaveCount(0)
    await expect(table).toHaveCount(0)
  })

  test('tells search engines its questions', async ({ page }) => {
    await page.goto('/de-DE/stories/care-of-oiled-oak')
    const facts = await page.locator('script[type="application/ld+json"]').allTextContents()
    const faq = facts.map((text) => JSON.parse(text)).find((fact) => fact['@type'] === 'FAQPage')
    expect(faq.mainEntity).toHaveLength(4)
    expect(faq.mainEntity[2].name).toBe('Geht auch Olivenöl?')
    await page.getByText('Geht auch Olivenöl?').click()
    await expect(page.getByText('Besser nicht.')).toBeVisible()
  })

  test('that is not published does not exist', async ({ page }) => {
    expect((await page.goto('/en-GB/stories/no-such-story'))?.status()).toBe(404)
    // A campaign is no story.
    expect((await page.goto('/en-GB/stories/long-evenings'))?.status()).toBe(404)
  })
})

for (const path of ['/en-GB', `/ar-AE${story}`, '/de-DE/campaigns/long-evenings', '/en-GB/stories']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${path} has no accessibility problem in ${colorScheme}${colorScheme === 'light' ? '' : ' @matrix'}`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(path)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    })
  }
}

test('the staff saves a page, is told what is wrong and where, and tries it before anybody sees it', async ({
  page,
  context,
}) => {
  const slug = `story-${Date.now()}`
  expect((await page.goto('/ops/preview/home/1/en-GB'))?.status()).toBe(404)
  await context.addCookies([await signIn('ops@quayside.example', password)])
  await page.goto('/ops/content')
  await expect(page.getByRole('link', { name: 'How a glaze is made' })).toBeVisible()
  await page.getByLabel('Its name in the address').fill(slug)
  await page.getByRole('button', { name: 'Begin a page' }).click()
  const editor = page.getByLabel('The page as JSON')
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText('blocks.0.title.de-DE: must not be empty')).toBeVisible()
  await editor.fill((await editor.inputValue()).replaceAll('""', '"Tried first"'))
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await page.getByRole('link', { name: 'Saved as version 1.' }).click()
  expect((await page.goto(`/en-GB/stories/${slug}`))?.status()).toBe(404)
  const preview = await page.goto(`/ops/preview/${slug}/1/ar-AE`)
  expect(preview?.headers()['cache-control']).toContain('no-store')
  await expect(page.getByRole('heading', { level: 1, name: 'Tried first' })).toBeVisible()
  await page.goto(`/ops/content/${slug}`)
  await page.getByRole('button', { name: 'Publish version 1' }).click()
  await expect(page.getByText('Shown', { exact: true })).toBeVisible()
  await expect
    .poll(async () => (await page.request.get(`/en-GB/stories/${slug}`)).status(), { timeout: 20_000 })
    .toBe(200)
  await page.getByRole('button', { name: 'Take it off' }).click()
  await expect
    .poll(async () => (await page.request.get(`/en-GB/stories/${slug}`)).status(), { timeout: 20_000 })
    .toBe(404)
})

test('the staff adds a picture of its own, names it in a page, and sees it in the preview', async ({
  page,
  context,
}) => {
  const name = `oak-${Date.now()}`
  const photograph = (width: number) =>
    sharp({ create: { width, height: 1100, channels: 3, background: '#7a5' } })
      .jpeg()
      .toBuffer()
  const choose = async (width: number) =>
    page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'oak.jpg', mimeType: 'image/jpeg', buffer: await photograph(width) })
  await context.addCookies([await signIn('ops@quayside.example', password)])
  await page.goto('/ops/pictures')
  await page.locator('summary', { hasText: 'Add a picture' }).click()
  await choose(1200)
  await expect(page.getByText('This picture is 1,200 pixels wide')).toBeVisible()
  await choose(1700)
  const middle = page.getByRole('button', { name: '50 % from the left, 50 % from the top' })
  await middle.press('ArrowRight')
  await expect(page.getByLabel('From the left (%)')).toHaveValue('51')
  await page.getByRole('button', { name: '51 % from the left' }).click({ position: { x: 1, y: 1 } })
  await expect(page.getByLabel('From the left (%)')).toHaveValue('0')
  await page.getByLabel('Its name').fill(name)
  for (const [language, words] of [
    ['English', 'An oak in the evening'],
    ['German', 'Eine Eiche am Abend'],
    ['Arabic', 'شجرة بلوط في المساء'],
  ] as const) {
    await page.getByLabel(`In ${language}`).fill(words)
  }
  await page.getByRole('button', { name: 'Add a picture' }).click()
  await expect(page.getByText(`“${name}” is in the library.`)).toBeVisible({ timeout: 30_000 })
  const inList = page.getByRole('link', { name, exact: true })
  await expect(inList).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
  await inList.click()
  // Where another may take its place, folded, the same words are asked for.
  const english = page.getByRole('textbox', { name: 'In English' })
  await english.fill('An oak at night')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. Pages follow within moments.')).toBeVisible()
  await expect(english).toHaveValue('An oak at night')
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])

  const words = { 'en-GB': 'Oak', 'de-DE': 'Eiche', 'ar-AE': 'بلوط' }
  const document = {
    title: words,
    summary: words,
    blocks: [{ kind: 'hero', title: words, image: { picture: name } }],
  }
  await page.goto(`/ops/content/story-${name}?kind=story`)
  await expect(page.getByRole('button', { name: `Copy the name ${name}` })).toBeVisible()
  await page.getByLabel('The page as JSON').fill(JSON.stringify(document))
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByRole('link', { name: 'Saved as version 1.' })).toBeVisible()
  await expect(page.getByText('the page leaves them out')).toBeHidden()
  await page.goto(`/ops/preview/story-${name}/1/de-DE`)
  const shown = page.getByRole('img', { name: 'Eine Eiche am Abend' })
  await expect(shown).toHaveJSProperty('complete', true)
  await expect(shown).not.toHaveJSProperty('naturalWidth', 0)
})
