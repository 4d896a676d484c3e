import { Redis } from 'ioredis'
import type { Cache } from '@/server/platform/cache'
import { log } from '@/server/platform/log'

const prefix = 'quayside:'

/** The cache that a fleet shares. While Redis does not answer, nothing is known and nothing is kept: callers ask the source. */
export function redisCache(url: string): Cache {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    commandTimeout: 250,
    connectTimeout: 1000,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5000),
  })
  let reachable = true
  redis.on('ready', () => {
    reachable = true
  })
  redis.on('error', (error) => {
    if (reachable) log.warn({ err: error }, 'the cache is out of reach; doing without it')
    reachable = false
  })

  async function attempt<T>(command: () => Promise<T>): Promise<T | undefined> {
    if (redis.status !== 'ready') return undefined
    try {
      return await command()
    } catch (error) {
      log.debug({ err: error }, 'a cache command failed')
      return undefined
    }
  }
  return {
    get: async (key) => (await attempt(() => redis.get(prefix + key))) ?? undefined,
    set: async (key, value, seconds) => {
      await attempt(() => redis.set(prefix + key, value, 'PX', Math.max(1, Math.round(seconds * 1000))))
    },
    delete: async (key) => {
      await attempt(() => redis.del(prefix + key))
    },
    ask: async () => {
      await redis.ping()
    },
  }
}
