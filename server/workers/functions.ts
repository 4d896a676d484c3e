import { physicalName, userPool } from '@/infra/resources'
import { config } from '@/server/platform/config'
import { log } from '@/server/platform/log'
import { pause } from '@/server/platform/pause'
import { onSignIn } from '@/server/sessions/sign-in-trigger'

type Handler = (event: unknown) => Promise<unknown>

/** What Cognito calls, by name; on AWS each is a Lambda function (`signIns` in `lambda.ts`). */
const functions: readonly (readonly [string, Handler])[] = [[userPool.triggers.PreAuthentication, onSignIn]]

/** Runs the functions that the local cloud calls, until the signal: asks its door for the next invocation and answers it, by Lambda's
 *  runtime API (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). */
export async function runFunctions(signal: AbortSignal): Promise<void> {
  const { doorUrl, stage } = config()
  if (doorUrl === undefined) return
  await Promise.all(
    functions.map(([name, handler]) => {
      const root = `${doorUrl}/functions/${physicalName(stage, name)}/2018-06-01/runtime/invocation`
      return run(name, root, handler, signal)
    }),
  )
}

async function run(name: string, root: string, handler: Handler, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const next = await fetch(`${root}/next`, { signal })
      if (!next.ok) throw new Error(`the door answered ${next.status}`)
      const id = next.headers.get('lambda-runtime-aws-request-id') ?? ''
      const [end, answer] = await outcome(handler, await next.json())
      await fetch(`${root}/${id}/${end}`, { method: 'POST', body: JSON.stringify(answer ?? {}) })
    } catch (error) {
      if (signal.aborted) return
      if (nothingCame(error)) continue
      log.warn({ err: error, function: name }, 'the next invocation cannot be had; trying again')
      await pause(500, signal)
    }
  }
}

/** Node gives up a request that has had no answer for five minutes: nobody has signed in for so long. */
const nothingCame = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'UND_ERR_HEADERS_TIMEOUT'

async function outcome(handler: Handler, event: unknown): Promise<['response' | 'error', unknown]> {
  try {
    return ['response', await handler(event)]
  } catch (error) {
    log.error({ err: error }, 'a function failed')
    return ['error', { errorMessage: error instanceof Error ? error.message : String(error) }]
  }
}
