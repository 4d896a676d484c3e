import { describe, expect, it } from 'vitest'
import { EdgeCache } from './cache'
import { newEntry, variantOf, weight } from './entry'

const entry = (key: string, size = 10_000) =>
  newEntry({
    key,
    target: key,
    status: 200,
    raw: ['content-type', 'text/html'],
    parsed: { 'content-type': 'text/html' },
    body: Buffer.alloc(size, 'a'),
    life: { fresh: 60, staleWhileRevalidate: 0, staleIfError: 0 },
    compress: true,
    now: 0,
  })

describe('the edge’s memory', () => {
  it('lets the least recently used go first', () => {
    const cache = new EdgeCache(3 * weight(entry('/1')))
    for (const key of ['/1', '/2', '/3']) cache.put(entry(key))
    cache.get('/1')
    cache.put(entry('/4'))
    expect(['/1', '/2', '/3', '/4'].filter((key) => cache.get(key))).toEqual(['/1', '/3', '/4'])
  })

  it('never outgrows its bound, compressed bodies included', async () => {
    const cache = new EdgeCache(50_000)
    for (let index = 0; index < 50; index++) {
      const kept = entry(`/${index}`, 1_000 + index * 500)
      cache.put(kept)
      await variantOf(kept, 'gzip', () => cache.reweigh(kept))
      expect(cache.bytes).toBeLessThanOrEqual(50_000)
    }
    expect(cache.invalidate(() => true)).toBeGreaterThan(0)
    expect(cache.bytes).toBe(0)
  })

  it('does not take what is larger than itself', () => {
    const cache = new EdgeCache(5_000)
    cache.put(entry('/1'))
    expect(cache.size).toBe(0)
  })

  it('forgets what matches and nothing else', () => {
    const cache = new EdgeCache(1_000_000)
    for (const key of ['/a', '/a?_rsc=1', '/b']) cache.put(entry(key))
    expect(cache.invalidate((target) => target.startsWith('/a'))).toBe(2)
    expect(cache.get('/b')).toBeDefined()
  })

  it('does not weigh or forget an entry that another has replaced', () => {
    const cache = new EdgeCache(1_000_000)
    const old = entry('/a')
    cache.put(old)
    const young = entry('/a')
    cache.put(young)
    cache.reweigh(old)
    cache.forget(old)
    expect(cache.get('/a')).toBe(young)
  })

  it('compresses a body once however many wait for it', async () => {
    const kept = entry('/a')
    let made = 0
    const all = await Promise.all(Array.from({ length: 5 }, () => variantOf(kept, 'br', () => made++)))
    expect(made).toBe(1)
    expect(new Set(all).size).toBe(1)
  })
})
