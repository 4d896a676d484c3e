import {
  type Attributes,
  type Context,
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'

/** Where spans go: OpenTelemetry's own variable. Unset, nothing is traced and nothing is spent on it. */
const on = Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT)
const tracer = trace.getTracer('quayside')

export { on as tracing, SpanKind }

/** The attribute that makes a span count among the rates, errors and durations of what serves (`rates.ts`). */
export const served = 'quayside.served'
/** What failed a span, in one word: an error's code or name. Messages may hold what is personal. */
const wordOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

interface Options {
  kind?: SpanKind
  attributes?: Attributes
  /** The span that caused this one, where it is not the one that is open here: a `traceparent` (W3C Trace Context). */
  parent?: string
}

/** Runs `work` as a span under whatever span is open; a failure marks the span and goes on. Costs nothing while tracing is off. */
export async function traced<T>(name: string, options: Options, work: () => T | Promise<T>): Promise<T> {
  if (!on) return work()
  const { kind, attributes } = options
  return tracer.startActiveSpan(name, { kind, attributes }, parentOf(options), async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: wordOf(error) })
      throw error
    } finally {
      span.end()
    }
  })
}

/** As `traced`, but only under a span that is open: what nobody waits for is not worth one of its own. */
export const tracedWithin = <T>(name: string, options: Options, work: () => Promise<T>): Promise<T> =>
  on && trace.getActiveSpan() ? traced(name, options, work) : work()

/** Says of the open span which route was asked and how it was answered: both are known only after it has begun. */
export function tellAnswer(method: string, route: string, status: number): void {
  if (!on) return
  const span = trace.getActiveSpan()
  span?.updateName(`${method} ${route}`)
  span?.setAttributes({ 'http.route': route, 'http.response.status_code': status })
  if (status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
}

/** The open span as a `traceparent` that a message carries; `undefined` outside of one.
 *  https://www.w3.org/TR/trace-context/#traceparent-header */
export function traceparent(): string | undefined {
  if (!on || !trace.getActiveSpan()) return undefined
  const carrier: { traceparent?: string } = {}
  propagation.inject(context.active(), carrier)
  return carrier.traceparent
}

function parentOf({ parent }: Options): Context {
  const here = context.active()
  return parent && !trace.getSpan(here) ? propagation.extract(here, { traceparent: parent }) : here
}
