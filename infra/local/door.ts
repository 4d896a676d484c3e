import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { CloudContext } from './context'
import { FaultRequest } from './faults'
import { mailboxPage } from './mailbox-page'
import { readBody, ServiceError } from './requests'
import { tracePage, tracesPage } from './telemetry/page'
import { TelemetryStore } from './telemetry/store'

const ClockRequest = z.union([
  z.strictObject({ advanceMs: z.int().min(-1e13).max(1e13) }),
  /** Epoch milliseconds or ISO 8601. */
  z.strictObject({ setTo: z.union([z.int().min(0).max(1e14), z.iso.datetime()]) }),
  z.strictObject({ reset: z.literal(true) }),
])
/** A message that the shop would send through SES or by SMS. */
const MailRequest = z.strictObject({
  channel: z.enum(['email', 'sms']),
  to: z.string().min(3).max(320),
  subject: z.string().max(998),
  text: z.string().max(200_000),
  html: z.string().max(400_000).optional(),
})
/** Seconds for which a role's credentials hold; an hour where nobody says. */
const Lifetime = z.coerce.number().int().min(60).max(43_200).default(3600)
const Role = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)

/** Bytes: a batch of spans is the largest that comes. */
const largestBody = 8 * 1024 * 1024

export interface Door {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** The mailbox for people and tests, and the door through which test suites steer the cloud. JSON over HTTP.
 *  @param resetServices makes every service forget all it keeps */
export function openDoor(cloud: CloudContext, resetServices: () => Promise<void>): Door {
  const telemetry = new TelemetryStore()
  const time = () => ({ now: cloud.clock.now(), offsetMs: cloud.clock.offset() })

  const routes: Record<string, (url: URL, body: () => Promise<unknown>) => unknown> = {
    'GET /messages': (url) => ({ messages: cloud.mailbox.list(url.searchParams.get('to') ?? undefined) }),
    'POST /messages': async (_url, body) => cloud.mailbox.post(MailRequest.parse(await body())),
    'DELETE /messages': () => cloud.mailbox.clear(),
    'GET /clock': time,
    'POST /clock': async (_url, body) => {
      const wish = ClockRequest.parse(await body())
      if ('reset' in wish) cloud.clock.move(0)
      else if ('advanceMs' in wish) cloud.clock.move(cloud.clock.offset() + wish.advanceMs)
      else cloud.clock.move(new Date(wish.setTo).getTime() - Date.now())
      return time()
    },
    // OTLP over HTTP, as OpenTelemetry's exporters send it.
    'POST /v1/traces': async (_url, body) => telemetry.takeSpans(await body()),
    'POST /v1/metrics': async (_url, body) => telemetry.takeMetrics(await body()),
    'POST /faults': async (_url, body) => cloud.faults.add(FaultRequest.parse(await body())),
    'DELETE /faults': (url) => cloud.faults.clear(url.searchParams.get('token') ?? undefined),
    'POST /reset': async () => {
      cloud.faults.clear()
      cloud.clock.move(0)
      await resetServices()
      cloud.mailbox.clear()
      telemetry.clear()
    },
  }

  /** The pages for people, by their path. */
  function pageAt(url: URL): string | undefined {
    const to = url.searchParams.get('to') ?? undefined
    if (url.pathname === '/') return mailboxPage(cloud.mailbox.list(to), to)
    if (url.pathname === '/traces') {
      return tracesPage(telemetry.traces(url.searchParams.has('all')), telemetry.rates())
    }
    const trace = telemetry.trace(/^\/traces\/([0-9a-f]{32})$/.exec(url.pathname)?.[1] ?? '')
    return trace && tracePage(trace)
  }

  async function respond(request: IncomingMessage): Promise<{ type: string; text: string }> {
    const url = new URL(request.url ?? '/', 'http://door')
    const page = request.method === 'GET' ? pageAt(url) : undefined
    if (page !== undefined) return { type: 'text/html; charset=utf-8', text: page }
    const role = request.method === 'POST' ? /^\/roles\/([^/]+)$/.exec(url.pathname)?.[1] : undefined
    const route = routes[`${request.method} ${url.pathname}`]
    if (role === undefined && !route) throw new ServiceError('NotFound', 'There is no such door.', 404)
    const result =
      role === undefined
        ? await route?.(url, async () => parseJson(await readBody(request, largestBody)))
        : cloud.credentials.issue(
            Role.parse(role),
            Lifetime.parse(url.searchParams.get('seconds') ?? undefined),
          )
    return { type: 'application/json', text: JSON.stringify(result ?? {}) }
  }

  return {
    async handle(request, response) {
      response.setHeader('cache-control', 'no-store')
      response.setHeader('x-content-type-options', 'nosniff')
      response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      try {
        refuseForeign(request)
        if (await cloud.functions.handle(request, response)) return
        const { type, text } = await respond(request)
        response.writeHead(200, { 'content-type': type }).end(text)
      } catch (error) {
        const { status, message } = explain(error)
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }))
      }
    },
  }
}

/** A web page that the developer happens to visit must not steer the cloud: browsers name the page in `origin`, and
 *  a name that was rebound to loopback shows in `host`. */
function refuseForeign(request: IncomingMessage): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(host)) {
    throw new ServiceError('Forbidden', 'The door opens on loopback addresses only.', 403)
  }
  if (request.method !== 'GET' && request.headers.origin !== undefined) {
    throw new ServiceError('Forbidden', 'The door does not open to web pages.', 403)
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new ServiceError('BadRequest', 'The body is not JSON.')
  }
}

function explain(error: unknown): { status: number; message: string } {
  if (error instanceof ServiceError) return { status: error.status, message: error.message }
  if (error instanceof z.ZodError) return { status: 400, message: z.prettifyError(error) }
  console.error('door:', error)
  return { status: 500, message: 'The door failed; the cloud prints why.' }
}
