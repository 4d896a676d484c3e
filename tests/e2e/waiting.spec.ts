import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, type Route, test } from '@playwright/test'

/** Answers are held back until the page is gone. */
const holdBack = (page: Page, asked: (route: Route) => boolean) =>
  page.route('**/*', (route) => (asked(route) ? undefined : route.fallback()))

const to = (method: string, path: RegExp) => (route: Route) =>
  route.request().method() === method && path.test(route.request().url())

interface Wait {
  what: string
  path: string
  held: (route: Route) => boolean
  /** Brings the page to where it waits. */
  act: (page: Page) => Promise<void>
}

const waits: readonly Wait[] = [
  {
    what: 'a list that is being narrowed',
    path: '/c/vases',
    held: (route) => route.request().headers().rsc === '1',
    act: async (page) => {
      await page.locator('#filters a[data-soft]').first().click()
      await expect(page.locator('[data-pending]').first()).toBeVisible()
    },
  },
  {
    what: 'a list that is being continued',
    path: '/c/tableware',
    held: to('GET', /\/c\/tableware\/page:2$/),
    act: async (page) => {
      await page.locator('a[data-more]').click()
      await expect(page.locator('a[data-more]')).toHaveAttribute('aria-busy', 'true')
    },
  },
  {
    what: 'a product that is being put into the basket',
    path: '/p/harbour-vase',
    held: to('POST', /\/api\/cart\/lines/),
    act: async (page) => {
      const asked = page.waitForRequest(/\/api\/cart\/lines/)
      await page.locator('main form[action*="/api/cart/lines"] button[type=submit]').first().click()
      await asked
    },
  },
  {
    what: 'a basket that is being opened',
    path: '/p/harbour-vase',
    held: to('GET', /\/api\/cart(\?|$)/),
    act: async (page) => {
      await page.locator('header a[href$="/cart"]').first().click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    what: 'stores that are being asked for a piece',
    path: '/p/harbour-vase',
    held: to('GET', /\/api\/stores\/stock/),
    act: async (page) => {
      const asked = page.waitForRequest(/\/api\/stores\/stock/)
      await page
        .locator('summary', { has: page.locator('svg') })
        .filter({ hasText: /\S/ })
        .first()
        .click()
      await asked
    },
  },
  {
    what: 'an answer to an address',
    path: '/orders',
    held: to('POST', /./),
    act: async (page) => {
      for (const field of await page.locator('main input:not([type=hidden])').all())
        await field.fill('QS-1@x.example')
      await page.locator('main button[type=submit]').first().click()
    },
  },
]

for (const { what, path, held, act } of waits) {
  for (const [locale, colorScheme] of [
    ['en-GB', 'dark'],
    ['ar-AE', 'light'],
  ] as const) {
    test(`${what} has no barrier while it waits, ${locale}, ${colorScheme} @matrix`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(`/${locale}${path}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await holdBack(page, held)
      await act(page)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`),
      ).toEqual([])
    })
  }
}

for (const path of ['', '/c/vases', '/p/harbour-vase', '/search?q=vase']) {
  test(`/en-GB${path} has no barrier before its scripts and photographs have come @matrix`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await holdBack(page, (route) => ['script', 'image', 'font'].includes(route.request().resourceType()))
    await page.goto(`/en-GB${path}`, { waitUntil: 'commit' })
    await expect(page.getByRole('contentinfo')).toBeAttached()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    }
  })
}
