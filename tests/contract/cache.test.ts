import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { memoryCache } from '@/server/platform/cache-memory'
import { redisCache } from '@/server/platform/cache-redis'

const redisUrl = process.env.REDIS_URL
const sides = [
  { name: 'in memory', open: memoryCache },
  ...(redisUrl ? [{ name: 'Redis', open: () => redisCache(redisUrl) }] : []),
]

describe.each(sides)('the cache $name', ({ open }) => {
  const cache = open()
  const key = `contract:${Date.now()}`

  it('gives back what it was given, until it is deleted', async () => {
    await expect
      .poll(async () => {
        await cache.set(key, 'warm', 60)
        return cache.get(key)
      })
      .toBe('warm')
    await cache.set(key, 'hot', 60)
    expect(await cache.get(key)).toBe('hot')
    await cache.delete(key)
    expect(await cache.get(key)).toBeUndefined()
  })

  it('forgets what is too old', async () => {
    await cache.set(key, 'short', 0.02)
    await expect.poll(() => cache.get(key)).toBeUndefined()
  })
})

it('a Redis that is out of reach knows nothing, fails nobody and delays nobody', async () => {
  const cache = redisCache('redis://127.0.0.1:1')
  await pause(50)
  await cache.set('key', 'value', 60)
  expect(await cache.get('key')).toBeUndefined()
})
