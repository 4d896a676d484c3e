import { config } from '@/server/platform/config'
import { memoryCache } from '@/server/platform/cache-memory'
import { redisCache } from '@/server/platform/cache-redis'

/** A cache that processes may share. It may forget at any time, and what it cannot reach it does not know: reading and
 *  writing never raise errors. */
export interface Cache {
  /** @returns the value, or `undefined` when it is unknown, expired or out of reach */
  get(key: string): Promise<string | undefined>
  /** @param seconds how long it may be kept */
  set(key: string, value: string, seconds: number): Promise<void>
  delete(key: string): Promise<void>
  /** For those who want to know: resolves when it can be reached. @throws Error otherwise */
  ask(): Promise<void>
}

let shared: Cache | undefined

/** The cache of this deployment: Redis (ElastiCache) where `REDIS_URL` is set, the memory of this process otherwise. */
export function cache(): Cache {
  const { redisUrl } = config()
  shared ??= redisUrl ? redisCache(redisUrl) : memoryCache()
  return shared
}
