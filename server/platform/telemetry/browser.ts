import { context, createContextKey, ROOT_CONTEXT, type Span, SpanKind, trace } from '@opentelemetry/api'

/** Of a span that a browser has named. */
export interface Ids {
  readonly traceId: string
  readonly spanId: string
}
/** Where a context carries them, for the moment in which the span is made. */
export const browsersIds = createContextKey('quayside.browsers-ids')
const traceparent = /^00-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/
/** When it was sent, in milliseconds since the epoch, and the id of the browser's span. */
const sentShape = /^(\d{1,15})-(?!0{16})([0-9a-f]{16})$/
/** How long a request may have been under way, in milliseconds; a clock that says more is wrong. */
const longest = 60_000

/** The request as the browser began it (`lib/trace.ts`), by its own clock, so that its trace has a beginning: browsers reach no collector.
 *  @returns the span, to be ended with the answer; `undefined` where the browser told nothing that can be so */
export function spanOfBrowser({ method, url, headers }: Request): Span | undefined {
  const [, time, spanId] = sentShape.exec(headers.get('x-quayside-sent') ?? '') ?? []
  if (!time || !spanId) return undefined
  const [, traceId] = traceparent.exec(headers.get('traceparent') ?? '') ?? []
  const sent = Number(time)
  const age = Date.now() - sent
  if (!traceId || !(age >= 0 && age < longest)) return undefined
  const ids: Ids = { traceId, spanId }
  const area = new URL(url).pathname.split('/', 3).join('/')
  return context.with(ROOT_CONTEXT.setValue(browsersIds, ids), () =>
    trace.getTracer('quayside').startSpan(`browser: ${method} ${area}`, {
      kind: SpanKind.CLIENT,
      startTime: sent,
    }),
  )
}
