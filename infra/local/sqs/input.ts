import { z } from 'zod'
import { invalidParameter, malformedInput, missingParameter } from './errors'

/** Reads a request by its schema. @throws ServiceError as the service names what is missing or malformed */
export function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const name = issue?.path.join('.') ?? 'body'
  if (issue?.code !== 'invalid_type') {
    throw invalidParameter(`Value for parameter ${name} is invalid. Reason: ${issue?.message ?? 'unknown'}.`)
  }
  if (valueAt(input, issue.path) === undefined) throw missingParameter(name)
  throw malformedInput(`${name} has the wrong type: ${issue.message}`)
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  let value = input
  for (const key of path) value = value instanceof Object ? Reflect.get(value, key) : undefined
  return value ?? undefined
}

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined)

const range = (name: string, minimum: number, maximum: number) =>
  optional(
    z
      .int()
      .refine((value) => value >= minimum && value <= maximum, {
        message: `Must be >= ${minimum} and <= ${maximum}, if provided`,
      })
      .describe(name),
  )

const MessageAttribute = z.object({
  DataType: z.string(),
  StringValue: optional(z.string()),
  BinaryValue: optional(z.base64()),
})
export type MessageAttribute = z.infer<typeof MessageAttribute>

const texts = optional(z.record(z.string(), z.string()))
const names = optional(z.array(z.string()))
const queueUrl = { QueueUrl: z.string() }

export const CreateQueueInput = z.object({ QueueName: z.string(), Attributes: texts, tags: texts })
export const GetQueueUrlInput = z.object({
  QueueName: z.string(),
  QueueOwnerAWSAccountId: optional(z.string()),
})
export const QueueInput = z.object(queueUrl)
export const GetQueueAttributesInput = z.object({ ...queueUrl, AttributeNames: names })
export const SetQueueAttributesInput = z.object({ ...queueUrl, Attributes: z.record(z.string(), z.string()) })
export const ListQueuesInput = z.object({
  QueueNamePrefix: optional(z.string()),
  MaxResults: range('MaxResults', 1, 1000),
  NextToken: optional(z.string()),
})
export const ListSourcesInput = z.object({
  ...queueUrl,
  MaxResults: range('MaxResults', 1, 1000),
  NextToken: optional(z.string()),
})
export const TagQueueInput = z.object({ ...queueUrl, Tags: z.record(z.string(), z.string()) })
export const UntagQueueInput = z.object({ ...queueUrl, TagKeys: z.array(z.string()) })

const sending = {
  MessageBody: z.string(),
  DelaySeconds: optional(z.int()),
  MessageAttributes: optional(z.record(z.string(), MessageAttribute)),
  MessageSystemAttributes: optional(z.record(z.string(), MessageAttribute)),
  MessageDeduplicationId: optional(z.string()),
  MessageGroupId: optional(z.string()),
}
const Sending = z.object(sending)
export type Sending = z.infer<typeof Sending>
export const SendMessageInput = z.object({ ...queueUrl, ...sending })
export const SendMessageBatchInput = z.object({
  ...queueUrl,
  Entries: optional(z.array(z.object({ Id: z.string(), ...sending }))),
})

export const ReceiveMessageInput = z.object({
  ...queueUrl,
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
  MaxNumberOfMessages: range('MaxNumberOfMessages', 1, 10),
  VisibilityTimeout: range('VisibilityTimeout', 0, 43_200),
  WaitTimeSeconds: range('WaitTimeSeconds', 0, 20),
  ReceiveRequestAttemptId: optional(z.string()),
})
export type ReceiveMessageInput = z.infer<typeof ReceiveMessageInput>

export const DeleteMessageInput = z.object({ ...queueUrl, ReceiptHandle: z.string() })
export const DeleteMessageBatchInput = z.object({
  ...queueUrl,
  Entries: optional(z.array(z.object({ Id: z.string(), ReceiptHandle: z.string() }))),
})
const visibility = { ReceiptHandle: z.string(), VisibilityTimeout: z.int() }
export const ChangeVisibilityInput = z.object({ ...queueUrl, ...visibility })
export const ChangeVisibilityBatchInput = z.object({
  ...queueUrl,
  Entries: optional(z.array(z.object({ Id: z.string(), ...visibility }))),
})

export const StartMoveInput = z.object({
  SourceArn: z.string(),
  DestinationArn: optional(z.string()),
  MaxNumberOfMessagesPerSecond: range('MaxNumberOfMessagesPerSecond', 1, 500),
})
export const CancelMoveInput = z.object({ TaskHandle: z.string() })
export const ListMovesInput = z.object({ SourceArn: z.string(), MaxResults: range('MaxResults', 1, 10) })
