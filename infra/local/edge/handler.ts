import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerAdmin } from './admin'
import type { EdgeCache } from './cache'
import type { Entry } from './entry'
import type { Fills } from './fills'
import type { Viewer } from './headers'
import { OriginFailure, type OriginRequest, type Origins } from './origin'
import { answerRefusal, answerTooMany, answerUnavailable } from './pages'
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
  requestId: string
  labels: readonly string[]
  stats: BehaviourStats
}

/** What is answered from memory is answered at once, without a promise: that is most of the traffic. */
type Done = void | Promise<void>

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

  const onVariant = (entry: Entry) => edge.cache.reweigh(entry)

  return function handle(request: IncomingMessage, response: ServerResponse): void {
    const requestId = requestIdOf(request)
    try {
      answer(request, response, requestId)?.catch((error) => fail(error, response, requestId))
    } catch (error) {
      fail(error, response, requestId)
    }
  }

  function fail(error: unknown, response: ServerResponse, requestId: string): void {
    if (error instanceof BadRequest) return answerRefusal(response, error.status, error.message, requestId)
    edge.onError(error, requestId)
    answerUnavailable(response, 500, requestId)
  }

  function answer(request: IncomingMessage, response: ServerResponse, requestId: string): Done {
    const plan = edge.plan(request.url ?? '/', edge.viewer.host(request), request.headers)
    if (plan.path.startsWith('/__edge/')) return answerAdmin(request, response, plan.path, door)
    const method = request.method ?? 'GET'
    const { retryAfter, labels } = edge.judge(() => edge.viewer.address(request), method, plan.path)
    if (retryAfter !== undefined) return answerTooMany(response, retryAfter, requestId)
    refuseUnfit(request, plan)
    const stats = edge.stats.of(plan.behaviour)
    stats.requests++
    const visit = { request, response, plan, requestId, labels, stats }
    return plan.shared && (method === 'GET' || method === 'HEAD') ? shared(visit) : alone(visit)
  }

  function shared(visit: Visit): Done {
    const { plan } = visit
    const known = edge.cache.get(plan.key)
    if (known) {
      const now = edge.now()
      if (now < known.freshUntil) return fromEntry(visit, known, 'Hit')
      if (now < known.retryAt && now < known.errorUntil) return fromEntry(visit, known, 'Stale')
      if (now < known.revalidateUntil) {
        refresh(visit)
        return fromEntry(visit, known, 'RefreshHit')
      }
    }
    const part = !known && visit.request.headers.range !== undefined
    return part || edge.fills.isAlone(plan.key) ? alone(visit) : together(visit)
  }

  async function together(visit: Visit): Promise<void> {
    const outcome = await edge.fills.get(visit.plan, ask(visit))
    if (outcome.kind === 'entry') return fromEntry(visit, outcome.entry, outcome.result)
    if (outcome.kind === 'own') return pass(visit, outcome.answer, outcome.chunks)
    if (outcome.kind === 'alone') return alone(visit)
    failed(visit, outcome.status)
  }

  function refresh(visit: Visit): void {
    edge.fills.get(visit.plan, ask(visit)).then(
      (outcome) => outcome.kind === 'own' && outcome.answer.destroy(),
      (error) => edge.onError(error, visit.requestId),
    )
  }

  /** A kept response is always the answer to a whole GET. */
  function ask(visit: Visit) {
    const wish = translated(visit, 'GET')
    return (validators: Record<string, string>) => {
      visit.stats.originRequests++
      return edge.origins.send({ ...wish, headers: { ...wish.headers, ...validators } })
    }
  }

  function translated({ request, plan, requestId, labels }: Visit, method: string): OriginRequest {
    const { country } = edge.viewer
    const viewer: Viewer = { address: edge.viewer.address(request), country, requestId, labels }
    const wish = edge.origins.translate(request, plan, viewer, method)
    if (!wish) throw new BadRequest(400, 'There can be no object at this address.')
    return wish
  }

  async function alone(visit: Visit): Promise<void> {
    const { request, response } = visit
    const wish = translated(visit, request.method ?? 'GET')
    for (const name of ['range', 'if-range'] as const) {
      const value = request.headers[name]
      if (value !== undefined) wish.headers[name] = value
    }
    const gone = new AbortController()
    response.once('close', () => response.writableFinished || gone.abort())
    visit.stats.originRequests++
    try {
      const body = hasBody(request) ? { body: request } : {}
      await pass(visit, await edge.origins.send({ ...wish, ...body }, gone.signal), [])
    } catch (failure) {
      if (!(failure instanceof OriginFailure)) throw failure
      if (!gone.signal.aborted) failed(visit, failure.status)
    }
  }

  async function pass(visit: Visit, received: IncomingMessage, chunks: Buffer[]): Promise<void> {
    const { request, response, plan, requestId, stats } = visit
    if ((received.statusCode ?? 502) >= 500) stats.errors++
    else stats.misses++
    stats.bytes += await passOn(request, response, received, { behaviour: plan.behaviour, requestId, chunks })
  }

  function fromEntry(
    { request, response, requestId, stats }: Visit,
    entry: Entry,
    result: CacheResult,
  ): Done {
    stats[counters[result]]++
    const sent = serveEntry(request, response, entry, { result, requestId, now: edge.now(), onVariant })
    if (typeof sent === 'number') stats.bytes += sent
    else
      return sent.then((bytes) => {
        stats.bytes += bytes
      })
  }

  function failed({ response, requestId, stats }: Visit, status: number): void {
    stats.errors++
    answerUnavailable(response, status, requestId)
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
