import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  SignUpCommand,
  AdminConfirmSignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CloudProcess, startCloudProcess, temporaryDirectory } from '@/tests/contract/cloud-process'

const PASSWORD = 'Harbour-light-1'
const directory = temporaryDirectory()
let cloud: CloudProcess

beforeAll(async () => {
  cloud = await startCloudProcess(directory.path)
})
afterAll(async () => {
  await cloud.stop()
  directory.remove()
})

function connect({ variables }: CloudProcess) {
  const connection = {
    region: variables.AWS_REGION ?? '',
    credentials: {
      accessKeyId: variables.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: variables.AWS_SECRET_ACCESS_KEY ?? '',
    },
    maxAttempts: 1,
  }
  const cognito = variables.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? ''
  return {
    sqs: new SQSClient({
      ...connection,
      endpoint: variables.AWS_ENDPOINT_URL_SQS ?? '',
      useQueueUrlAsEndpoint: false,
    }),
    events: new EventBridgeClient({ ...connection, endpoint: variables.AWS_ENDPOINT_URL_EVENTBRIDGE ?? '' }),
    cognito: new CognitoIdentityProviderClient({ ...connection, endpoint: cognito }),
    keys: async (pool: string) => (await fetch(`${cognito}/${pool}/.well-known/jwks.json`)).json(),
  }
}

/** Works until the cloud dies under it, and returns what was acknowledged before. */
async function untilKilled(acknowledge: (n: number) => Promise<string>, workers: number, enough: number) {
  const acknowledged: string[] = []
  let next = 0
  let killed: Promise<void> | undefined
  const work = async () => {
    for (;;) {
      next += 1
      try {
        acknowledged.push(await acknowledge(next))
      } catch (error) {
        if (killed) return
        throw error
      }
      if (acknowledged.length >= enough) killed ??= cloud.kill()
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  await killed
  cloud = await startCloudProcess(directory.path)
  return acknowledged
}

async function drain(sqs: SQSClient, QueueUrl: string): Promise<Message[]> {
  const all: Message[] = []
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 2,
        MessageSystemAttributeNames: ['All'],
      }),
    )
    if (Messages.length === 0) return all
    all.push(...Messages)
    for (const { ReceiptHandle } of Messages) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    }
  }
}

describe('after kill -9', () => {
  it('every acknowledged message is there, in the order of its group, and known as a duplicate', async () => {
    const before = connect(cloud)
    const { QueueUrl = '' } = await before.sqs.send(
      new CreateQueueCommand({ QueueName: 'orders.fifo', Attributes: { FifoQueue: 'true' } }),
    )
    const put = (sqs: SQSClient, n: number) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: String(n),
          MessageGroupId: `g${n % 4}`,
          MessageDeduplicationId: `d${n}`,
        }),
      )
    const ids = new Map<number, string>()
    const acknowledged = await untilKilled(
      async (n) => {
        const { MessageId = '' } = await put(before.sqs, n)
        ids.set(n, MessageId)
        return MessageId
      },
      8,
      150,
    )
    const { sqs } = connect(cloud)
    for (const [n, id] of [...ids].slice(0, 5)) expect((await put(sqs, n)).MessageId).toBe(id)
    const received = await drain(sqs, QueueUrl)
    expect(received.map((message) => message.MessageId)).toEqual(expect.arrayContaining(acknowledged))
    expect(new Set(received.map((message) => message.MessageId)).size).toBe(received.length)
    for (const group of ['g0', 'g1', 'g2', 'g3']) {
      const numbers = received
        .filter((message) => message.Attributes?.MessageGroupId === group)
        .map((message) => message.Attributes?.SequenceNumber ?? '')
      expect(numbers).toEqual(numbers.toSorted())
    }
  })

  it('what a consumer holds is still hidden, blocks its group, and is deleted by the same handle', async () => {
    const before = connect(cloud)
    const { QueueUrl = '' } = await before.sqs.send(
      new CreateQueueCommand({
        QueueName: 'held.fifo',
        Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '600' },
      }),
    )
    for (const MessageBody of ['first', 'second']) {
      await before.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: 'g' }))
    }
    const { Messages = [] } = await before.sqs.send(new ReceiveMessageCommand({ QueueUrl }))
    await cloud.kill()
    cloud = await startCloudProcess(directory.path)
    const { sqs } = connect(cloud)
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined()
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }))
    expect((await drain(sqs, QueueUrl)).map((message) => message.Body)).toEqual(['second'])
  })

  it('every accepted event reaches its queue', async () => {
    const before = connect(cloud)
    const { QueueUrl = '' } = await before.sqs.send(new CreateQueueCommand({ QueueName: 'listener' }))
    const EventBusName = 'shop'
    await before.events.send(new CreateEventBusCommand({ Name: EventBusName }))
    const EventPattern = JSON.stringify({ source: ['shop'] })
    await before.events.send(new PutRuleCommand({ Name: 'all', EventBusName, EventPattern }))
    const Arn = 'arn:aws:sqs:us-east-1:000000000000:listener'
    await before.events.send(
      new PutTargetsCommand({ Rule: 'all', EventBusName, Targets: [{ Id: 'listener', Arn }] }),
    )
    const acknowledged = await untilKilled(
      async (n) => {
        const { Entries } = await before.events.send(
          new PutEventsCommand({
            Entries: [{ EventBusName, Source: 'shop', DetailType: 'Counted', Detail: JSON.stringify({ n }) }],
          }),
        )
        return Entries?.[0]?.EventId ?? ''
      },
      8,
      100,
    )
    const received = await drain(connect(cloud).sqs, QueueUrl)
    const ids = received.map((message) => JSON.parse(message.Body ?? '').id)
    expect(ids).toEqual(expect.arrayContaining(acknowledged))
  })

  it('users, their sessions and the keys of the pool are as before', async () => {
    const before = connect(cloud)
    const { UserPool } = await before.cognito.send(
      new CreateUserPoolCommand({ PoolName: 'durable', UsernameAttributes: ['email'] }),
    )
    const UserPoolId = UserPool?.Id ?? ''
    const { UserPoolClient } = await before.cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'web',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    )
    const ClientId = UserPoolClient?.ClientId
    const first = 'ada@quayside.example'
    const join = async (Username: string) => {
      const { UserSub = '' } = await before.cognito.send(
        new SignUpCommand({ ClientId, Username, Password: PASSWORD }),
      )
      return UserSub
    }
    await join(first)
    await before.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: first }))
    const signIn = (client: CognitoIdentityProviderClient) =>
      client.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: first, PASSWORD },
        }),
      )
    const { AuthenticationResult: session } = await signIn(before.cognito)
    const keys = await before.keys(UserPoolId)
    const subs = await untilKilled((n) => join(`user-${n}@quayside.example`), 4, 20)
    const { cognito, keys: keysNow } = connect(cloud)
    for (const Username of subs) await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }))
    expect(await keysNow(UserPoolId)).toEqual(keys)
    await cognito.send(new GetUserCommand({ AccessToken: session?.AccessToken }))
    await cognito.send(
      new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: session?.RefreshToken }),
    )
    expect((await signIn(cognito)).AuthenticationResult?.AccessToken).toBeDefined()
  })
})
