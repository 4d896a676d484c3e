import { traceHeaders } from '@/lib/trace'
import type { Problem } from '@/server/platform/http/problem'

/** A refusal of the shop's API, by its stable code. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly id: string | undefined,
    readonly fields: readonly { path: string; message: string }[] = [],
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(code)
    this.name = 'ApiProblem'
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body

/** Asks the shop's own API.
 *  @param outliving the page: whoever leaves it has still asked
 *  @throws ApiProblem when it refuses; with status 0 and the code `offline` when it cannot be reached */
export async function ask<T>(path: string, method = 'GET', body?: unknown, outliving = false): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...traceHeaders() },
      body: body === undefined ? undefined : JSON.stringify(body),
      keepalive: outliving,
    })
  } catch (error) {
    if (error instanceof TypeError) throw new ApiProblem(0, 'offline', undefined)
    throw error
  }
  const answer: unknown = response.status === 204 ? undefined : await response.json()
  if (response.ok) return answer as T // the routes' schemas are what the server answers with
  if (isProblem(answer))
    throw new ApiProblem(response.status, answer.code, answer.id, answer.fields, answer.facts)
  throw new ApiProblem(response.status, 'internal', undefined)
}
