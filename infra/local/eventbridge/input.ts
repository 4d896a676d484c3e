import { z } from 'zod'
import { validation } from './errors'
import { EventEntry } from './event'

/** Reads a request by its schema. @throws ServiceError `ValidationException`, worded as the service words it */
export function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.path
    .map((part, index) => (index === 0 ? lowerFirst(String(part)) : String(part)))
    .join('.')
  throw validation(
    `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${issue?.message ?? 'unknown'}`,
  )
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const name = (longest: number, pattern: RegExp) =>
  z
    .string({ error: 'Member must not be null' })
    .min(1, 'Member must have length greater than or equal to 1')
    .max(longest, `Member must have length less than or equal to ${longest}`)
    .regex(pattern, `Member must satisfy regular expression pattern: ${pattern.source}`)

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined)
const ruleName = name(64, /^[.\-_A-Za-z0-9]+$/)
const busName = name(1600, /^(arn:aws[\w-]*:events:[a-z0-9-]+:\d{12}:event-bus\/)?[/.\-_A-Za-z0-9]+$/)
const onBus = { EventBusName: optional(busName) }
const tags = optional(z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) })))
const page = { Limit: optional(z.int().min(1).max(100)), NextToken: optional(z.string()) }

export const CreateBusInput = z.object({
  Name: name(256, /^[/.\-_A-Za-z0-9]+$/),
  Description: optional(z.string().max(512)),
  Tags: tags,
})
export const BusInput = z.object({ Name: busName })
export const DescribeBusInput = z.object({ Name: optional(busName) })
export const ListBusesInput = z.object({ NamePrefix: optional(z.string()), ...page })

export const PutRuleInput = z.object({
  Name: ruleName,
  ...onBus,
  EventPattern: optional(z.string().max(4096, 'Member must have length less than or equal to 4096')),
  ScheduleExpression: optional(z.string()),
  State: optional(z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'])),
  Description: optional(z.string().max(512)),
  RoleArn: optional(z.string()),
  Tags: tags,
})
export const RuleInput = z.object({ Name: ruleName, ...onBus })
export const ListRulesInput = z.object({ NamePrefix: optional(z.string()), ...onBus, ...page })
export const ListTargetsInput = z.object({ Rule: ruleName, ...onBus, ...page })
export const ListRulesByTargetInput = z.object({ TargetArn: z.string(), ...onBus, ...page })
export const PutTargetsInput = z.object({
  Rule: ruleName,
  ...onBus,
  Targets: z
    .array(z.unknown())
    .min(1, 'Member must have length greater than or equal to 1')
    .max(100, 'Member must have length less than or equal to 100'),
})
export const RemoveTargetsInput = z.object({
  Rule: ruleName,
  ...onBus,
  Ids: z.array(z.string()).min(1, 'Member must have length greater than or equal to 1').max(100),
})
export const PutEventsInput = z.object({
  Entries: z
    .array(EventEntry)
    .min(1, 'Member must have length greater than or equal to 1')
    .max(10, 'Member must have length less than or equal to 10'),
})
export const TestPatternInput = z.object({ EventPattern: z.string(), Event: z.string() })
export const TaggedInput = z.object({ ResourceARN: z.string() })
export const TagInput = z.object({
  ResourceARN: z.string(),
  Tags: z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) })),
})
export const UntagInput = z.object({ ResourceARN: z.string(), TagKeys: z.array(z.string()) })
