import type { Cache } from '@/server/platform/cache'
import { now } from '@/server/platform/clock'

const capacity = 5000

/** The cache of one process: the least recently written entries go first. */
export function memoryCache(): Cache {
  const entries = new Map<string, { value: string; until: number }>()
  return {
    async get(key) {
      const entry = entries.get(key)
      return entry && entry.until > now() ? entry.value : undefined
    },
    async set(key, value, seconds) {
      entries.delete(key)
      entries.set(key, { value, until: now() + seconds * 1000 })
      if (entries.size > capacity) {
        const oldest = entries.keys().next()
        if (!oldest.done) entries.delete(oldest.value)
      }
    },
    async delete(key) {
      entries.delete(key)
    },
    async ask() {},
  }
}
