import type { DomainEvent } from '@/server/platform/events'
import { withRequestId } from '@/server/platform/request-context'
import { SpanKind, served, traced } from '@/server/platform/telemetry/tracing'

/** Runs the reaction to an event under the request that caused it, as a span of its trace.
 *  @param queue that brought it */
export function reacting(
  queue: string,
  { name, requestId, traceparent }: DomainEvent,
  react: () => Promise<void>,
): Promise<void> {
  const span = {
    kind: SpanKind.CONSUMER,
    parent: traceparent,
    attributes: {
      [served]: 'event',
      'messaging.destination.name': queue,
      'quayside.event': name,
      'quayside.request': requestId,
    },
  }
  const work = () => traced(`${queue}: ${name}`, span, react)
  return requestId === undefined ? work() : withRequestId(requestId, work)
}
