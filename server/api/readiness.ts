import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { dynamo } from '@/server/platform/aws'
import { log } from '@/server/platform/log'
import { tableName } from '@/server/platform/tables/keys'
import { suggest } from '@/server/search/search'

const patienceMilliseconds = 1_000

interface Readiness {
  status: 'ready' | 'draining' | 'unavailable'
  dependencies: Record<string, 'ok' | 'unavailable'>
}

/** What this process can do for shoppers. Without the tables nothing; without the search index it still sells. A process that has
 *  been told to end (`infra/web.mjs`) says so first, and goes on answering until nobody is sent to it any more. */
export async function readiness(): Promise<Readiness> {
  if (process.env.QUAYSIDE_DRAINING) return { status: 'draining', dependencies: {} }
  const [tables, search] = await Promise.all([
    answers('tables', (abortSignal) =>
      dynamo().send(
        new GetCommand({ TableName: tableName('flags'), Key: { pk: 'readiness', sk: 'readiness' } }),
        { abortSignal },
      ),
    ),
    answers('search', () => suggest({ market: 'GB', locale: 'en-GB', text: 'a' })),
  ])
  return { status: tables === 'ok' ? 'ready' : 'unavailable', dependencies: { tables, search } }
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
