import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { CreateTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { CreateEventBusCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge'
import { CreateBucketCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { Clients } from '@/tests/durability/load'
import { fuzzBucket } from './objects'
import { fuzzBus, fuzzQueue, fuzzTable } from './services'

let asked = { queueUrl: '', pool: { UserPoolId: '', ClientId: '' } }

/** A table, a bucket, a queue, a bus and a pool, each with something in it. */
export async function makeState({ documents, s3, sqs, events, cognito }: Clients) {
  await documents.send(
    new CreateTableCommand({
      TableName: fuzzTable,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
    }),
  )
  for (const sk of ['0', '1', '2']) {
    const Item = { pk: 'fuzz', sk, a: 1, b: 'text', list: ['x'], map: { a: 'x' } }
    await documents.send(new PutCommand({ TableName: fuzzTable, Item }))
  }
  await s3.send(new CreateBucketCommand({ Bucket: fuzzBucket }))
  await s3.send(new PutObjectCommand({ Bucket: fuzzBucket, Key: 'key', Body: 'hello' }))
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: fuzzQueue, Attributes: { FifoQueue: 'true' } }),
  )
  await events.send(new CreateEventBusCommand({ Name: fuzzBus }))
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: 'fuzz',
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
    }),
  )
  const UserPoolId = UserPool?.Id ?? ''
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'fuzz',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
    }),
  )
  asked = { queueUrl: QueueUrl, pool: { UserPoolId, ClientId: UserPoolClient?.ClientId ?? '' } }
  return asked
}

/** Everything that a refused request could have changed, as a text. */
export async function snapshot({ documents, s3, sqs, events, cognito }: Clients): Promise<string> {
  const [tables, items, objects, queue, rules, people] = await Promise.all([
    documents.send(new ListTablesCommand({})),
    documents.send(new ScanCommand({ TableName: fuzzTable })),
    s3.send(new ListObjectVersionsCommand({ Bucket: fuzzBucket })),
    sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: asked.queueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    ),
    events.send(new ListRulesCommand({ EventBusName: fuzzBus })),
    cognito.send(new ListUsersCommand({ UserPoolId: asked.pool.UserPoolId })),
  ])
  return JSON.stringify([
    tables.TableNames,
    items.Items,
    objects.Versions?.map(({ Key, ETag, VersionId }) => [Key, ETag, VersionId]),
    objects.DeleteMarkers?.map(({ Key, VersionId }) => [Key, VersionId]),
    // A message that was received shows again by itself.
    waiting(queue.Attributes),
    rules.Rules?.map(({ Name, EventPattern, State }) => [Name, EventPattern, State]),
    people.Users?.map(({ Username, UserStatus, Attributes }) => [Username, UserStatus, Attributes]),
  ])
}

const waiting = (attributes: Readonly<Record<string, string>> = {}): number =>
  Number(attributes.ApproximateNumberOfMessages) + Number(attributes.ApproximateNumberOfMessagesNotVisible)
