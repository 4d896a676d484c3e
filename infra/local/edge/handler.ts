import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerAdmin } from './admin'
import type { EdgeCache } from './cache'
import type { Entry } from './entry'
import type { Fills } from './fills'
import type { Viewer } from './headers'
import { OriginFailure, type Origins } from './origin'
import { answerPage } from './pages'
import { passOn } from './pass'
import type { Plan, planner } from './plan'
import type { rateGate } from './rates'
import { type CacheResult, serveEntry } from './serve'
import type { BehaviourStats, Counter, EdgeStats } from './stats'
import { BadRequest } from './target'
import { requestIdOf, type viewerReader } from './viewer'

export interface EdgeParts {
  origins: Origins
  cache: EdgeCache
  fills: Fills
  stats: EdgeStats
  plan: ReturnType<typeof planner>
  judge: ReturnType<typeof rateGate>
  viewer: ReturnType<typeof viewerReader>
  adminSecret: string
  now(): number
  onError(error: unknown, requestId: string): void
}

interface Visit {
  request: IncomingMessage
  response: ServerResponse
  plan: Plan
  viewer: Viewer
  stats: BehaviourStats
}

const counters: Record<CacheResult, Counter> = {
  Hit: 'hits',
  RefreshHit: 'refreshHits',
  Stale: 'stale',
  Miss: 'misses',
}

/** Answers every request that the edge receives. */
export function edgeHandler(edge: EdgeParts) {
  const door = {
    secret: edge.adminSecret,
    invalidate(matches: (target: string) => boolean): number {
      edge.fills.invalidate(matches)
      return edge.cache.invalidate(matches)
    },
    stats: () => ({
      behaviours: edge.stats.all(),
      cache: { entries: edge.cache.size, bytes: edge.cache.bytes },
    }),
  }
  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = requestIdOf(request)
    try {
      await answer(request, response, requestId)
    } catch (error) {
      if (error instanceof BadRequest) {
        return answerPage(response, {
          status: error.status,
          title: 'Bad request',
          detail: error.message,
          requestId,
        })
      }
      edge.onError(error, requestId)
      unavailable(response, 500, requestId)
    }
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const caller = edge.viewer(request)
    const plan = edge.plan(request.url ?? '/', caller.host, request.headers)
    if (plan.path.startsWith('/__edge/')) return answerAdmin(request, response, plan.path, door)
    const method = request.method ?? 'GET'
    const { retryAfter, labels } = edge.judge(caller.address, method, plan.path)
    if (retryAfter !== undefined) return tooMany(response, retryAfter, requestId)
    refuseUnfit(request, plan)
    const stats = edge.stats.of(plan.behaviour)
    stats.requests++
    const viewer = { address: caller.address, country: caller.country, requestId, labels }
    const visit = { request, response, plan, viewer, stats }
    const reads = method === 'GET' || method === 'HEAD'
    return plan.shared && reads ? shared(visit) : alone(visit)
  }

  async function shared(visit: Visit): Promise<void> {
    const { plan } = visit
    const known = edge.cache.get(plan.key)
    const now = edge.now()
    if (known) {
      if (now < known.freshUntil) return fromEntry(visit, known, 'Hit')
      if (now < known.retryAt && now < known.errorUntil) return fromEntry(visit, known, 'Stale')
      if (now < known.revalidateUntil) {
        if (!edge.fills.isRunning(plan.key)) refresh(visit)
        return fromEntry(visit, known, 'RefreshHit')
      }
    }
    const part = !known && visit.request.headers.range !== undefined
    if (part || edge.fills.isAlone(plan.key)) return alone(visit)
    const outcome = await edge.fills.get(plan, ask(visit))
    if (outcome.kind === 'entry') return fromEntry(visit, outcome.entry, outcome.result)
    if (outcome.kind === 'own') return pass(visit, outcome.answer, outcome.chunks)
    if (outcome.kind === 'alone') return alone(visit)
    failed(visit, outcome.status)
  }

  function ask({ request, plan, viewer, stats }: Visit) {
    const wish = edge.origins.translate(request, plan, viewer, 'GET')
    if (!wish) throw new BadRequest(400, 'There can be no object at this address.')
    return (validators: Record<string, string>) => {
      stats.originRequests++
      return edge.origins.send({ ...wish, headers: { ...wish.headers, ...validators } })
    }
  }

  function refresh(visit: Visit): void {
    edge.fills.get(visit.plan, ask(visit)).then(
      (outcome) => outcome.kind === 'own' && outcome.answer.destroy(),
      (error) => edge.onError(error, visit.viewer.requestId),
    )
  }

  async function alone(visit: Visit): Promise<void> {
    const { request, response, plan, viewer, stats } = visit
    const method = request.method ?? 'GET'
    const wish = edge.origins.translate(request, plan, viewer, method)
    if (!wish) throw new BadRequest(400, 'There can be no object at this address.')
    for (const name of ['range', 'if-range'] as const) {
      const value = request.headers[name]
      if (value !== undefined) wish.headers[name] = value
    }
    const gone = new AbortController()
    response.once('close', () => response.writableFinished || gone.abort())
    stats.originRequests++
    try {
      const body = hasBody(request) ? request : undefined
      const received = await edge.origins.send({ ...wish, ...(body ? { body } : {}) }, gone.signal)
      await pass(visit, received, [])
    } catch (failure) {
      if (!(failure instanceof OriginFailure)) throw failure
      if (!gone.signal.aborted) failed(visit, failure.status)
    }
  }

  async function pass(
    { request, response, plan, viewer, stats }: Visit,
    received: IncomingMessage,
    chunks: Buffer[],
  ) {
    if ((received.statusCode ?? 502) >= 500) stats.errors++
    else stats.misses++
    const { behaviour } = plan
    stats.bytes += await passOn(request, response, received, {
      behaviour,
      requestId: viewer.requestId,
      chunks,
    })
  }

  async function fromEntry({ request, response, viewer, stats }: Visit, entry: Entry, result: CacheResult) {
    stats[counters[result]]++
    const { requestId } = viewer
    const onVariant = () => edge.cache.reweigh(entry)
    stats.bytes += await serveEntry(request, response, entry, {
      result,
      requestId,
      now: edge.now(),
      onVariant,
    })
  }

  function failed({ response, viewer, stats }: Visit, status: number): void {
    stats.errors++
    unavailable(response, status, viewer.requestId)
  }
}

/** @throws BadRequest for a method that the behaviour does not know, and for a body where there can be none */
function refuseUnfit(request: IncomingMessage, { behaviour }: Plan): void {
  const method = request.method ?? 'GET'
  if (!behaviour.methods.some((known) => known === method))
    throw new BadRequest(403, `This address does not take ${method} requests.`)
  if ((method === 'GET' || method === 'HEAD') && hasBody(request))
    throw new BadRequest(403, 'A request to read has no body.')
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

function tooMany(response: ServerResponse, retryAfter: number, requestId: string): void {
  const detail = `Too many requests came from your address. Please try again in ${retryAfter} s.`
  const headers = { 'retry-after': String(retryAfter) }
  answerPage(response, { status: 429, title: 'Too many requests', detail, requestId, headers })
}

function unavailable(response: ServerResponse, status: number, requestId: string): void {
  const detail =
    'The shop cannot be reached at the moment. Nothing that you did was lost. Please try again shortly.'
  const headers = { 'retry-after': '5' }
  answerPage(response, { status, title: 'We will be right back', detail, requestId, headers })
}
