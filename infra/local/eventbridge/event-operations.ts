import type { JsonOperation } from '@/infra/local/json-service'
import { isJsonObject, ServiceError } from '@/infra/local/requests'
import { validation } from './errors'
import { type EventEntry, type EventEnvelope, entrySize, toEvent } from './event'
import { PutEventsInput, read, TestPatternInput } from './input'
import { busName, type EventBridge } from './parts'
import { compilePattern } from './pattern'

const TOTAL_SIZE = 1_048_576
const ENVELOPE = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'] as const

interface Outcome {
  event?: EventEnvelope
  bus: string
  answer: { EventId?: string; ErrorCode?: string; ErrorMessage?: string }
}

/** The operations on events. */
export function eventOperations({
  context,
  rules,
  commits,
  deliveries,
}: EventBridge): Record<string, JsonOperation> {
  return {
    PutEvents: async (input) => {
      const { Entries } = read(PutEventsInput, input)
      const size = Entries.reduce((sum, entry) => sum + entrySize(entry), 0)
      if (size > TOTAL_SIZE) throw validation('Total size of the entries in the request is over the limit.')
      const outcomes = Entries.map(judge)
      await commits.run(() => {
        for (const { event, bus } of outcomes) if (event) deliveries.accept(bus, event)
      })
      deliveries.kick()
      return {
        FailedEntryCount: outcomes.filter((outcome) => outcome.event === undefined).length,
        Entries: outcomes.map((outcome) => outcome.answer),
      }
    },

    TestEventPattern: (input) => {
      const { EventPattern, Event } = read(TestPatternInput, input)
      const matches = compilePattern(EventPattern)
      return { Result: matches(parseEvent(Event)) }
    },
  }

  function judge(entry: EventEntry): Outcome {
    const bus = busName(entry.EventBusName)
    try {
      const event = toEvent(entry, context)
      // AWS accepts events for a bus that does not exist, and nobody ever sees them.
      if (!rules.buses.has(bus))
        console.error(`eventbridge: there is no bus ${bus}; an event for it is lost.`)
      return { event, bus, answer: { EventId: event.id } }
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      return { bus, answer: { ErrorCode: error.code, ErrorMessage: error.message } }
    }
  }
}

function parseEvent(text: string): unknown {
  let event: unknown
  try {
    event = JSON.parse(text)
  } catch {
    throw validation('Parameter Event is not valid. Reason: it is not JSON.')
  }
  for (const name of ENVELOPE) {
    if (!isJsonObject(event) || event[name] === undefined) {
      throw validation(`Parameter Event is not valid. Reason: ${name} is a required field.`)
    }
  }
  return event
}
