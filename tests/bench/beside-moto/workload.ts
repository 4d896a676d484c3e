import {
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { CreateEventBusCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { clientsOf, type Environment } from './clients'

export type Call = (n: number) => Promise<unknown>

/** What is measured, prepared on one side.
 *  @param name of everything that it makes there */
export async function workload(environment: Environment, name: string): Promise<Record<string, Call>> {
  const { dynamo, s3, sqs, events } = clientsOf(environment)
  const TableName = name
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  )
  await waitUntilTableExists({ client: dynamo, maxWaitTime: 20, minDelay: 1 }, { TableName })
  await s3.send(new CreateBucketCommand({ Bucket: name }))
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }))
  await events.send(new CreateEventBusCommand({ Name: name }))
  const item = (n: number) => ({
    pk: { S: `item-${n % 500}` },
    text: { S: 'x'.repeat(300) },
    n: { N: `${n}` },
  })
  const Body = Buffer.alloc(16_384, 'x')
  return {
    'DynamoDB put': (n) => dynamo.send(new PutItemCommand({ TableName, Item: item(n) })),
    'DynamoDB get': (n) =>
      dynamo.send(new GetItemCommand({ TableName, Key: { pk: { S: `item-${n % 500}` } } })),
    'DynamoDB transaction of two': (n) =>
      dynamo.send(
        new TransactWriteItemsCommand({
          TransactItems: ['a', 'b'].map((side) => ({
            Put: { TableName, Item: { ...item(n), pk: { S: `${side}-${n}` } } },
          })),
        }),
      ),
    'S3 put of 16 kB': (n) => s3.send(new PutObjectCommand({ Bucket: name, Key: `k/${n % 500}`, Body })),
    'S3 get of 16 kB': async (n) => {
      const { Body: answer } = await s3.send(new GetObjectCommand({ Bucket: name, Key: `k/${n % 20}` }))
      return answer?.transformToByteArray()
    },
    'SQS send, receive, delete': async (n) => {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `message ${n}` }))
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }))
      for (const { ReceiptHandle } of Messages)
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    },
    'EventBridge put': (n) =>
      events.send(
        new PutEventsCommand({
          Entries: [{ EventBusName: name, Source: 's', DetailType: 'd', Detail: `{"n":${n}}` }],
        }),
      ),
  }
}
