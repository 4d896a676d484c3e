import { expectAllPass } from '../expect'
import { startRedis } from './redis'

/** The cache port's suite against a Redis of its own. */
export async function cachesInRedis(): Promise<void> {
  const redis = await startRedis()
  try {
    await expectAllPass(['cache.test.ts'], { REDIS_URL: redis.url }, (one) => one.name.includes('Redis'))
  } finally {
    await redis.program.kill()
  }
}
