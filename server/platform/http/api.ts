import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { z } from 'zod'
import { Unauthenticated } from '@/server/platform/errors'
import { Problem, invalidRequest, problemOf, problemResponse } from '@/server/platform/http/problem'
import { type Customer, type Guest, type Principal } from '@/server/platform/principal'

/** What the door in front of the routes provides for each request. */
export interface ApiEnvironment {
  Variables: {
    principal: Principal
    requestId: string
    /** Makes a guest of a browser that has no session yet, when something must be kept for it. */
    becomeGuest?: () => Promise<Guest>
  }
}
export type Api = OpenAPIHono<ApiEnvironment> & { likely?: Likely }
/** Begins to read what a request probably wants, while it is not sure yet whose it is. */
type Likely = (owner: string, request: Request) => void

/** The routes of one resource: validation by their schemas, errors as problem+json, no caching unless a route says so.
 *  @param basePath e.g. `/carts`; doors mount it under their own prefix */
export function api(basePath: `/${string}`) {
  const routes = new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result, c) =>
      result.success ? undefined : problemResponse(invalidRequest(result.error, c.get('requestId'))),
  })
  routes.onError((error, c) => problemResponse(problemOf(error, c.get('requestId'))))
  return routes.basePath(basePath)
}

/** Lets routes say what their requests probably want. */
export function expecting(routes: Api, likely: Likely): void {
  routes.likely = likely
}

/** A JSON body or response with its schema. */
export const json = <T extends z.ZodType>(schema: T, description = 'OK') => ({
  description,
  required: true as const,
  content: { 'application/json': { schema } },
})

type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 422 | 429 | 503
const problemContent = { 'application/problem+json': { schema: Problem } }

/** The documented refusals of a route. */
export function problems<const S extends ProblemStatus>(...statuses: S[]) {
  const described = statuses.map((status) => [status, { description: 'Refused', content: problemContent }])
  return Object.fromEntries(described) as Record<S, { description: string; content: typeof problemContent }>
}

/** Who asks, as the door found out. */
export const principal = (c: Context<ApiEnvironment>): Principal => c.get('principal')

/** The customer who asks. @throws Unauthenticated when nobody has signed in */
export function customer(c: Context<ApiEnvironment>): Customer {
  const who = c.get('principal')
  if (who.kind !== 'customer') throw new Unauthenticated('sign-in-first')
  return who
}

/** The shopper who asks: a customer or a guest; a browser without a session becomes a guest.
 *  @throws Unauthenticated where guests are not served (the app tier) */
export async function shopper(c: Context<ApiEnvironment>): Promise<Customer | Guest> {
  const who = c.get('principal')
  if (who.kind !== 'anonymous') return who
  const become = c.get('becomeGuest')
  if (!become) throw new Unauthenticated('sign-in-first')
  const guest = await become()
  c.set('principal', guest)
  return guest
}
