import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CloudTarget, cloudTarget } from './target'

let target: CloudTarget
let events: EventBridgeClient
let sqs: SQSClient
let serial = 0

beforeAll(async () => {
  target = await cloudTarget()
  const { region, credentials, endpoints } = target
  events = new EventBridgeClient({
    region,
    credentials,
    ...(endpoints.eventbridge ? { endpoint: endpoints.eventbridge } : {}),
  })
  sqs = new SQSClient({
    region,
    credentials,
    useQueueUrlAsEndpoint: false,
    ...(endpoints.sqs ? { endpoint: endpoints.sqs } : {}),
  })
})
afterAll(async () => {
  events.destroy()
  sqs.destroy()
  await target.stop()
})

const fresh = (kind: string) => `contract-${kind}-${Date.now()}-${(serial += 1)}`

async function createQueue(fifo = false): Promise<{ url: string; arn: string }> {
  const { QueueUrl: url = '' } = await sqs.send(
    new CreateQueueCommand({
      QueueName: `${fresh('queue')}${fifo ? '.fifo' : ''}`,
      ...(fifo ? { Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true' } } : {}),
    }),
  )
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  )
  return { url, arn: Attributes?.QueueArn ?? '' }
}

async function receive(url: string, seconds = 5): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: seconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  )
  for (const { ReceiptHandle } of Messages) {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }))
  }
  return Messages
}

async function createBus(): Promise<string> {
  const Name = fresh('bus')
  await events.send(new CreateEventBusCommand({ Name }))
  return Name
}

/** A bus whose one rule delivers what matches to one queue. */
async function route(pattern: object, more: Partial<Target> = {}, fifo = false) {
  const [bus, queue, rule] = [await createBus(), await createQueue(fifo), fresh('rule')]
  await events.send(
    new PutRuleCommand({ Name: rule, EventBusName: bus, EventPattern: JSON.stringify(pattern) }),
  )
  const { FailedEntryCount } = await events.send(
    new PutTargetsCommand({
      Rule: rule,
      EventBusName: bus,
      Targets: [{ Id: 'queue', Arn: queue.arn, ...more }],
    }),
  )
  expect(FailedEntryCount).toBe(0)
  const put = (detail: object, entry: Partial<PutEventsRequestEntry> = {}) =>
    events.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: bus,
            Source: 'shop',
            DetailType: 'Happened',
            Detail: JSON.stringify(detail),
            ...entry,
          },
        ],
      }),
    )
  return { bus, rule, put, ...queue }
}

describe('buses and rules', () => {
  it('creates, describes, lists and deletes buses', async () => {
    const name = await createBus()
    await expect(events.send(new CreateEventBusCommand({ Name: name }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    })
    const { Arn } = await events.send(new DescribeEventBusCommand({ Name: name }))
    expect(Arn).toMatch(new RegExp(`^arn:aws:events:${target.region}:\\d{12}:event-bus/${name}$`))
    const { EventBuses } = await events.send(new ListEventBusesCommand({ NamePrefix: name }))
    expect(EventBuses).toMatchObject([{ Name: name, Arn }])
    await events.send(new DeleteEventBusCommand({ Name: name }))
    await expect(events.send(new DescribeEventBusCommand({ Name: name }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    expect(await events.send(new DescribeEventBusCommand({}))).toMatchObject({ Name: 'default' })
  })

  it('keeps a rule with its targets until they are removed', async () => {
    const { bus, rule, arn } = await route({ source: ['shop'] })
    const which = { EventBusName: bus }
    expect(await events.send(new DescribeRuleCommand({ Name: rule, ...which }))).toMatchObject({
      Name: rule,
      State: 'ENABLED',
      EventPattern: '{"source":["shop"]}',
      Arn: expect.stringContaining(`rule/${bus}/${rule}`),
    })
    expect((await events.send(new ListRulesCommand(which))).Rules).toHaveLength(1)
    expect((await events.send(new ListTargetsByRuleCommand({ Rule: rule, ...which }))).Targets).toMatchObject(
      [{ Id: 'queue', Arn: arn }],
    )
    expect(
      (await events.send(new ListRuleNamesByTargetCommand({ TargetArn: arn, ...which }))).RuleNames,
    ).toEqual([rule])
    await expect(events.send(new DeleteRuleCommand({ Name: rule, ...which }))).rejects.toThrow(/has targets/)
    await expect(events.send(new DeleteEventBusCommand({ Name: bus }))).rejects.toThrow(/has rules/)
    const removed = await events.send(
      new RemoveTargetsCommand({ Rule: rule, Ids: ['queue', 'nobody'], ...which }),
    )
    expect(removed.FailedEntries).toMatchObject([
      { TargetId: 'nobody', ErrorCode: 'ResourceNotFoundException' },
    ])
    await events.send(new DeleteRuleCommand({ Name: rule, ...which }))
    await expect(events.send(new DescribeRuleCommand({ Name: rule, ...which }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  it('refuses patterns, targets and operations that it cannot honour', async () => {
    const put = (EventPattern: string) =>
      events.send(new PutRuleCommand({ Name: fresh('rule'), EventPattern }))
    for (const pattern of [
      '{',
      '[]',
      '{}',
      '{"a":"b"}',
      '{"a":[]}',
      '{"a":[{"nope":1}]}',
      '{"a":[{"numeric":["<"]}]}',
    ]) {
      await expect(put(pattern), pattern).rejects.toMatchObject({ name: 'InvalidEventPatternException' })
    }
    const { bus, rule } = await route({ source: ['x'] })
    const fifo = await createQueue(true)
    const { FailedEntries } = await events.send(
      new PutTargetsCommand({
        Rule: rule,
        EventBusName: bus,
        Targets: [
          { Id: 'lambda', Arn: 'arn:aws:lambda:us-east-1:000000000000:function:x' },
          { Id: 'groupless', Arn: fifo.arn },
        ],
      }),
    )
    expect(FailedEntries?.map((entry) => entry.TargetId)).toEqual(['lambda', 'groupless'])
    expect(FailedEntries?.[0]?.ErrorMessage).toMatch(/not implemented/)
    const archive = events.send(new CreateArchiveCommand({ ArchiveName: 'a', EventSourceArn: 'arn:x' }))
    await expect(archive).rejects.toThrow(/CreateArchive/)
  })
})

describe('events', () => {
  it('reach the queue of a matching rule in the official envelope', async () => {
    const { put, url } = await route({ source: ['shop'], detail: { kind: [{ prefix: 'or' }] } })
    await put({ kind: 'cart' })
    const { Entries, FailedEntryCount } = await put(
      { kind: 'order', total: 12.5 },
      { Time: new Date('2026-11-21T10:00:00.900Z'), Resources: ['arn:a'] },
    )
    expect(FailedEntryCount).toBe(0)
    const messages = await receive(url)
    expect(messages.map((message) => JSON.parse(message.Body ?? ''))).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'Happened',
        source: 'shop',
        account: expect.stringMatching(/^\d{12}$/),
        time: '2026-11-21T10:00:00Z',
        region: target.region,
        resources: ['arn:a'],
        detail: { kind: 'order', total: 12.5 },
      },
    ])
  })

  it('fail entry by entry', async () => {
    const { put: _put, bus, url } = await route({ source: ['shop'] })
    const base = { EventBusName: bus, Source: 'shop', DetailType: 'T' }
    const output = await events.send(
      new PutEventsCommand({
        Entries: [
          { ...base, Detail: '{"n":1}' },
          { ...base, Detail: 'not json' },
          { ...base, Detail: `{"n":${'['.repeat(2000)}${']'.repeat(2000)}}` },
          { ...base, Detail: '{}', Source: 'aws.s3' },
          { ...base, DetailType: '', Detail: '{}' },
          { ...base, Detail: '{"n":2}' },
        ],
      }),
    )
    expect(output.FailedEntryCount).toBe(4)
    expect(output.Entries?.map((entry) => entry.ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      'InvalidArgument',
      undefined,
    ])
    const received = await receive(url)
    expect(received.map((message) => JSON.parse(message.Body ?? '').detail.n)).toEqual([1, 2])
  })

  it('are limited to ten entries and one megabyte', async () => {
    const entry = { Source: 's', DetailType: 't', Detail: '{}' }
    const many = events.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry) }))
    await expect(many).rejects.toMatchObject({ name: 'ValidationException' })
    const large = { ...entry, Detail: JSON.stringify({ x: 'x'.repeat(600_000) }) }
    expect((await events.send(new PutEventsCommand({ Entries: [large] }))).FailedEntryCount).toBe(0)
    await expect(events.send(new PutEventsCommand({ Entries: [large, large] }))).rejects.toThrow(
      /over the limit/,
    )
  })

  it('go to a FIFO queue in the group that the target names, or that stands in the event', async () => {
    const fixed = await route({ source: ['shop'] }, { SqsParameters: { MessageGroupId: 'all' } }, true)
    await fixed.put({ order: 'o-1' })
    expect((await receive(fixed.url))[0]?.Attributes?.MessageGroupId).toBe('all')
    const path = { SqsParameters: { MessageGroupId: '$.detail.order' } }
    const dynamic = await route({ source: ['shop'] }, path, true)
    for (const step of [1, 2, 3]) await dynamic.put({ order: 'o-1', step })
    const seen: Message[] = []
    while (seen.length < 3) seen.push(...(await receive(dynamic.url)))
    expect(seen.map((message) => JSON.parse(message.Body ?? '').detail.step)).toEqual([1, 2, 3])
    expect(seen[0]?.Attributes?.MessageGroupId).toBe('o-1')
  })

  it('are not delivered by a disabled rule', async () => {
    const { bus, rule, put, url } = await route({ source: ['shop'] })
    await events.send(new DisableRuleCommand({ Name: rule, EventBusName: bus }))
    await put({ n: 1 })
    await events.send(new EnableRuleCommand({ Name: rule, EventBusName: bus }))
    await put({ n: 2 })
    expect((await receive(url)).map((message) => JSON.parse(message.Body ?? '').detail)).toEqual([{ n: 2 }])
  })

  it('can be reshaped on the way to a target', async () => {
    const send = async (more: Partial<Target>) => {
      const { put, url, rule } = await route({ source: ['shop'] }, more)
      await put({ order: 'o-1', note: 'say "hi"', lines: [{ sku: 'a' }, { sku: 'b' }] })
      return { body: (await receive(url))[0]?.Body ?? '', rule }
    }
    expect((await send({ Input: '{"fixed":true}' })).body).toBe('{"fixed":true}')
    expect((await send({ InputPath: '$.detail.lines[1]' })).body).toBe('{"sku":"b"}')
    const { body, rule } = await send({
      InputTransformer: {
        InputPathsMap: { order: '$.detail.order', note: '$.detail.note', lines: '$.detail.lines' },
        InputTemplate:
          '{"id": <order>, "text": "<order>: <note>", "lines": <lines>, "rule": "<aws.events.rule-name>"}',
      },
    })
    expect(JSON.parse(body)).toEqual({
      id: 'o-1',
      text: 'o-1: say "hi"',
      lines: [{ sku: 'a' }, { sku: 'b' }],
      rule,
    })
  })

  it('go to the dead-letter queue at once when the queue is gone', async () => {
    const dead = await createQueue()
    const { put, url, arn } = await route({ source: ['shop'] }, { DeadLetterConfig: { Arn: dead.arn } })
    await sqs.send(new DeleteQueueCommand({ QueueUrl: url }))
    await put({ n: 1 })
    const [message] = await receive(dead.url)
    expect(JSON.parse(message?.Body ?? '').detail).toEqual({ n: 1 })
    expect(message?.MessageAttributes).toMatchObject({
      TARGET_ARN: { StringValue: arn },
      ERROR_CODE: { StringValue: 'NO_RESOURCE' },
    })
  })

  it('are retried, and buried when the retries are used up', async () => {
    const dead = await createQueue()
    const { put, url } = await route(
      { source: ['shop'] },
      { DeadLetterConfig: { Arn: dead.arn }, RetryPolicy: { MaximumRetryAttempts: 1 } },
    )
    const fail = (times: number) =>
      target.ask('/faults', {
        service: 'eventbridge',
        operation: 'Deliver',
        times,
        kind: 'error',
        code: 'Throttled',
        status: 503,
      })
    await fail(1)
    await put({ n: 1 })
    await target.advance(3_000)
    expect((await receive(url)).map((message) => JSON.parse(message.Body ?? '').detail)).toEqual([{ n: 1 }])
    await fail(2)
    await put({ n: 2 })
    await target.advance(3_000)
    const [message] = await receive(dead.url)
    expect(JSON.parse(message?.Body ?? '').detail).toEqual({ n: 2 })
    expect(message?.MessageAttributes?.EXHAUSTED_RETRY_CONDITION?.StringValue).toBe('MaximumRetryAttempts')
  })
})

describe('patterns', () => {
  it('are tested without a rule', async () => {
    const Event = JSON.stringify({
      id: '1',
      'detail-type': 'Happened',
      source: 'shop',
      account: '1',
      time: '2026-11-21T10:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail: { total: 12 },
    })
    const test = async (pattern: object) =>
      (await events.send(new TestEventPatternCommand({ Event, EventPattern: JSON.stringify(pattern) })))
        .Result
    expect(await test({ detail: { total: [{ numeric: ['>', 10, '<=', 12] }] } })).toBe(true)
    expect(await test({ detail: { total: [{ numeric: ['>', 12] }] } })).toBe(false)
    await expect(
      events.send(new TestEventPatternCommand({ Event: '{}', EventPattern: '{"source":["a"]}' })),
    ).rejects.toMatchObject({ name: 'ValidationException' })
  })
})
