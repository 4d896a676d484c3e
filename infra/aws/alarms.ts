import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { names } from '@/infra/access'
import { physicalName, type QueueName, queues } from '@/infra/resources'
import { constructId } from './names'
import type { Settings } from './settings'

const service = new ServicePrincipal('cloudwatch.amazonaws.com')
const period = Duration.minutes(1)

/** What calls people: an event that was parked, and a message that was given up. Either stays until somebody looks, so one is enough.
 *  @param relays the functions that publish events, and park what cannot be published */
export function alarms(scope: Construct, settings: Settings, key: Key, relays: readonly Lambda[]): void {
  const topic = alarmTopic(scope, settings, key)
  const raise = (name: string, alarmDescription: string, metric: IMetric): void => {
    const alarm = new Alarm(scope, constructId(name, 'alarm'), {
      alarmName: physicalName(settings.stage, name),
      alarmDescription,
      metric,
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(topic))
  }
  const namespace = physicalName(settings.stage, 'shop')
  const metricName = 'ParkedEvents'
  for (const relay of relays) {
    relay.logGroup.addMetricFilter('Parked', {
      metricNamespace: namespace,
      metricName,
      // What `park` in `server/platform/relay.ts` writes: one line for each event.
      filterPattern: FilterPattern.numberValue('$.parkedEvents', '>', 0),
      metricValue: '$.parkedEvents',
    })
  }
  raise(
    'parked-events',
    'An event cannot be published: find out why in the logs, then publish it again on /ops.',
    new Metric({ namespace, metricName, statistic: 'Sum', period }),
  )
  for (const queue of names(queues)) {
    raise(
      `${queue}-given-up`,
      `A message of ${queue} was given up: find out why in the logs, then bring it back on /ops or by npm run redrive.`,
      givenUp(settings, queue, period),
    )
  }
}

/** Messages in a queue's dead-letter queue. */
const givenUp = (settings: Settings, queue: QueueName, every: Duration): Metric =>
  new Metric({
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensionsMap: { QueueName: physicalName(settings.stage, `${queue}-dlq`, queues[queue].fifo) },
    statistic: 'Maximum',
    period: every,
  })

/** Where alarms are told; alarms of this account alone may tell there. */
function alarmTopic(scope: Construct, settings: Settings, key: Key): Topic {
  const conditions = { StringEquals: { 'aws:SourceAccount': settings.account } }
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowAlarms',
      principals: [service],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions,
    }),
  )
  const topic = new Topic(scope, 'Alarms', {
    topicName: physicalName(settings.stage, 'alarms'),
    masterKey: key,
    enforceSSL: true,
  })
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowAlarms',
      principals: [service],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions,
    }),
  )
  if (settings.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(settings.alarmEmail))
  return topic
}
