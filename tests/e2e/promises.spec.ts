import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

const publicPages = ['/en-GB', '/en-GB/c/vases', '/en-GB/p/harbour-vase', '/en-GB/search?q=vase']
const personalPages = ['/en-GB/cart', '/en-GB/sign-in', '/en-GB/orders']

test.describe('public pages', () => {
  for (const path of publicPages) {
    test(`${path} may be kept by the edge, sets no cookie and declares its policy`, async ({ request }) => {
      const response = await request.get(path, { headers: { cookie: 'quayside=nonsense' } })
      const headers = response.headers()
      expect(headers['cache-control']).toContain('s-maxage=300')
      expect(headers['set-cookie']).toBeUndefined()
      expect(headers['content-security-policy']).toContain("script-src 'self' 'unsafe-inline'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['strict-transport-security']).toContain('max-age=63072000')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin')
      expect(headers['permissions-policy']).toContain('camera=()')
    })

    test(`${path} asks for little, and for nothing while it lies idle`, async ({ page }) => {
      const requests: string[] = []
      page.on('request', (request) => {
        if (request.resourceType() !== 'image') requests.push(request.url())
      })
      await page.goto(path)
      await expect(page.getByRole('contentinfo')).toBeAttached()
      await page.getByRole('heading', { level: 1 }).first().hover()
      expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(15)
      expect(requests.filter((url) => /\/api\/(cart|session)/.test(url))).toEqual([])
    })
  }
})

test.describe('personal pages', () => {
  for (const path of personalPages) {
    test(`${path} is kept by nobody and has a policy with a nonce of its own`, async ({ request }) => {
      const [first, second] = [await request.get(path), await request.get(path)]
      expect(first.headers()['cache-control']).toContain('no-store')
      const nonces = [first, second].map(
        (response) => /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1],
      )
      expect(nonces[0]).toBeTruthy()
      expect(nonces[0]).not.toBe(nonces[1])
      expect(await first.text()).toContain(`nonce="${nonces[0]}"`)
      expect(first.headers()['content-security-policy']).not.toContain("script-src 'self' 'unsafe-inline'")
    })
  }
})

test.describe('everybody can use it', () => {
  const pages = [
    ['/en-GB', 'light'],
    ['/en-GB', 'dark'],
    ['/ar-AE', 'light'],
    ['/en-GB/c/vases', 'light'],
    ['/ar-AE/c/vases/colour:green', 'dark'],
    ['/en-GB/p/harbour-vase', 'light'],
    ['/de-DE/p/harbour-vase', 'dark'],
    ['/en-GB/search?q=vase', 'light'],
    ['/en-GB/search?q=xyzzyqq', 'dark'],
    ['/en-GB/p/nothing-here', 'light'],
    ['/en-GB/cart', 'light'],
    ['/en-GB/sign-in', 'dark'],
    ['/en-GB/orders', 'light'],
  ] as const
  const other = { light: 'dark', dark: 'light' } as const
  const matrix = pages.flatMap(
    ([path, scheme]) =>
      [
        [path, scheme, '@narrow'],
        [path, other[scheme], '@matrix'],
      ] as const,
  )
  for (const [path, colorScheme, tag] of matrix) {
    test(`axe finds nothing on ${path}, ${colorScheme} ${tag}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(path)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`),
      ).toEqual([])
    })
  }
  for (const path of new Set(pages.map(([one]) => one))) {
    test(`${path} fits the window @narrow`, async ({ page }) => {
      await page.goto(path)
      // A phone's window grows with a page that is too wide: the device's width is what counts.
      const width = page.viewportSize()?.width ?? 0
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    })
  }
})
