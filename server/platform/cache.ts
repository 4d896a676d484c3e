import { now } from '@/server/platform/clock'

/** A cache that processes may share (ElastiCache on AWS). It may forget at any time; what it cannot reach it does not know. */
export interface Cache {
  /** @returns the value, or `undefined` when it is unknown, expired or out of reach: a cache never raises errors */
  get(key: string): Promise<string | undefined>
  /** @param seconds how long it may be kept */
  set(key: string, value: string, seconds: number): Promise<void>
  delete(key: string): Promise<void>
}

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
  }
}
