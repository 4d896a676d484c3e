import { Duration } from 'aws-cdk-lib'
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { names, objectEventPattern } from '@/infra/access'
import { bus, location, objectRules, physicalName, type QueueName, queues, rules } from '@/infra/resources'
import { bucketName, constructId } from './names'
import type { Settings } from './settings'

/** The bus, the declared queues with their dead letters, and the rules between them. */
export function declaredMessages(scope: Construct, settings: Settings): void {
  const made = new Map(names(queues).map((name) => [name, queue(scope, settings, name)]))
  const eventBus = new EventBus(scope, 'Bus', { eventBusName: physicalName(settings.stage, bus) })
  for (const [name, rule] of Object.entries(rules)) {
    const target = made.get(rule.queue)
    if (!target) throw new Error(`${name} sends to a queue that is not declared`)
    const cfn = new CfnRule(scope, constructId(name, 'rule'), {
      name: physicalName(settings.stage, name),
      eventBusName: eventBus.eventBusName,
      eventPattern: { 'detail-type': rule.events, source: [{ prefix: 'quayside.' }] },
      targets: [
        {
          id: rule.queue,
          arn: target.queueArn,
          inputPath: '$.detail',
          sqsParameters: 'group' in rule ? { messageGroupId: rule.group } : undefined,
        },
      ],
    })
    admit(target, name, cfn)
  }
  const fences = made.get(location.queue)
  if (!fences) throw new Error(`${location.queue} is not declared`)
  const near = new CfnRule(scope, 'ParcelsComeNearRule', {
    name: physicalName(settings.stage, 'parcels-come-near'),
    eventPattern: { source: location.sources, 'detail-type': [location.event] },
    targets: [{ id: location.queue, arn: fences.queueArn }],
  })
  admit(fences, 'parcels-come-near', near)
  for (const name of names(objectRules)) {
    const rule = objectRules[name]
    const target = made.get(rule.queue)
    if (!target) throw new Error(`${name} sends to a queue that is not declared`)
    const cfn = new CfnRule(scope, constructId(name, 'rule'), {
      name: physicalName(settings.stage, name),
      eventPattern: objectEventPattern(bucketName(settings, rule.bucket), rule),
      targets: [{ id: rule.queue, arn: target.queueArn }],
    })
    admit(target, name, cfn)
  }
}

function admit(target: Queue, name: string, rule: CfnRule): void {
  target.addToResourcePolicy(
    new PolicyStatement({
      sid: constructId('allow', name),
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [target.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
    }),
  )
}

function queue(scope: Construct, settings: Settings, name: QueueName): Queue {
  const { fifo, maxReceives, visibility } = queues[name]
  const common = {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    ...(fifo ? { fifo: true, contentBasedDeduplication: true } : {}),
  }
  const deadLetters = new Queue(scope, constructId(name, 'dead', 'letters'), {
    ...common,
    queueName: physicalName(settings.stage, `${name}-dlq`, fifo),
    retentionPeriod: Duration.days(14),
  })
  return new Queue(scope, constructId(name, 'queue'), {
    ...common,
    queueName: physicalName(settings.stage, name, fifo),
    visibilityTimeout: Duration.seconds(visibility),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: maxReceives },
  })
}
