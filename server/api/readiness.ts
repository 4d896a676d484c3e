import { HeadBucketCommand, S3ServiceException } from '@aws-sdk/client-s3'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { dynamo, s3 } from '@/server/platform/aws'
import { cache } from '@/server/platform/cache'
import { log } from '@/server/platform/log'
import { bucketName } from '@/server/platform/objects'
import { tableName } from '@/server/platform/tables/keys'
import { suggest } from '@/server/search/search'

const patienceMilliseconds = 1_000

interface Readiness {
  status: 'ready' | 'draining' | 'unavailable'
  dependencies: Record<string, 'ok' | 'unavailable'>
}

/** What this process can do for shoppers. Without the tables nothing; without the search index, pictures or
 *  the cache that a fleet shares it still sells. A process that has
 *  been told to end (`infra/web.mjs`) says so first, and goes on answering until nobody is sent to it any more. */
export async function readiness(): Promise<Readiness> {
  if (process.env.QUAYSIDE_DRAINING) return { status: 'draining', dependencies: {} }
  const [tables, search, objects, shared] = await Promise.all([
    answers('tables', (abortSignal) =>
      dynamo().send(
        new GetCommand({ TableName: tableName('flags'), Key: { pk: 'readiness', sk: 'readiness' } }),
        { abortSignal },
      ),
    ),
    answers('search', () => suggest({ market: 'GB', locale: 'en-GB', text: 'a' })),
    answers('objects', askObjects),
    answers('cache', () => cache().ask()),
  ])
  return {
    status: tables === 'ok' ? 'ready' : 'unavailable',
    dependencies: { tables, search, objects, cache: shared },
  }
}

/** Whether S3 answers at all: this process's own role may not be allowed to see the bucket, only those of its rooms. */
async function askObjects(abortSignal: AbortSignal): Promise<void> {
  try {
    await s3().send(new HeadBucketCommand({ Bucket: bucketName('assets') }), { abortSignal })
  } catch (error) {
    const refused = error instanceof S3ServiceException && (error.$metadata.httpStatusCode ?? 500) < 500
    if (!refused) throw error
  }
}

async function answers(
  what: string,
  ask: (signal: AbortSignal) => Promise<unknown>,
): Promise<'ok' | 'unavailable'> {
  const signal = AbortSignal.timeout(patienceMilliseconds)
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`${what} took over ${patienceMilliseconds} ms`)))
  })
  try {
    await Promise.race([ask(signal), late])
    return 'ok'
  } catch (error) {
    log.warn({ err: error, what }, 'a dependency does not answer')
    return 'unavailable'
  }
}
