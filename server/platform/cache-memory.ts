import type { Cache } from '@/server/platform/cache'
import { now } from '@/server/platform/clock'
import { Recent } from '@/server/platform/recent'

/** The cache of one process: the least recently written entries go first. */
export function memoryCache(): Cache {
  const entries = new Recent<{ value: string; until: number }>(5_000)
  return {
    async get(key) {
      const entry = entries.get(key)
      return entry && entry.until > now() ? entry.value : undefined
    },
    async set(key, value, seconds) {
      entries.set(key, { value, until: now() + seconds * 1000 })
    },
    async delete(key) {
      entries.delete(key)
    },
    async ask() {},
  }
}
