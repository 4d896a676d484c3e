import type { Differences } from '../difference'

export const eventbridge: Differences = {
  'eventbridge: buses and rules keeps a rule with its targets until they are removed': {
    kind: 'absent',
    says: `promise resolved "{ '$metadata': { …(6) } }" instead of rejecting`,
    why: 'moto lets a rule be deleted that still has targets',
  },
  'eventbridge: buses and rules refuses patterns, targets and operations that it cannot honour': {
    kind: 'absent',
    says: `[]: expected SyntaxError: Unexpected token '<', "<!doc… { …(2) } to ma`,
    why: 'moto does not check patterns (its server fails)',
  },
  'eventbridge: events reach the queue of a matching rule in the official envelope': {
    kind: 'wrong',
    says: `expected [ { …(8) } ] to deeply equal [ { version: '0', …(8) } ]`,
    why: 'the event lacks `account`; AWS: every event has it',
  },
  'eventbridge: events fail entry by entry': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto does not check every field of an entry (its server fails)',
  },
  'eventbridge: events are limited to ten entries and one megabyte': {
    kind: 'absent',
    says: 'promise resolved "{ FailedEntryCount: +0, …(2) }" instead of rejecting',
    why: 'moto has no limit of entries or bytes',
  },
  'eventbridge: events go to a FIFO queue in the group that the target names, or that stands in the event': {
    kind: 'absent',
    says: `expected '$.detail.order' to be 'o-1' // Object.is equality`,
    why: 'moto does not read a message group from the event',
  },
  'eventbridge: events are not delivered by a disabled rule': {
    kind: 'absent',
    says: 'expected [ { n: 1 }, { n: 2 } ] to deeply equal [ { n: 2 } ]',
    why: 'moto keeps the state of a rule, but does not ask for it when an event comes',
  },
  'eventbridge: events can be reshaped on the way to a target': {
    kind: 'absent',
    says: `expected '{`,
    why: 'moto knows neither Input nor InputPath',
  },
  'eventbridge: events go to the dead-letter queue at once when the queue is gone': {
    kind: 'absent',
    says: 'QueueDoesNotExist: The specified queue does not exist.',
    why: 'moto has no dead-letter queues of targets: the publisher gets the error',
  },
  'eventbridge: events are retried, and buried when the retries are used up': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto retries nothing, and injects no faults',
  },
  'eventbridge: patterns are tested without a rule': {
    kind: 'absent',
    says: 'expected undefined to be true // Object.is equality',
    why: 'moto has no TestEventPattern',
  },
}
