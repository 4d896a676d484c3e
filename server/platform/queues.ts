import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { physicalName, type QueueName, queues } from '@/infra/resources'
import { sqs } from '@/server/platform/aws'
import { config } from '@/server/platform/config'
import { deleteMessage } from '@/server/platform/deletions'
import { Unavailable } from '@/server/platform/errors'
import { log } from '@/server/platform/log'

const urls = new Map<QueueName, string>()

/** The URL of a declared queue, asked once. @throws Unavailable */
async function queueUrl(queue: QueueName): Promise<string> {
  const known = urls.get(queue)
  if (known) return known
  const QueueName = physicalName(config().stage, queue, queues[queue].fifo)
  const { QueueUrl } = await sqs().send(new GetQueueUrlCommand({ QueueName }))
  if (!QueueUrl) throw new Unavailable('queue-unavailable', `${QueueName} has no URL`)
  urls.set(queue, QueueUrl)
  return QueueUrl
}

/** Sends a message; for a FIFO queue with its group and the id that makes a repetition harmless. @throws Unavailable */
export async function sendMessage(
  queue: QueueName,
  body: unknown,
  fifo?: { group: string; deduplication: string },
): Promise<void> {
  try {
    await sqs().send(
      new SendMessageCommand({
        QueueUrl: await queueUrl(queue),
        MessageBody: JSON.stringify(body),
        MessageGroupId: fifo?.group,
        MessageDeduplicationId: fifo?.deduplication,
      }),
    )
  } catch (error) {
    throw new Unavailable('queue-unavailable', `${queue} does not answer`, {}, { cause: error })
  }
}

/** Receives from a queue until the signal: ten at a time or fewer where each is heavy, groups in order; each
 *  time after `before`. A message is deleted when `handle` returns; when it
 *  throws, it and what follows it in its group come again after a pause, and in the end go to the dead-letter queue. */
export async function consumeQueue(
  queue: QueueName,
  handle: (body: unknown, group: string | undefined) => Promise<void>,
  signal: AbortSignal,
  atOnce = 10,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  while (!signal.aborted) {
    await before()
    const messages = await receive(queue, signal, atOnce)
    await Promise.all(byGroup(messages).map((group) => inOrder(queue, group, handle)))
  }
}

/** The messages of each FIFO group together, in order; messages without a group each by themselves. */
function byGroup(messages: readonly Message[]): Message[][] {
  const groups = new Map<string | undefined, Message[]>()
  for (const message of messages) {
    const group = message.Attributes?.MessageGroupId ?? message.MessageId
    groups.set(group, [...(groups.get(group) ?? []), message])
  }
  return [...groups.values()]
}

async function receive(queue: QueueName, signal: AbortSignal, atOnce: number): Promise<Message[]> {
  try {
    const command = new ReceiveMessageCommand({
      QueueUrl: await queueUrl(queue),
      MaxNumberOfMessages: atOnce,
      WaitTimeSeconds: 20,
      MessageSystemAttributeNames: ['MessageGroupId', 'ApproximateReceiveCount'],
    })
    return (await sqs().send(command, { abortSignal: signal })).Messages ?? []
  } catch (error) {
    if (signal.aborted) return []
    log.warn({ err: error, queue }, 'a queue cannot be read; trying again')
    await new Promise((resolve) => setTimeout(resolve, 500))
    return []
  }
}

async function inOrder(
  queue: QueueName,
  messages: readonly Message[],
  handle: (body: unknown, group: string | undefined) => Promise<void>,
): Promise<void> {
  const QueueUrl = await queueUrl(queue)
  for (const { ReceiptHandle = '', Body = 'null', Attributes } of messages) {
    try {
      await handle(JSON.parse(Body), Attributes?.MessageGroupId)
      await deleteMessage(QueueUrl, ReceiptHandle)
    } catch (error) {
      const receives = Number(Attributes?.ApproximateReceiveCount ?? 1)
      log.warn({ err: error, queue, receives }, 'a message was not handled; it comes again')
      await sqs()
        .send(
          new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 2 ** receives }),
        )
        .catch((cause: unknown) => log.warn({ err: cause, queue }, 'its pause could not be set'))
      return
    }
  }
}
