import { context } from '@opentelemetry/api'
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace'
import { browsersIds, type Ids } from '@/server/platform/telemetry/browser'

/** Random ids, but for a span that a browser has named. */
export function idGenerator(): IdGenerator {
  const random = new RandomIdGenerator()
  const given = () => context.active().getValue(browsersIds) as Ids | undefined // set by browser.ts alone
  return {
    generateTraceId: () => given()?.traceId ?? random.generateTraceId(),
    generateSpanId: () => given()?.spanId ?? random.generateSpanId(),
  }
}
