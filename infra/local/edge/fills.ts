import type { IncomingMessage } from 'node:http'
import type { EdgeCache } from './cache'
import { type Entry, mergedHeaders, newEntry, renewed } from './entry'
import { lifetime } from './freshness'
import { endToEnd } from './headers'
import { OriginFailure } from './origin'
import type { Plan } from './plan'

/** What asking the origin came to, for everyone who waited for it. */
export type Shared =
  | { kind: 'entry'; entry: Entry; result: 'Miss' | 'RefreshHit' | 'Stale' }
  /** Not to be shared: each must ask for themselves. */
  | { kind: 'alone' }
  | { kind: 'failed'; status: number }

/** What it came to for the one who asked: an answer that cannot be shared is theirs, with what was read of it. */
export type Own = Shared | { kind: 'own'; answer: IncomingMessage; chunks: Buffer[] }

interface Fill {
  target: string
  /** An invalidation came after it began: its answer may be older, so it is not kept. */
  void: boolean
  shared: Promise<Shared>
}

/** Asks the origin, with validators of what is known already. @throws OriginFailure */
type Ask = (validators: Record<string, string>) => Promise<IncomingMessage>

/** Milliseconds for which requests for a key that could not be shared are not made to wait for each other. */
const aloneFor = 10_000
/** Milliseconds between two attempts at a failing origin for a response that is served meanwhile. */
const retryAfter = 1_000

/** Asks the origin once per key however many wait, and keeps what may be kept. */
export class Fills {
  readonly #running = new Map<string, Fill>()
  readonly #alone = new Map<string, number>()

  constructor(
    private readonly cache: EdgeCache,
    private readonly settings: { mostBytes: number; now(): number },
  ) {}

  /** Whether this key's responses are known not to be shared. */
  isAlone(key: string): boolean {
    const until = this.#alone.get(key)
    if (until === undefined) return false
    if (until > this.settings.now()) return true
    this.#alone.delete(key)
    return false
  }

  /** Joins the request that is under way for this key, or makes it. */
  async get(plan: Plan, ask: Ask): Promise<Own> {
    const running = this.#running.get(plan.key)
    if (running) return running.shared
    let settle: (shared: Shared) => void = () => undefined
    const shared = new Promise<Shared>((resolve) => {
      settle = resolve
    })
    const fill: Fill = { target: plan.target, void: false, shared }
    this.#running.set(plan.key, fill)
    let own: Own = { kind: 'failed', status: 500 }
    try {
      own = await this.#fetch(fill, plan, ask)
      return own
    } finally {
      if (this.#running.get(plan.key) === fill) this.#running.delete(plan.key)
      settle(own.kind === 'own' ? this.#withoutAnswer(plan.key, own.answer) : own)
    }
  }

  /** Answers that are still on their way are not kept, and nobody who comes later joins them. */
  invalidate(matches: (target: string) => boolean): void {
    for (const [key, fill] of this.#running) {
      if (!matches(fill.target)) continue
      fill.void = true
      this.#running.delete(key)
    }
  }

  #withoutAnswer(key: string, answer: IncomingMessage): Shared {
    const status = answer.statusCode ?? 502
    if (status >= 500) return { kind: 'failed', status }
    if (this.#alone.size >= 10_000) this.#alone.clear()
    this.#alone.set(key, this.settings.now() + aloneFor)
    return { kind: 'alone' }
  }

  async #fetch(fill: Fill, plan: Plan, ask: Ask): Promise<Own> {
    const known = this.cache.get(plan.key)
    let answer: IncomingMessage
    try {
      answer = await ask(validators(known))
    } catch (failure) {
      if (!(failure instanceof OriginFailure)) throw failure
      return this.#standIn(known) ?? { kind: 'failed', status: failure.status }
    }
    const status = answer.statusCode ?? 502
    if (status >= 500) {
      const standIn = this.#standIn(known)
      if (standIn) answer.resume()
      return standIn ?? { kind: 'own', answer, chunks: [] }
    }
    if (status === 304 && known) return this.#renew(fill, plan, known, answer)
    return this.#keep(fill, plan, answer, known)
  }

  #standIn(known: Entry | undefined): Shared | undefined {
    const now = this.settings.now()
    if (!known || now >= known.errorUntil) return undefined
    known.retryAt = now + retryAfter
    return { kind: 'entry', entry: known, result: 'Stale' }
  }

  #renew(fill: Fill, plan: Plan, known: Entry, answer: IncomingMessage): Shared {
    answer.resume()
    const now = this.settings.now()
    const parsed = { ...known.parsed, ...answer.headers }
    const life = lifetime({ status: known.status, headers: parsed, behaviour: plan.behaviour, now })
    if (!life) {
      this.cache.forget(known)
      return { kind: 'entry', entry: known, result: 'RefreshHit' }
    }
    const raw = mergedHeaders(known.headers, endToEnd(answer, plan.behaviour.cookies))
    const entry = renewed(known, { ...common(plan), raw, parsed, life, now })
    if (!fill.void) this.cache.put(entry)
    return { kind: 'entry', entry, result: 'RefreshHit' }
  }

  async #keep(fill: Fill, plan: Plan, answer: IncomingMessage, known: Entry | undefined): Promise<Own> {
    const status = answer.statusCode ?? 502
    const life = lifetime({
      status,
      headers: answer.headers,
      behaviour: plan.behaviour,
      now: this.settings.now(),
    })
    const announced = Number(answer.headers['content-length'] ?? 0)
    if (!life || announced > this.settings.mostBytes) {
      if (known) this.cache.forget(known)
      return { kind: 'own', answer, chunks: [] }
    }
    const chunks: Buffer[] = []
    const ending = await collect(answer, chunks, this.settings.mostBytes)
    if (ending === 'cut') return this.#standIn(known) ?? { kind: 'failed', status: 502 }
    if (ending === 'too large') return { kind: 'own', answer, chunks }
    const arrival = { status, raw: endToEnd(answer, plan.behaviour.cookies), parsed: answer.headers, life }
    const entry = newEntry({
      ...common(plan),
      ...arrival,
      body: Buffer.concat(chunks),
      now: this.settings.now(),
    })
    if (!fill.void) this.cache.put(entry)
    return { kind: 'entry', entry, result: 'Miss' }
  }
}

const common = ({ key, target, behaviour }: Plan) => ({ key, target, compress: behaviour.compress })

function validators(known: Entry | undefined): Record<string, string> {
  return {
    ...(known?.etag ? { 'if-none-match': known.etag } : {}),
    ...(known?.lastModified && !known.etag ? { 'if-modified-since': known.lastModified } : {}),
  }
}

/** Reads a body into memory. One that outgrows the bound is left paused, what was read of it in `chunks`. */
function collect(
  answer: IncomingMessage,
  chunks: Buffer[],
  most: number,
): Promise<'whole' | 'cut' | 'too large'> {
  return new Promise((resolve) => {
    let bytes = 0
    const onData = (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > most) finish('too large')
    }
    const onEnd = () => finish(answer.complete ? 'whole' : 'cut')
    const onCut = () => finish('cut')
    const finish = (ending: 'whole' | 'cut' | 'too large') => {
      if (ending === 'too large') answer.pause()
      answer.off('data', onData).off('end', onEnd).off('close', onCut)
      if (ending !== 'too large') answer.on('error', () => undefined)
      answer.off('error', onCut)
      resolve(ending)
    }
    answer.on('data', onData).once('end', onEnd).once('error', onCut).once('close', onCut)
  })
}
