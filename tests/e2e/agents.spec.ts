import { expect, test } from '@playwright/test'
import sharp from 'sharp'

test.describe('the shop for those who come without a browser', () => {
  test('llms.txt leads to categories, these to products, these to what can be bought', async ({
    request,
  }) => {
    const about = await (await request.get('/llms.txt')).text()
    expect(about).toMatch(/^# Quayside\n\n> /)
    const category = about.match(/\((\S+\/en-GB\/c\/vases\.md)\)/)?.[1] ?? ''
    const list = await request.get(new URL(category).pathname)
    expect(list.headers()['content-type']).toContain('text/markdown')
    const listed = await list.text()
    const product = listed.match(/\((\S+\/en-GB\/p\/harbour-vase\.md)\): .*£/)?.[1] ?? ''
    const page = await request.get(new URL(product).pathname)
    const text = await page.text()
    expect(page.headers().link).toMatch(/\/en-GB\/p\/harbour-vase>; rel="canonical"/)
    expect(text).toMatch(/^# Harbour/)
    expect(text).toMatch(/^\d\.\d of 5 stars, \[\d+ reviews\]\(\S+\/en-GB\/p\/harbour-vase\/reviews\)$/m)
    expect(text).toMatch(/\| QS-VAS-001-\S+ \| .*£\d+.*\/en-GB\/p\/harbour-vase/)
  })

  test('they speak the language of the address, and what is not sold is not found', async ({ request }) => {
    const arabic = await (await request.get('/ar-AE/p/harbour-vase.md')).text()
    expect(arabic).toMatch(/^# [^\n]*\p{Script=Arabic}/u)
    expect(arabic).toContain('د.إ')
    for (const path of [
      '/en-GB/p/no-such-thing.md',
      '/en-GB/c/nothing.md',
      '/xx-XX/p/harbour-vase.md',
      '/en-GB/c/vases.md?page=99',
    ]) {
      expect((await request.get(path)).status(), path).toBe(404)
    }
  })

  test('a page names its Markdown and the picture that stands for it', async ({ page, request }) => {
    await page.goto('/en-GB/p/harbour-vase')
    await expect(page.locator('link[type="text/markdown"]')).toHaveAttribute('href', /harbour-vase\.md$/)
    const [, story = ''] =
      /\/en-GB(\/stories\/[a-z-]+)</.exec(await (await request.get('/en-GB/sitemap.xml')).text()) ?? []
    for (const path of [
      '/en-GB/p/harbour-vase',
      '/ar-AE/p/harbour-vase',
      '/de-DE/c/vases',
      '/ar-AE',
      `/en-GB${story}`,
    ]) {
      await page.goto(path)
      const address = (await page.locator('meta[property="og:image"]').getAttribute('content')) ?? ''
      const picture = await request.get(new URL(address).pathname)
      expect(picture.headers()['content-type']).toBe('image/jpeg')
      const { width, height } = await sharp(await picture.body()).metadata()
      expect([width, height]).toEqual([1200, 630])
    }
    for (const nothing of ['p/no-such-thing', 'c/no-such-thing', 'stories/no-such-thing'])
      expect((await request.get(`/en-GB/${nothing}/social.jpg`)).status(), nothing).toBe(404)
  })
})
