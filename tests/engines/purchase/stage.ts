import { join } from 'node:path'
import { startKafka } from '../kafka/kafka'
import { startMoto } from '../moto/moto'
import { startOpenSearch } from '../opensearch/opensearch'
import type { Program } from '../process'
import { startRedis } from '../redis/redis'
import { script } from '../script'
import { scratch } from '../store'

/** From signing up to the invoice with `CLOUD=aws`, on moto, OpenSearch, Redis and Kafka, in a process without the local cloud. */
export async function buysOnEngines(): Promise<void> {
  const started: Program[] = []
  const keep = <T extends { program: Program }>(engine: T): T => {
    started.push(engine.program)
    return engine
  }
  try {
    const moto = keep(await startMoto())
    const redis = keep(await startRedis())
    const kafka = keep(await startKafka())
    const search = keep(await startOpenSearch())
    const environment = {
      ...moto.environment,
      // As an emulator, S3 has its buckets in the path.
      AWS_ENDPOINT_URL_S3: moto.address,
      CLOUD: 'aws',
      STAGE: 'engines',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
      DATA_DIR: scratch('purchase'),
      INTERNAL_SECRET: 'only-for-tests-and-long-enough-for-them',
      MAIL_FROM: 'shop@quayside.example',
      REDIS_URL: redis.url,
      OPENSEARCH_URL: search.url,
      KAFKA_BROKERS: kafka.brokers,
    }
    const said = await script(join(import.meta.dirname, 'provision.ts'), environment)
    const identity: Record<string, string> = JSON.parse(said.trim().split('\n').at(-1) ?? '{}')
    const keys = `${moto.address}/${identity.COGNITO_USER_POOL_ID}/.well-known/jwks.json`
    console.log(
      await script(join(import.meta.dirname, 'buy.ts'), {
        ...environment,
        ...identity,
        COGNITO_JWKS_URL: keys,
      }),
    )
  } finally {
    await Promise.all(started.map((program) => program.kill()))
  }
}
