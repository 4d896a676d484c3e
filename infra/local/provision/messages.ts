import {
  CreateEventBusCommand,
  PutRuleCommand,
  PutTargetsCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-eventbridge'
import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { names, objectEventPattern } from '@/infra/access'
import { bus, location, objectRules, physicalName, type QueueName, queues, rules } from '@/infra/resources'
import { eventBridge, sqs } from '@/server/platform/aws'
import { config } from '@/server/platform/config'
import { bucketName } from '@/server/platform/objects'

const named = (name: string, fifo = false) => physicalName(config().stage, name, fifo)

async function queueArn(name: string, attributes: Record<string, string>, fifo: boolean): Promise<string> {
  const { QueueUrl } = await sqs().send(
    new CreateQueueCommand({
      QueueName: named(name, fifo),
      Attributes: {
        ...attributes,
        ...(fifo ? { FifoQueue: 'true', ContentBasedDeduplication: 'true' } : {}),
      },
    }),
  )
  const { Attributes } = await sqs().send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  )
  if (!Attributes?.QueueArn) throw new Error(`the queue ${name} has no ARN`)
  return Attributes.QueueArn
}

/** Makes a declared queue with its dead-letter queue. @returns its ARN */
async function provisionQueue(name: QueueName): Promise<string> {
  const { fifo, maxReceives, visibility } = queues[name]
  const deadLetters = await queueArn(`${name}-dlq`, { MessageRetentionPeriod: '1209600' }, fifo)
  return queueArn(
    name,
    {
      VisibilityTimeout: String(visibility),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters, maxReceiveCount: maxReceives }),
    },
    fifo,
  )
}

async function provisionBus(): Promise<void> {
  try {
    await eventBridge().send(new CreateEventBusCommand({ Name: named(bus) }))
  } catch (error) {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error
  }
}

/** Makes the declared queues, the bus, its rules and their targets. */
export async function provisionMessages(): Promise<void> {
  const arns = new Map(
    await Promise.all(names(queues).map(async (name) => [name, await provisionQueue(name)] as const)),
  )
  await provisionBus()
  await Promise.all(
    Object.entries(rules).map(async ([name, rule]) => {
      const EventBusName = named(bus)
      const pattern = { 'detail-type': rule.events, source: [{ prefix: 'quayside.' }] }
      await eventBridge().send(
        new PutRuleCommand({ Name: named(name), EventBusName, EventPattern: JSON.stringify(pattern) }),
      )
      const group = 'group' in rule ? { SqsParameters: { MessageGroupId: rule.group } } : {}
      // The event itself without the bus's envelope, which differs each time: so a repetition is recognised by its content.
      const Targets = [{ Id: rule.queue, Arn: arns.get(rule.queue), InputPath: '$.detail', ...group }]
      await eventBridge().send(new PutTargetsCommand({ Rule: named(name), EventBusName, Targets }))
    }),
  )
  await provisionFences(arns.get(location.queue))
  await Promise.all(
    names(objectRules).map(async (name) => {
      const rule = objectRules[name]
      const pattern = objectEventPattern(bucketName(rule.bucket), rule)
      await eventBridge().send(
        new PutRuleCommand({ Name: named(name), EventPattern: JSON.stringify(pattern) }),
      )
      const Targets = [{ Id: rule.queue, Arn: arns.get(rule.queue) }]
      await eventBridge().send(new PutTargetsCommand({ Rule: named(name), Targets }))
    }),
  )
}

async function provisionFences(Arn: string | undefined): Promise<void> {
  const Name = named('parcels-come-near')
  const pattern = { source: location.sources, 'detail-type': [location.event] }
  await eventBridge().send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern) }))
  await eventBridge().send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: location.queue, Arn }] }))
}
