import { OpenAPIHono } from '@hono/zod-openapi'
import { routePath } from 'hono/route'
import { DomainError, Forbidden } from '@/server/platform/errors'
import type { Api, ApiEnvironment } from '@/server/platform/http/api'
import { formAnswer, formPost } from '@/server/platform/http/forms'
import { problemOf, problemResponse } from '@/server/platform/http/problem'
import { newId } from '@/server/platform/ids'
import type { Guest, Principal } from '@/server/platform/principal'
import { withRequestId } from '@/server/platform/request-context'
import { spanOfBrowser } from '@/server/platform/telemetry/browser'
import { SpanKind, served, tellAnswer, traced } from '@/server/platform/telemetry/tracing'

/** Whoever a request comes from, and the cookies that the answer must carry. */
export interface Identified {
  principal: Principal
  becomeGuest?: () => Promise<Guest>
  cookies(): readonly string[]
}

/** One way into the routes: how it recognises callers, and which requests it refuses before anything else. */
export interface Door {
  prefix: '/api' | '/v1'
  /** @throws DomainError when the request may not pass at all (a foreign origin, a wrong token) */
  identify(request: Request): Promise<Identified>
}

const bodyLimit = 256 * 1024
const requestIdShape = /^[\w-]{8,64}$/

/** Serves routes behind a door: request id, caller, body limit, forms, problem+json, and no caching unless a route says so. */
export function serve(door: Door, resources: readonly Api[]): (request: Request) => Promise<Response> {
  const app = new OpenAPIHono<ApiEnvironment & { Bindings: { identified: Identified; requestId: string } }>()
  app.use(async (c, next) => {
    c.set('principal', c.env.identified.principal)
    c.set('requestId', c.env.requestId)
    c.set('becomeGuest', c.env.identified.becomeGuest)
    await next()
    tellAnswer(c.req.method, routePath(c, -1), c.res.status)
  })
  for (const routes of resources) app.route(door.prefix, routes)

  return (original) => {
    const given = original.headers.get('x-request-id') ?? ''
    const requestId = requestIdShape.test(given) ? given : newId('req')
    const span = {
      kind: SpanKind.SERVER,
      parent: original.headers.get('traceparent') ?? undefined,
      attributes: {
        [served]: 'request',
        'http.request.method': original.method,
        'quayside.request': requestId,
      },
    }
    return withRequestId(requestId, async () => {
      const browser = spanOfBrowser(original)
      const response = await traced(door.prefix, span, () => answer(original, requestId))
      browser?.end()
      const headers = new Headers(response.headers)
      headers.set('x-request-id', requestId)
      if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store')
      return new Response(response.body, { status: response.status, headers })
    })
  }

  async function answer(original: Request, requestId: string): Promise<Response> {
    try {
      const identified = await door.identify(original)
      const limited = await withinLimit(original)
      const form = await formPost(limited)
      const response = await app.fetch(form?.request ?? limited, { identified, requestId })
      addCookies(response, identified.cookies())
      return form ? await formAnswer(form, response) : response
    } catch (error) {
      return problemResponse(problemOf(error, requestId))
    }
  }
}

/** The request with its body read, at most 256 KiB: bytes never pass through us, so nothing larger is meant for us. */
async function withinLimit(request: Request): Promise<Request> {
  const length = request.headers.get('content-length')
  if (length !== null && /^\d+$/.test(length)) {
    // HTTP itself sees to it that not more comes than was announced.
    if (Number(length) > bodyLimit) throw new TooLarge('too-large', 'the body is over 256 KiB')
    return request
  }
  if (request.body === null) return request
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body) {
    size += part.byteLength
    if (size > bodyLimit) throw new TooLarge('too-large', 'the body is over 256 KiB')
    parts.push(part)
  }
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: Buffer.concat(parts),
  })
}

class TooLarge extends DomainError {
  readonly status = 413
}

/** Adds the door's cookies, unless the route itself sets one of the same name: signing in and out have the last word. */
function addCookies({ headers }: Response, cookies: readonly string[]): void {
  const nameOf = (cookie: string) => cookie.slice(0, cookie.indexOf('='))
  const set = new Set(headers.getSetCookie().map(nameOf))
  for (const cookie of cookies) if (!set.has(nameOf(cookie))) headers.append('set-cookie', cookie)
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** Refuses changes that another site's page asks for in the shopper's name (CSRF): an unsafe request must come from our own
 *  origin. Locally the shop answers on every name of the loopback address.
 *  @throws Forbidden `foreign-origin` */
export function requireOwnOrigin(request: Request, siteUrl: string): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (origin === null) {
    if (site === null || site === 'same-origin') return
  } else if (URL.canParse(origin)) {
    const [ours, theirs] = [new URL(siteUrl), new URL(origin)]
    const sameHost =
      ours.hostname === theirs.hostname || [ours, theirs].every((url) => loopback.test(url.hostname))
    if (sameHost && ours.port === theirs.port && ours.protocol === theirs.protocol) return
  }
  throw new Forbidden('foreign-origin', 'the request comes from another site')
}
