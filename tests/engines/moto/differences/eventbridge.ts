import type { Differences } from '../difference'

export const eventbridge: Differences = {
  'eventbridge: buses and rules keeps a rule with its targets until they are removed': {
    kind: 'absent',
    says: `promise resolved "{ '$metadata': { …(6) } }" instead of rejecting`,
    why: 'moto lets a rule be deleted that still has targets',
    aws: 'DeleteRule: “before you can delete the rule, you must remove all targets”',
  },
  'eventbridge: buses and rules refuses patterns, targets and operations that it cannot honour': {
    kind: 'absent',
    says: `[]: expected SyntaxError: Unexpected token '<', "<!doc… { …(2) } to ma`,
    why: 'moto does not check patterns (its server fails)',
    aws: 'PutRule: InvalidEventPatternException, “the event pattern is not valid”',
  },
  'eventbridge: events reach the queue of a matching rule in the official envelope': {
    kind: 'wrong',
    says: `expected [ { …(8) } ] to deeply equal [ { version: '0', …(8) } ]`,
    why: 'the event lacks `account`; AWS: every event has it',
    aws: '“AWS service event metadata”: `account` is a field of every event',
  },
  'eventbridge: events fail entry by entry': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto does not check every field of an entry (its server fails)',
    aws: 'PutEvents: an entry that fails has ErrorCode and ErrorMessage, and the others are taken',
  },
  'eventbridge: events are limited to ten entries and one megabyte': {
    kind: 'absent',
    says: 'promise resolved "{ FailedEntryCount: +0, …(2) }" instead of rejecting',
    why: 'moto has no limit of entries or bytes',
    aws: 'PutEvents: at most ten entries, and “the total entry size must be less than 1MB”',
  },
  'eventbridge: events go to a FIFO queue in the group that the target names, or that stands in the event': {
    kind: 'absent',
    says: `expected '$.detail.order' to be 'o-1' // Object.is equality`,
    why: 'moto does not read a message group from the event',
    aws: 'SqsParameters: MessageGroupId. That it may be a JSON path is said of KinesisParameters alone (PartitionKeyPath); ours takes it here too',
  },
  'eventbridge: events are not delivered by a disabled rule': {
    kind: 'absent',
    says: 'expected [ { n: 1 }, { n: 2 } ] to deeply equal [ { n: 2 } ]',
    why: 'moto keeps the state of a rule, but does not ask for it when an event comes',
    aws: "DisableRule: “a disabled rule won't match any events”",
  },
  'eventbridge: events can be reshaped on the way to a target': {
    kind: 'absent',
    says: `expected '{`,
    why: 'moto knows neither Input nor InputPath',
    aws: 'PutTargets: Input, InputPath and InputTransformer',
  },
  'eventbridge: events go to the dead-letter queue at once when the queue is gone': {
    kind: 'absent',
    says: 'QueueDoesNotExist: The specified queue does not exist.',
    why: 'moto has no dead-letter queues of targets: the publisher gets the error',
    aws: 'Target, DeadLetterConfig; “Using dead-letter queues to process undelivered events”: errors that no retry mends send the event there at once',
  },
  'eventbridge: events are retried, and buried when the retries are used up': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto retries nothing, and injects no faults',
    aws: 'RetryPolicy: retries go on until MaximumRetryAttempts or MaximumEventAgeInSeconds is met',
  },
  'eventbridge: patterns are tested without a rule': {
    kind: 'absent',
    says: 'expected undefined to be true // Object.is equality',
    why: 'moto has no TestEventPattern',
    aws: 'TestEventPattern',
  },
}
