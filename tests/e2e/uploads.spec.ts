import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { boxes } from '@/tests/contract/film'
import { seedScenario } from '@/tests/fixtures/scenario'
import { signIn } from '@/tests/fixtures/sign-in'

// A trace would keep every byte that is sent.
test.use({ trace: 'off' })

const photograph = () =>
  sharp({ create: { width: 900, height: 700, channels: 3, background: '#68a' } })
    .jpeg()
    .toBuffer()

async function become(context: BrowserContext, email: string, password: string): Promise<void> {
  await context.addCookies([await signIn(email, password)])
}

test('a customer changes the profile photo, hears why a file is not taken, and tries again', async ({
  page,
  context,
}) => {
  const { customers } = await seedScenario({ customers: [{ email: 'uma@quayside.example' }] })
  await become(context, customers[0]?.email ?? '', customers[0]?.password ?? '')
  await page.goto('/en-GB/account/profile')
  const field = page.getByLabel('Profile photo', { exact: true }).and(page.locator('input'))
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  await field.setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: svg })
  await expect(page.getByRole('alert').filter({ hasText: 'of another kind' })).toBeVisible()
  await field.setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: await photograph() })
  await expect(page.getByText('It is there.')).toBeVisible({ timeout: 20_000 })
  const picture = page.getByRole('img', { name: 'Profile photo' })
  await expect(picture).toHaveJSProperty('naturalWidth', 480)
  await page.reload()
  await expect(picture).toHaveJSProperty('naturalWidth', 480)
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(picture).toBeHidden()
})

test.describe('a film of 72 MB', () => {
  const size = 72 * 1024 ** 2
  let folder = ''
  let file = ''
  // Before each: which of the tests one process runs together is not known.
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quayside-film-'))
    file = join(folder, 'lamp.mp4')
    const opened = openSync(file, 'w')
    writeSync(opened, boxes(size))
    truncateSync(file, size)
    closeSync(opened)
  })
  test.afterEach(() => rmSync(folder, { recursive: true }))

  async function openDesk(page: Page, context: BrowserContext): Promise<void> {
    await become(context, 'ops@quayside.example', 'lighthouse-2026')
    await page.goto('/ops/media')
    await page.getByLabel('Product or SKU').fill('harbour-vase')
  }
  const field = (page: Page) =>
    page.getByLabel('Film of the product', { exact: true }).and(page.locator('input'))

  /** Sets what the line of a page carries: so many megabytes a second, none at all without a number. */
  async function lineOf(page: Page, context: BrowserContext) {
    const session = await context.newCDPSession(page)
    return async (megabytes?: number): Promise<void> => {
      const rate = (megabytes ?? 0) * 1_000_000
      await session.send('Network.emulateNetworkConditions', {
        offline: megabytes === undefined,
        latency: 0,
        downloadThroughput: rate,
        uploadThroughput: rate,
      })
    }
  }
  /** The numbers of the parts that arrive from now on. */
  function arriving(page: Page): string[] {
    const numbers: string[] = []
    page.on('requestfinished', (request) => {
      const number = new URL(request.url()).searchParams.get('partNumber')
      if (number && request.method() === 'PUT') numbers.push(number)
    })
    return numbers
  }

  test('goes on after the network is lost and the page reloaded, and is shown with its product', async ({
    page,
    context,
  }) => {
    await openDesk(page, context)
    const first = arriving(page)
    // The first two parts get through; then there is no network.
    await page.evaluate(() => {
      const open = XMLHttpRequest.prototype.open
      XMLHttpRequest.prototype.open = function (method: string, url: string | URL) {
        open.call(this, method, /partNumber=[345]/.test(String(url)) ? 'http://127.0.0.1:9/' : url, true)
      }
    })
    await field(page).setInputFiles(file)
    await expect(page.getByText('There is no connection')).toBeVisible({ timeout: 20_000 })
    await expect.poll(() => first.toSorted(), { timeout: 20_000 }).toEqual(['1', '2'])
    await page.goto('about:blank')
    await page.goto('/ops/media')
    await expect(page.getByText('“lamp.mp4” has not been sent completely')).toBeVisible()
    const sent = first.length
    await field(page).setInputFiles(file)
    await expect(page.getByText('It is there.')).toBeVisible({ timeout: 30_000 })
    expect(new Set(first)).toEqual(new Set(['1', '2', '3', '4', '5']))
    expect(first.slice(sent)).not.toContain('1')

    await expect(async () => {
      await page.goto('/en-GB/p/harbour-vase')
      await expect(page.locator('video source').first()).toHaveAttribute(
        'src',
        /^\/assets\/products\/harbour-vase\/video\//,
        { timeout: 1_000 },
      )
    }).toPass({ timeout: 20_000 })
  })

  test('is cancelled, and nothing of it stays', async ({ page, context }) => {
    await openDesk(page, context)
    await (await lineOf(page, context))(2)
    await field(page).setInputFiles(file)
    await expect(page.getByRole('progressbar')).toBeVisible()
    const gone = page.waitForResponse((answer) => answer.request().method() === 'DELETE')
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await (await gone).json()).toMatchObject({ state: 'cancelled' })
    await expect(page.getByRole('progressbar')).toBeHidden()
    await page.reload()
    await expect(page.getByLabel('Product or SKU')).toBeVisible()
    await expect(page.getByText('has not been sent completely')).toBeHidden()
  })
})
