import {
  CreateEventBusCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs'
import { z } from 'zod'
import type { Load } from './load'

const EventBusName = 'durability'
const Told = z.object({ detail: z.object({ number: z.int() }) }).transform(({ detail }) => detail.number)

/** Events on a bus, which a rule hands to a queue. */
export function eventsLoad(): Load {
  let url = ''
  let next = 0
  const acknowledged = new Set<number>()
  const arrived = new Set<number>()

  return {
    name: 'eventbridge',
    workers: 2,
    acknowledged: () => acknowledged.size,

    async open({ events, sqs }) {
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'durability-events' }))
      url = QueueUrl
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
      )
      await events.send(new CreateEventBusCommand({ Name: EventBusName }))
      const rule = { EventBusName, EventPattern: JSON.stringify({ source: ['quayside.durability'] }) }
      await events.send(new PutRuleCommand({ Name: 'all', ...rule }))
      await events.send(
        new PutTargetsCommand({
          EventBusName,
          Rule: 'all',
          Targets: [{ Id: 'queue', Arn: Attributes?.QueueArn ?? '' }],
        }),
      )
    },

    async step({ events }) {
      const number = next++
      const { FailedEntryCount } = await events.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName,
              Source: 'quayside.durability',
              DetailType: 'Counted',
              Detail: JSON.stringify({ number }),
            },
          ],
        }),
      )
      if (FailedEntryCount === 0) acknowledged.add(number)
    },

    async check({ sqs }) {
      const missing = () => [...acknowledged].filter((number) => !arrived.has(number))
      for (let quiet = 0; quiet < 20 && missing().length > 0; ) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
        )
        quiet = Messages.length > 0 ? 0 : quiet + 1
        for (const { Body = '' } of Messages) arrived.add(Told.parse(JSON.parse(Body)))
        if (Messages.length > 0) {
          await sqs.send(
            new DeleteMessageBatchCommand({
              QueueUrl: url,
              Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
            }),
          )
        }
      }
      return missing().map((number) => `event ${number} never arrived`)
    },
  }
}
