import { describe, expect, test } from 'vitest'
import { snapshotOf } from './basket'
import { filesIn, mayKeep, type Plan, planFor } from './rules'

const origin = 'https://shop.example'
const plan = (path: string, method = 'GET', mode = 'navigate', headers = {}): Plan =>
  planFor({ url: new URL(path, origin).href, method, mode, headers: new Headers(headers) }, origin)

describe('without a network', () => {
  test.each([
    ['/en-GB', 'page'],
    ['/ar-AE/p/harbour-vase/QS-VAS-001-RST', 'page'],
    ['/de-DE/search?q=vase', 'page'],
    ['/en-GB/cart', 'personal'],
    ['/en-GB/checkout/confirmation/ord_1', 'personal'],
    ['/en-GB/account/orders', 'personal'],
    ['/en-GB/orders/ord_1?token=secret', 'personal'],
    ['/ops/orders', 'pass'],
    ['/api/orders', 'pass'],
    ['https://elsewhere.example/en-GB', 'pass'],
  ] as const)('somebody who goes to %s is shown %s', (path, wanted) => {
    expect(plan(path)).toBe(wanted)
  })

  test.each([
    ['/_next/static/chunks/a.js', 'GET', 'file'],
    ['/assets/products/p/1/400.webp', 'GET', 'file'],
    ['/api/cart?locale=en-GB', 'GET', 'basket'],
    ['/api/cart/lines?locale=en-GB', 'POST', 'basket-change'],
    ['/api/session', 'DELETE', 'identity'],
    ['/api/session', 'POST', 'identity'],
    ['/api/session', 'GET', 'pass'],
    ['/api/customers/me', 'GET', 'pass'],
    ['/api/customers/me/erasure', 'POST', 'identity'],
    ['/api/checkout', 'POST', 'pass'],
  ] as const)('a script that asks for %s by %s gets %s', (path, method, wanted) => {
    expect(plan(path, method, 'cors')).toBe(wanted)
  })

  test('films are asked for in parts, and never kept', () => {
    expect(plan('/assets/products/p/film.mp4', 'GET', 'no-cors', { range: 'bytes=0-' })).toBe('pass')
  })

  test('only pages for everybody are kept', () => {
    const page = (headers: Record<string, string>, status = 200) => new Response('', { status, headers })
    const html = { 'content-type': 'text/html; charset=utf-8' }
    expect(mayKeep(page({ ...html, 'cache-control': 's-maxage=300' }))).toBe(true)
    expect(mayKeep(page({ ...html, 'cache-control': 'private, no-store' }))).toBe(false)
    expect(mayKeep(page({ ...html, 'cache-control': 'no-store' }))).toBe(false)
    expect(mayKeep(page(html, 404))).toBe(false)
    expect(mayKeep(page({ 'content-type': 'application/json' }))).toBe(false)
  })

  test('a page’s files are found in its HTML, once each', () => {
    const html = `<script src="/_next/static/chunks/0~ab.js"></script><link href="/_next/static/css/x.css">
      self.__next_f.push("/_next/static/chunks/0~ab.js")`
    expect(filesIn(html)).toEqual(['/_next/static/chunks/0~ab.js', '/_next/static/css/x.css'])
  })
})

describe('what is kept of a basket', () => {
  const answer = {
    id: 'crt_1',
    version: 7,
    market: 'GB',
    locale: 'en-GB',
    count: 1,
    lines: [{ sku: 'A' }],
    saved: [],
    note: 'The key is under the mat',
    giftMessage: 'For Wilhelmina',
    giftPicture: { upload: 'upl_1', asset: 'a' },
    promotion: { code: 'FRIENDS' },
    totals: { total: { amount: 100, currency: 'GBP' } },
    ready: true,
  }

  test('is the goods alone, and cannot be bought', () => {
    const body = snapshotOf(answer)?.body ?? ''
    expect(JSON.parse(body)).toMatchObject({ lines: [{ sku: 'A' }], ready: false, version: 0 })
    for (const secret of ['crt_1', 'mat', 'Wilhelmina', 'upl_1', 'FRIENDS'])
      expect(body).not.toContain(secret)
  })

  test('is nothing where the answer is no basket', () => {
    expect(snapshotOf({ code: 'sold-out' })).toBeUndefined()
    expect(snapshotOf({ ...answer, locale: '../../x' })).toBeUndefined()
  })
})
