import { type Attributes, MetricExport, type Point, TraceExport } from './otlp'
import { waterfall } from './waterfall'

export interface Span {
  id: string
  parent?: string
  name: string
  service: string
  /** Milliseconds since the epoch, with fractions. */
  start: number
  end: number
  attributes: Attributes
  /** What went wrong, in a word; empty where nobody said. */
  failed?: string
}
export interface Trace {
  id: string
  spans: Span[]
  /** Somebody asked for something; otherwise an event by itself, as after an import. */
  request: boolean
}
/** How one route or consumer has served since its process began. */
export interface Rate {
  service: string
  what: string
  count: number
  failed: number
  /** Seconds: the upper ends of the buckets that hold the median and the 99th of a hundred; `Infinity` past the last one. */
  p50: number
  p99: number
}

/** Of requests, and as many again of what nobody asked for: an import's thousands of events push no request out. */
const mostTraces = 300
const mostSpans = 2_000

/** What the shop's processes tell of their requests, in memory: the newest requests, and the counts of all. */
export class TelemetryStore {
  readonly #traces = new Map<string, Trace>()
  readonly #points = new Map<string, { service: string; points: readonly Point[] }>()

  /** Takes OTLP's JSON of spans. @throws ZodError when it is none */
  takeSpans(body: unknown): void {
    const touched = new Set<Trace>()
    for (const { resource, scopeSpans } of TraceExport.parse(body).resourceSpans) {
      for (const one of scopeSpans.flatMap(({ spans }) => spans)) {
        const trace = this.#traces.get(one.traceId) ?? { id: one.traceId, spans: [], request: false }
        // What is told of last stands last: the first in the map is the oldest.
        this.#traces.delete(one.traceId)
        this.#traces.set(one.traceId, trace)
        if (trace.spans.length >= mostSpans) continue
        trace.spans.push({
          id: one.spanId,
          parent: one.parentSpanId || undefined,
          name: one.name,
          service: resource,
          start: one.startTimeUnixNano,
          end: one.endTimeUnixNano,
          attributes: one.attributes,
          failed: one.status.code === 2 ? (one.status.message ?? '') : undefined,
        })
        touched.add(trace)
      }
    }
    for (const trace of touched) trace.request = isAskedFor(trace)
    for (const request of [true, false]) {
      const kept = [...this.#traces.values()].filter((trace) => trace.request === request)
      for (const { id } of kept.slice(0, -mostTraces)) this.#traces.delete(id)
    }
  }

  /** Takes OTLP's JSON of metrics; each report replaces the one before of its process. @throws ZodError when it is none */
  takeMetrics(body: unknown): void {
    for (const { resource, scopeMetrics } of MetricExport.parse(body).resourceMetrics) {
      for (const { name, histogram } of scopeMetrics.flatMap(({ metrics }) => metrics)) {
        if (histogram)
          this.#points.set(`${resource} ${name}`, { service: resource, points: histogram.dataPoints })
      }
    }
  }

  /** The newest first: requests, or everything. */
  traces = (all: boolean): Trace[] =>
    [...this.#traces.values()].filter(({ request }) => all || request).toReversed()
  trace = (id: string): Trace | undefined => this.#traces.get(id)

  /** Rate, errors and durations of everything that serves, the busiest first. */
  rates(): Rate[] {
    const rates = new Map<string, { service: string; what: string; all: Point[]; failed: number }>()
    for (const { service, points } of this.#points.values()) {
      for (const point of points) {
        const { attributes } = point
        const what =
          attributes['messaging.destination.name'] === undefined
            ? `${attributes['http.request.method'] ?? ''} ${attributes['http.route'] ?? ''}`.trim()
            : `${attributes['messaging.destination.name']}: ${attributes['quayside.event'] ?? ''}`
        const rate = rates.get(`${service} ${what}`) ?? { service, what, all: [], failed: 0 }
        rates.set(`${service} ${what}`, rate)
        rate.all.push(point)
        if (attributes['error.type'] !== undefined) rate.failed += point.count
      }
    }
    return [...rates.values()]
      .map(({ service, what, all, failed }) => ({
        service,
        what,
        count: all.reduce((sum, { count }) => sum + count, 0),
        failed,
        p50: quantile(all, 0.5),
        p99: quantile(all, 0.99),
      }))
      .toSorted((a, b) => b.count - a.count)
  }

  clear(): void {
    this.#traces.clear()
    this.#points.clear()
  }
}

/** Something was asked for, and not by a consumer that asks on because of an event. */
function isAskedFor(trace: Trace): boolean {
  const [first] = waterfall(trace).rows
  return trace.spans.some(isRequest) && first?.span.attributes['quayside.served'] !== 'event'
}

const isRequest = ({ attributes }: Span): boolean =>
  attributes['quayside.served'] === 'request' || attributes['next.span_type'] === 'BaseServer.handleRequest'

/** The upper end of the bucket that holds a share of what was counted, in the unit of the bounds. */
function quantile(points: readonly Point[], share: number): number {
  const bounds = points[0]?.explicitBounds ?? []
  const counts = points.reduce<number[]>(
    (sums, { bucketCounts }) => bucketCounts.map((count, index) => count + (sums[index] ?? 0)),
    [],
  )
  const wanted = share * counts.reduce((sum, count) => sum + count, 0)
  let seen = 0
  for (const [index, count] of counts.entries()) {
    seen += count
    if (seen >= wanted && count > 0) return bounds[index] ?? Number.POSITIVE_INFINITY
  }
  return 0
}
