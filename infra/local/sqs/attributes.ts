import { z } from 'zod'
import { invalidAttributeName, invalidAttributeValue } from './errors'

/** A queue's settings, as the service keeps them: every value is text, as in the protocol. */
export type Attributes = Record<string, string>

const BOOLEAN = /^(true|false)$/
const limits: Record<string, [number, number]> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
}
const fifoOnly = new Set(['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'])
const erasable = new Set(['RedrivePolicy', 'RedriveAllowPolicy', 'Policy', 'KmsMasterKeyId'])

const defaults: Attributes = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
  SqsManagedSseEnabled: 'true',
}
const fifoDefaults: Attributes = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
}

const RedrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
})
export type RedrivePolicy = z.infer<typeof RedrivePolicy>

const RedriveAllowPolicy = z.object({
  redrivePermission: z.enum(['allowAll', 'denyAll', 'byQueue']),
  sourceQueueArns: z.array(z.string()).max(10).optional(),
})

/** What a new queue of this kind starts from. */
export function initialAttributes(fifo: boolean): Attributes {
  return fifo ? { ...defaults, ...fifoDefaults } : { ...defaults }
}

/** The settings after a change; an empty value takes a policy away.
 *  @throws ServiceError `InvalidAttributeName`, `InvalidAttributeValue` */
export function changeAttributes(current: Attributes, changes: Attributes, fifo: boolean): Attributes {
  const next = { ...current }
  for (const [name, value] of Object.entries(changes)) {
    if (value === '' && erasable.has(name)) {
      delete next[name]
      continue
    }
    validate(name, value, fifo)
    next[name] = value
  }
  if (next.FifoThroughputLimit === 'perMessageGroupId' && next.DeduplicationScope !== 'messageGroup') {
    throw invalidAttributeValue('FifoThroughputLimit')
  }
  return next
}

function validate(name: string, value: string, fifo: boolean): void {
  const limit = limits[name]
  if (limit) {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN
    if (!(number >= limit[0] && number <= limit[1])) throw invalidAttributeValue(name)
    return
  }
  if (fifoOnly.has(name) && !fifo) throw invalidAttributeName(name)
  if (!isValid(name, value, fifo)) throw invalidAttributeValue(name)
}

function isValid(name: string, value: string, fifo: boolean): boolean {
  switch (name) {
    case 'FifoQueue':
      return value === 'true' && fifo
    case 'ContentBasedDeduplication':
    case 'SqsManagedSseEnabled':
      return BOOLEAN.test(value)
    case 'DeduplicationScope':
      return value === 'messageGroup' || value === 'queue'
    case 'FifoThroughputLimit':
      return value === 'perQueue' || value === 'perMessageGroupId'
    case 'RedrivePolicy':
      return RedrivePolicy.safeParse(json(value)).success
    case 'RedriveAllowPolicy':
      return RedriveAllowPolicy.safeParse(json(value)).success
    case 'Policy':
      return json(value) !== undefined
    case 'KmsMasterKeyId':
      return true
    default:
      throw invalidAttributeName(name)
  }
}

/** Where messages go that were received too often, or nothing. */
export function redrivePolicy(attributes: Attributes): RedrivePolicy | undefined {
  return attributes.RedrivePolicy ? RedrivePolicy.parse(json(attributes.RedrivePolicy)) : undefined
}

/** Whether a dead-letter queue with these settings takes messages of the source. */
export function allowsRedriveFrom(attributes: Attributes, sourceArn: string): boolean {
  if (!attributes.RedriveAllowPolicy) return true
  const policy = RedriveAllowPolicy.parse(json(attributes.RedriveAllowPolicy))
  if (policy.redrivePermission === 'byQueue') return policy.sourceQueueArns?.includes(sourceArn) ?? false
  return policy.redrivePermission === 'allowAll'
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
