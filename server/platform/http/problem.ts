import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { DomainError } from '@/server/platform/errors'
import { log } from '@/server/platform/log'

/** RFC 9457 problem details; `code` is stable and translatable, `id` stands in the logs. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  id: z.string(),
  facts: z.record(z.string(), z.unknown()).optional(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof Problem>

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not acceptable as it is',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'Unavailable for the moment',
}

const problem = (status: number, code: string, id: string, more: Partial<Problem> = {}): Problem => ({
  type: `https://quayside.example/problems/${code}`,
  title: titles[status] ?? 'Error',
  status,
  code,
  id,
  ...more,
})

/** The problem that tells of an error, logged under the same id. What is not ours to tell stays in the log. */
export function problemOf(error: unknown, id: string): Problem {
  if (error instanceof DomainError) {
    const level = error.status === 503 ? 'warn' : 'info'
    log[level](
      { problem: error.code, status: error.status, err: error.status === 503 ? error : undefined },
      'refused',
    )
    const facts = Object.keys(error.facts).length > 0 ? { facts: { ...error.facts } } : {}
    return problem(error.status, error.code, id, {
      detail: error.status === 503 ? undefined : error.message,
      ...facts,
    })
  }
  if (error instanceof HTTPException) {
    const code = error.status === 400 ? 'malformed' : `http-${error.status}`
    return problem(error.status, code, id, { detail: error.status < 500 ? error.message : undefined })
  }
  log.error({ err: error }, 'failed')
  return problem(500, 'internal', id)
}

/** The problem of a request that does not fit its schema: each field with a sentence. */
export function invalidRequest(error: z.ZodError | z.core.$ZodError, id: string): Problem {
  const fields = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  return problem(422, 'invalid', id, { fields })
}

/** The problem as an HTTP response. */
export function problemResponse(body: Problem): Response {
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'private, no-store',
  })
  const retryAfter = body.facts?.retryAfter
  if (typeof retryAfter === 'number') headers.set('retry-after', String(Math.ceil(retryAfter)))
  else if (body.status === 503) headers.set('retry-after', '5')
  return new Response(JSON.stringify(body), { status: body.status, headers })
}
