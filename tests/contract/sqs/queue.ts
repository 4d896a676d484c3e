import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll } from 'vitest'
import { type CloudTarget, cloudTarget } from '@/tests/contract/target'

export let target: CloudTarget
export let sqs: SQSClient
let serial = 0

beforeAll(async () => {
  target = await cloudTarget()
  sqs = new SQSClient({
    region: target.region,
    credentials: target.credentials,
    useQueueUrlAsEndpoint: false,
    ...(target.endpoints.sqs ? { endpoint: target.endpoints.sqs } : {}),
  })
})
afterAll(async () => {
  sqs.destroy()
  await target.stop()
})

export const freshName = (suffix = '') => `contract-${Date.now()}-${(serial += 1)}${suffix}`

export async function createQueue(attributes: Record<string, string> = {}): Promise<string> {
  const name = freshName(attributes.FifoQueue ? '.fifo' : '')
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }))
  return QueueUrl ?? ''
}

export const createFifo = (attributes: Record<string, string> = {}) =>
  createQueue({ FifoQueue: 'true', ContentBasedDeduplication: 'true', ...attributes })

export async function attributesOf(url: string): Promise<Record<string, string>> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  )
  return Attributes ?? {}
}

export const arnOf = async (url: string) => (await attributesOf(url)).QueueArn ?? ''

export const send = (url: string, body: string, more: Partial<SendMessageCommandInput> = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...more }))

export async function receive(
  url: string,
  more: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
      ...more,
    }),
  )
  return Messages ?? []
}

export const remove = (url: string, message: Message | undefined) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }))

export const hide = (url: string, message: Message | undefined, seconds: number) =>
  sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: url,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: seconds,
    }),
  )

export const bodies = (messages: Message[]) => messages.map((message) => message.Body)
