import { z } from 'zod'
import { isoNow } from '@/server/platform/clock'
import { Id, newId } from '@/server/platform/ids'
import { requestId } from '@/server/platform/request-context'
import { traceparent } from '@/server/platform/telemetry/tracing'

/** What every event carries on its way: who consumes it may see it twice, or late, and knows it by `id`. */
const Envelope = z.object({
  id: Id('evt'),
  name: z.string(),
  version: z.int().positive(),
  at: z.iso.datetime(),
  /** The request that caused it, so that one purchase can be followed through queues. */
  requestId: z.string().optional(),
  /** The span that caused it, as W3C Trace Context writes it, where requests are traced. */
  traceparent: z.string().max(55).optional(),
  data: z.unknown(),
})
export type DomainEvent<T = unknown> = Omit<z.infer<typeof Envelope>, 'data'> & { data: T }

export interface EventType<T> {
  (data: T): DomainEvent<T>
  readonly eventName: string
  readonly version: number
  readonly schema: z.ZodType<T>
}

/** Declares an event: its name in the past tense, the version of its schema, and the schema of its data. */
export function event<T>(name: string, version: number, schema: z.ZodType<T>): EventType<T> {
  const make = (data: T): DomainEvent<T> => ({
    id: newId('evt'),
    name,
    version,
    at: isoNow(),
    requestId: requestId(),
    traceparent: traceparent(),
    data: schema.parse(data),
  })
  return Object.assign(make, { eventName: name, version, schema })
}

/** One reaction to one event. Handlers run at least once and must not mind a repetition or another order. */
export interface Consumer {
  readonly eventName: string
  handle(envelope: unknown): Promise<void>
}

/** Declares a reaction. The envelope and its data are checked before `handler` sees them. */
export function on<T>(type: EventType<T>, handler: (event: DomainEvent<T>) => Promise<void>): Consumer {
  return {
    eventName: type.eventName,
    async handle(raw) {
      const envelope = Envelope.parse(raw)
      await handler({ ...envelope, data: type.schema.parse(envelope.data) })
    },
  }
}

/** Checks the envelope of an event whose kind is not known yet.
 *  @throws ZodError when it is not one */
export const parseEnvelope = (raw: unknown): DomainEvent => {
  const envelope = Envelope.parse(raw)
  return { ...envelope, data: envelope.data }
}
