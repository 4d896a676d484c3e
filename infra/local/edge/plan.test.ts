import { describe, expect, it } from 'vitest'
import { edgeBehaviours } from '@/infra/edge-behaviours'
import { locales } from '@/lib/markets'
import { normalQuery, planner } from './plan'

const plan = planner(edgeBehaviours)
const host = 'localhost:3000'
const hash = 'AbCdEfGhIjKlMn_-'
const keyOf = (url: string, headers: Record<string, string> = {}, name = host) => plan(url, name, headers).key
const behaviourOf = (url: string) => plan(url, host, {}).behaviour

describe('the cache key', () => {
  it('is the same for addresses that mean the same', () => {
    const key = keyOf('/en-GB/c/lamps?sort=price&page=2')
    expect(keyOf('/en-GB/c/lamps?page=2&sort=price')).toBe(key)
    expect(keyOf('/en-GB/./c/l%61mps?page=2&sort=price&utm_source=x&gclid=y')).toBe(key)
    expect(keyOf('/en-GB/c/lamps?page=2&&sort=price&')).toBe(key)
  })

  it('differs by path, parameter values, their repetition and order, and host', () => {
    const keys = [
      keyOf('/a?x=1'),
      keyOf('/a?x=2'),
      keyOf('/a?x=1&x=2'),
      keyOf('/a?x=2&x=1'),
      keyOf('/A?x=1'),
      keyOf('/a/?x=1'),
      keyOf('/a%2Fb'),
      keyOf('/a/b'),
      keyOf('/a?x=1', {}, '127.0.0.1:3000'),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('tells React payloads from pages and from each other, but not by the router state', () => {
    const url = `/en-GB?_rsc=${hash}`
    const keys = [
      keyOf(url),
      keyOf(url, { rsc: '1' }),
      keyOf(url, { rsc: '1', 'next-router-prefetch': '1' }),
      keyOf(url, { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }),
      keyOf(url, { rsc: '1', 'next-url': '/en-GB/c/lamps' }),
      keyOf('/en-GB?_rsc=BbCdEfGhIjKlMn_-', { rsc: '1' }),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    expect(keyOf(url, { rsc: '1', 'next-router-state-tree': 'a' })).toBe(keys[1])
  })

  it('cannot be imitated by a header value', () => {
    expect(keyOf('/a', { rsc: '1 next-url:x' })).not.toBe(keyOf('/a', { rsc: '1', 'next-url': 'x' }))
  })

  it.each(['cookie', 'x-forwarded-host', 'user-agent', 'accept', 'x-anything'])('ignores %s', (name) => {
    expect(keyOf('/en-GB', { [name]: 'x' })).toBe(keyOf('/en-GB'))
  })
})

describe('React payloads whose hash is weak or missing', () => {
  it.each(['/en-GB', '/en-GB?_rsc=1a2b3', `/en-GB?_rsc=${hash}&_rsc=x`])('%s is not shared', (url) => {
    expect(plan(url, host, { rsc: '1' }).shared).toBe(false)
  })

  it.each(['/en-GB?_rsc', `/en-GB?_rsc=${hash}`])('%s is shared', (url) => {
    expect(plan(url, host, { rsc: '1' }).shared).toBe(true)
  })
})

describe('which behaviour applies', () => {
  it.each([
    '/en-GB/cart',
    '/en-GB/%63art',
    '/en-GB/x/../cart',
    '/en-GB/checkout/payment',
    '/en-GB/account',
    '/en-GB/orders/ord_1',
    '/en-GB/sign-in',
    '/ops',
    '/ops/feeds',
    '/api/cart',
  ])('%s is never shared and keeps its cookies', (url) => {
    expect(behaviourOf(url)).toMatchObject({ maxTtl: 0, cookies: 'all' })
    expect(plan(url, host, {}).shared).toBe(false)
  })

  it.each([
    '/',
    '/en-GB',
    '/en-GB/p/cartier-lamp',
    '/en-GB/p/account-books',
    '/api/catalogue/categories',
    '/api/search',
    '/en-GB/search',
    '/api/search/suggest',
    '/_next/static/a.js',
  ])('%s is shared and knows no cookies', (url) =>
    expect(behaviourOf(url)).toMatchObject({ cookies: 'none' }),
  )

  it.each(locales)('knows the personal pages of %s', (locale) => {
    for (const page of ['cart', 'checkout', 'account/orders', 'orders/1', 'sign-in']) {
      expect(behaviourOf(`/${locale}/${page}`).cookies, page).toBe('all')
    }
  })

  it('finds only public prefixes in the bucket', () => {
    expect(behaviourOf('/assets/products/x.webp').origin).toBe('s3-assets')
    expect(behaviourOf('/assets/customers/1/uploads/x.jpg').origin).toBe('web')
    expect(behaviourOf('/assets/products/../customers/1/uploads/x.jpg').origin).toBe('web')
  })

  it('always ends in one that matches everything', () => {
    expect(edgeBehaviours.at(-1)?.pathPattern).toBe('*')
    expect(edgeBehaviours.length).toBeLessThanOrEqual(75)
  })
})

describe('query parameters', () => {
  it('are dropped, listed or excepted', () => {
    expect(normalQuery('?b=1&a=2', 'none')).toBe('')
    expect(normalQuery('?b=1&a=2&c=3', ['a', 'b'])).toBe('?a=2&b=1')
    expect(normalQuery('?b=1&a=2', { except: ['b'] })).toBe('?a=2')
  })

  it('reach an uncached origin as they came', () => {
    expect(plan('/api/x?b=%20&a', host, {}).search).toBe('?b=%20&a')
  })
})
