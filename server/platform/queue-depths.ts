import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { physicalName, type QueueName, queues } from '@/infra/resources'
import { sqs } from './aws'
import { config } from './config'
import { Unavailable } from './errors'

/** How many messages wait in a queue, are being worked on, wait for their time, or were given up (in its dead-letter queue).
 *  SQS counts approximately. */
export interface QueueDepth {
  waiting: number
  working: number
  delayed: number
  dead: number
}

const urls = new Map<string, Promise<string>>()

function urlOf(name: string): Promise<string> {
  const known = urls.get(name)
  if (known) return known
  const asked = sqs()
    .send(new GetQueueUrlCommand({ QueueName: name }))
    .then(({ QueueUrl }) => {
      if (!QueueUrl) throw new Unavailable('queue-unavailable', `${name} has no URL`)
      return QueueUrl
    })
  urls.set(name, asked)
  asked.catch(() => urls.delete(name))
  return asked
}

const named = (queue: QueueName) => physicalName(config().stage, queue, queues[queue].fifo)
const deadLettersOf = (queue: QueueName) => physicalName(config().stage, `${queue}-dlq`, queues[queue].fifo)

async function attributesOf(name: string) {
  try {
    const { Attributes = {} } = await sqs().send(
      new GetQueueAttributesCommand({ QueueUrl: await urlOf(name), AttributeNames: ['All'] }),
    )
    return Attributes
  } catch (error) {
    throw error instanceof Unavailable
      ? error
      : new Unavailable('queue-unavailable', `${name} does not answer`, {}, { cause: error })
  }
}

/** @throws Unavailable */
export async function queueDepth(queue: QueueName): Promise<QueueDepth> {
  const [own, dead] = await Promise.all([attributesOf(named(queue)), attributesOf(deadLettersOf(queue))])
  return {
    waiting: Number(own.ApproximateNumberOfMessages ?? 0),
    working: Number(own.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(own.ApproximateNumberOfMessagesDelayed ?? 0),
    dead: Number(dead.ApproximateNumberOfMessages ?? 0),
  }
}

/** Brings the messages of a dead-letter queue back into their queue, in SQS's own time. @throws Unavailable */
export async function redrive(queue: QueueName): Promise<void> {
  const [dead, own] = await Promise.all([attributesOf(deadLettersOf(queue)), attributesOf(named(queue))])
  try {
    const move = { SourceArn: dead.QueueArn, DestinationArn: own.QueueArn }
    await sqs().send(new StartMessageMoveTaskCommand(move))
  } catch (error) {
    throw new Unavailable('queue-unavailable', `${queue} cannot be redriven`, {}, { cause: error })
  }
}
