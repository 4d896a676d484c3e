import { type Attributes, type Histogram, type Meter, SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace'
import { served } from '@/server/platform/telemetry/tracing'

/** Bounds of the histograms, in seconds: OpenTelemetry's advice for HTTP durations.
 *  https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

/** Addresses as Next tells them: a query may hold a token or an address. */
const addresses = ['http.target', 'http.url', 'url.full'] as const

/** Rate, errors and durations of every route and every consumer, taken from the spans that serve; and keeps queries out of spans. */
export class Rates implements SpanProcessor {
  readonly #requests: Histogram
  readonly #reactions: Histogram

  constructor(meter: Meter) {
    const advice = { unit: 's', advice: { explicitBucketBoundaries: bounds } }
    this.#requests = meter.createHistogram('http.server.request.duration', advice)
    this.#reactions = meter.createHistogram('messaging.process.duration', advice)
  }

  onStart(span: Span): void {
    for (const name of addresses) {
      const address = span.attributes[name]
      if (typeof address === 'string' && address.includes('?')) {
        span.setAttribute(name, address.slice(0, address.indexOf('?')))
      }
    }
  }

  onEnd({ attributes, duration: [seconds, nanoseconds], status }: ReadableSpan): void {
    const took = seconds + nanoseconds / 1e9
    const failed = status.code === SpanStatusCode.ERROR
    if (attributes[served] === 'event') {
      this.#reactions.record(took, pick(attributes, ['messaging.destination.name', 'quayside.event'], failed))
    } else if (attributes[served] === 'request' || isPage(attributes)) {
      const method = attributes['http.request.method'] ?? attributes['http.method'] // Next's, by the older convention
      const named = { ...attributes, 'http.request.method': method }
      this.#requests.record(took, pick(named, ['http.route', 'http.request.method'], failed))
    }
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

/** Next's span of a whole request; one that bubbled is told of again by the span that rendered it. What stands behind the API's door is told
 *  by the door, which knows its routes. */
const isPage = (attributes: Attributes): boolean =>
  attributes['next.span_type'] === 'BaseServer.handleRequest' &&
  attributes['next.bubble'] !== true &&
  !String(attributes['http.route'] ?? '').startsWith('/api')

function pick(attributes: Attributes, names: readonly string[], failed: boolean): Attributes {
  const picked: Attributes = failed ? { 'error.type': 'failed' } : {}
  for (const name of names) picked[name] = attributes[name] ?? 'unknown'
  return picked
}
