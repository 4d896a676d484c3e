import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
  AddPermissionCommand,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CloudTarget, cloudTarget } from './target'

let target: CloudTarget
let sqs: SQSClient
let serial = 0

beforeAll(async () => {
  target = await cloudTarget()
  sqs = new SQSClient({
    region: target.region,
    credentials: target.credentials,
    useQueueUrlAsEndpoint: false,
    ...(target.endpoints.sqs ? { endpoint: target.endpoints.sqs } : {}),
  })
})
afterAll(async () => {
  sqs.destroy()
  await target.stop()
})

const freshName = (suffix = '') => `contract-${Date.now()}-${(serial += 1)}${suffix}`

async function createQueue(attributes: Record<string, string> = {}): Promise<string> {
  const name = freshName(attributes.FifoQueue ? '.fifo' : '')
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }))
  return QueueUrl ?? ''
}

const createFifo = (attributes: Record<string, string> = {}) =>
  createQueue({ FifoQueue: 'true', ContentBasedDeduplication: 'true', ...attributes })

async function attributesOf(url: string): Promise<Record<string, string>> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  )
  return Attributes ?? {}
}

const arnOf = async (url: string) => (await attributesOf(url)).QueueArn ?? ''

const send = (url: string, body: string, more: Partial<SendMessageCommandInput> = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...more }))

async function receive(url: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
      ...more,
    }),
  )
  return Messages ?? []
}

const remove = (url: string, message: Message | undefined) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }))

const hide = (url: string, message: Message | undefined, seconds: number) =>
  sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: url,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: seconds,
    }),
  )

const bodies = (messages: Message[]) => messages.map((message) => message.Body)

describe('queues', () => {
  it('creates a queue once, finds it again, and refuses other settings under its name', async () => {
    const name = freshName()
    const create = (Attributes: Record<string, string>) =>
      sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))
    const first = await create({ VisibilityTimeout: '45' })
    expect((await create({ VisibilityTimeout: '45' })).QueueUrl).toBe(first.QueueUrl)
    await expect(create({ VisibilityTimeout: '46' })).rejects.toMatchObject({
      name: 'QueueNameExists',
      Code: 'QueueAlreadyExists',
    })
    const found = await sqs.send(new GetQueueUrlCommand({ QueueName: name }))
    expect(found.QueueUrl).toBe(first.QueueUrl)
    expect(found.QueueUrl).toMatch(new RegExp(`^https?://[^/]+/\\d{12}/${name}$`))
  })

  it('says by its official name that a queue does not exist', async () => {
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'nobody' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      Code: 'AWS.SimpleQueueService.NonExistentQueue',
    })
    await expect(send('http://127.0.0.1/000000000000/nobody', 'x')).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    })
  })

  it('keeps attributes and refuses unknown or impossible ones', async () => {
    const url = await createQueue({ DelaySeconds: '3' })
    expect(await attributesOf(url)).toMatchObject({
      DelaySeconds: '3',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      VisibilityTimeout: '30',
      ApproximateNumberOfMessages: '0',
    })
    const set = (Attributes: Record<string, string>) =>
      sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }))
    await set({ VisibilityTimeout: '7' })
    expect((await attributesOf(url)).VisibilityTimeout).toBe('7')
    await expect(set({ VisibilityTimeout: '43201' })).rejects.toMatchObject({ name: 'InvalidAttributeValue' })
    await expect(set({ Colour: 'blue' })).rejects.toMatchObject({ name: 'InvalidAttributeName' })
    await expect(set({ ContentBasedDeduplication: 'true' })).rejects.toMatchObject({
      name: 'InvalidAttributeName',
    })
  })

  it('lists queues by prefix and page', async () => {
    const prefix = freshName('-list')
    for (const each of ['a', 'b', 'c']) {
      await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}-${each}` }))
    }
    const first = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 2 }))
    expect(first.QueueUrls).toHaveLength(2)
    const rest = await sqs.send(
      new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 2, NextToken: first.NextToken }),
    )
    expect(rest.QueueUrls).toHaveLength(1)
    expect(rest.NextToken).toBeUndefined()
  })

  it('tags and untags', async () => {
    const url = await createQueue()
    await sqs.send(new TagQueueCommand({ QueueUrl: url, Tags: { owner: 'orders', tier: 'gold' } }))
    await sqs.send(new UntagQueueCommand({ QueueUrl: url, TagKeys: ['tier'] }))
    expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl: url }))).Tags).toEqual({ owner: 'orders' })
  })

  it('deletes a queue with its messages, and lets its name rest for a minute', async () => {
    const name = freshName()
    const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }))
    await send(url, 'lost')
    await sqs.send(new DeleteQueueCommand({ QueueUrl: url }))
    await expect(receive(url)).rejects.toMatchObject({ name: 'QueueDoesNotExist' })
    await expect(sqs.send(new CreateQueueCommand({ QueueName: name }))).rejects.toMatchObject({
      name: 'QueueDeletedRecently',
    })
    await target.advance(61_000)
    await sqs.send(new CreateQueueCommand({ QueueName: name }))
    expect(await receive(url)).toEqual([])
  })

  it('purges at most once a minute', async () => {
    const url = await createQueue()
    await send(url, 'one')
    await sqs.send(new PurgeQueueCommand({ QueueUrl: url }))
    expect(await receive(url)).toEqual([])
    await expect(sqs.send(new PurgeQueueCommand({ QueueUrl: url }))).rejects.toMatchObject({
      name: 'PurgeQueueInProgress',
      $metadata: { httpStatusCode: 403 },
    })
  })

  it('names the operation that it does not have', async () => {
    const call = sqs.send(
      new AddPermissionCommand({
        QueueUrl: 'http://x/000000000000/q',
        Label: 'l',
        AWSAccountIds: ['1'],
        Actions: ['*'],
      }),
    )
    await expect(call).rejects.toThrow(/AddPermission/)
  })
})

describe('a standard queue', () => {
  it('gives back body, attributes and digests as they were sent', async () => {
    const url = await createQueue()
    // The SDK itself verifies MD5 of bodies on both ways.
    const sent = await send(url, 'Grüße 🌊', {
      MessageAttributes: {
        city: { DataType: 'String', StringValue: 'Århus' },
        weight: { DataType: 'Number', StringValue: '12.5' },
        blob: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
      },
    })
    const [message] = await receive(url)
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'Grüße 🌊',
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes: {
        city: { StringValue: 'Århus' },
        weight: { DataType: 'Number', StringValue: '12.5' },
      },
      Attributes: { ApproximateReceiveCount: '1' },
    })
    expect(Array.from(message?.MessageAttributes?.blob?.BinaryValue ?? [])).toEqual([1, 2, 255])
  })

  it('calculates the attribute digest that the developer guide prescribes', async () => {
    const url = await createQueue()
    const sent = await send(url, 'x', {
      MessageAttributes: {
        test_attribute_name_1: { DataType: 'String', StringValue: 'test_attribute_value_1' },
      },
    })
    const { createHash } = await import('node:crypto')
    const part = (text: string) => {
      const bytes = Buffer.from(text)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return Buffer.concat([length, bytes])
    }
    const expected = createHash('md5')
      .update(part('test_attribute_name_1'))
      .update(part('String'))
      .update(Buffer.from([1]))
      .update(part('test_attribute_value_1'))
      .digest('hex')
    expect(sent.MD5OfMessageAttributes).toBe(expected)
  })

  it('hides a received message until its visibility ends, then counts again', async () => {
    const url = await createQueue({ VisibilityTimeout: '30' })
    await send(url, 'again')
    const [first] = await receive(url)
    expect(await receive(url)).toEqual([])
    expect(await attributesOf(url)).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    })
    await target.advance(31_000)
    const [second] = await receive(url)
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2')
    expect(second?.Attributes?.ApproximateFirstReceiveTimestamp).toBe(
      first?.Attributes?.ApproximateFirstReceiveTimestamp,
    )
    await remove(url, first)
    await remove(url, second)
    await remove(url, second)
    await target.advance(31_000)
    expect(await receive(url)).toEqual([])
  })

  it('changes visibility of what is in flight, and of nothing else', async () => {
    const url = await createQueue()
    await send(url, 'x')
    const [message] = await receive(url)
    await hide(url, message, 0)
    await expect(hide(url, message, 10)).rejects.toMatchObject({ name: 'MessageNotInflight' })
    const [again] = await receive(url)
    await hide(url, again, 600)
    await target.advance(60_000)
    expect(await receive(url)).toEqual([])
    await expect(hide(url, again, 43_201)).rejects.toMatchObject({ name: 'InvalidParameterValue' })
    await expect(hide(url, { ReceiptHandle: 'rubbish' }, 1)).rejects.toMatchObject({
      name: 'ReceiptHandleIsInvalid',
    })
  })

  it('delays messages by the queue or by themselves', async () => {
    const url = await createQueue({ DelaySeconds: '5' })
    await send(url, 'queue')
    await send(url, 'own', { DelaySeconds: 60 })
    expect(await receive(url)).toEqual([])
    expect((await attributesOf(url)).ApproximateNumberOfMessagesDelayed).toBe('2')
    await target.advance(6_000)
    expect(bodies(await receive(url))).toEqual(['queue'])
    await target.advance(60_000)
    expect(bodies(await receive(url))).toContain('own')
  })

  it('forgets what is older than its retention', async () => {
    const url = await createQueue({ MessageRetentionPeriod: '60' })
    await send(url, 'old')
    await target.advance(61_000)
    expect(await receive(url)).toEqual([])
    expect((await attributesOf(url)).ApproximateNumberOfMessages).toBe('0')
  })

  it('answers a long poll as soon as a message arrives', async () => {
    const url = await createQueue()
    const poll = receive(url, { WaitTimeSeconds: 20 })
    const started = performance.now()
    await send(url, 'news')
    expect(bodies(await poll)).toEqual(['news'])
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  it('answers a long poll when visibility ends while it waits', async () => {
    const url = await createQueue()
    await send(url, 'back')
    await receive(url, { VisibilityTimeout: 1 })
    expect(bodies(await receive(url, { WaitTimeSeconds: 20 }))).toEqual(['back'])
  })

  it('does not lose a message to a consumer that went away', async () => {
    const url = await createQueue()
    const abort = new AbortController()
    const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), {
      abortSignal: abort.signal,
    })
    setImmediate(() => abort.abort())
    await expect(poll).rejects.toMatchObject({ name: 'AbortError' })
    await send(url, 'still here')
    expect(bodies(await receive(url, { WaitTimeSeconds: 5 }))).toEqual(['still here'])
  })

  it('refuses bodies that are empty, too large or not text', async () => {
    const url = await createQueue()
    await expect(send(url, '')).rejects.toMatchObject({ name: 'MissingParameter' })
    await expect(send(url, 'a\u0000b')).rejects.toMatchObject({ name: 'InvalidMessageContents' })
    await expect(send(url, 'x'.repeat(1_048_577))).rejects.toMatchObject({ name: 'InvalidParameterValue' })
    await send(url, 'x'.repeat(1_048_576))
    const small = await createQueue({ MaximumMessageSize: '1024' })
    await expect(send(small, 'x'.repeat(1025))).rejects.toThrow(/shorter than 1024 bytes/)
  })

  it('takes batches entry by entry', async () => {
    const url = await createQueue({ MaximumMessageSize: '1024' })
    const batch = (Entries: Array<{ Id: string; MessageBody: string; DelaySeconds?: number }>) =>
      sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))
    const output = await batch([
      { Id: 'good', MessageBody: 'fine' },
      { Id: 'late', MessageBody: 'x', DelaySeconds: 901 },
      { Id: 'big', MessageBody: 'x'.repeat(2000) },
    ])
    expect(output.Successful?.map((entry) => entry.Id)).toEqual(['good'])
    expect(output.Failed).toMatchObject([
      { Id: 'late', SenderFault: true, Code: 'InvalidParameterValue' },
      { Id: 'big', SenderFault: true, Code: 'InvalidParameterValue' },
    ])
    await expect(batch([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' })
    const many = Array.from({ length: 11 }, (_, index) => ({ Id: `${index}`, MessageBody: 'x' }))
    await expect(batch(many)).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' })
    await expect(
      batch([
        { Id: 'a', MessageBody: 'x' },
        { Id: 'a', MessageBody: 'y' },
      ]),
    ).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' })
    await expect(batch([{ Id: 'a b', MessageBody: 'x' }])).rejects.toMatchObject({
      name: 'InvalidBatchEntryId',
    })
    const half = 'x'.repeat(600_000)
    await expect(
      batch([
        { Id: 'a', MessageBody: half },
        { Id: 'b', MessageBody: half },
      ]),
    ).rejects.toMatchObject({ name: 'BatchRequestTooLong' })
  })

  it('deletes batches entry by entry', async () => {
    const url = await createQueue()
    await send(url, 'one')
    const [one] = await receive(url)
    const output = await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'ok', ReceiptHandle: one?.ReceiptHandle },
          { Id: 'bad', ReceiptHandle: 'rubbish' },
        ],
      }),
    )
    expect(output.Successful).toEqual([{ Id: 'ok' }])
    expect(output.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }])
  })

  it('gives only the attributes that were asked for', async () => {
    const url = await createQueue({ VisibilityTimeout: '0' })
    const text = (StringValue: string) => ({ DataType: 'String', StringValue })
    await send(url, 'x', { MessageAttributes: { 'a.one': text('1'), 'a.two': text('2'), b: text('3') } })
    const [some] = await receive(url, {
      MessageAttributeNames: ['a.*'],
      MessageSystemAttributeNames: ['SentTimestamp'],
    })
    expect(Object.keys(some?.MessageAttributes ?? {}).sort()).toEqual(['a.one', 'a.two'])
    expect(Object.keys(some?.Attributes ?? {})).toEqual(['SentTimestamp'])
  })

  it('refuses a wrong signature', async () => {
    const stranger = new SQSClient({
      region: target.region,
      credentials: { ...target.credentials, secretAccessKey: 'guessed' },
      ...(target.endpoints.sqs ? { endpoint: target.endpoints.sqs } : {}),
    })
    await expect(stranger.send(new ListQueuesCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    })
    stranger.destroy()
  })
})

describe('a FIFO queue', () => {
  it('gives several messages of a group in order, and blocks the group while any is in flight', async () => {
    const url = await createFifo()
    for (const body of ['a1', 'a2', 'a3']) await send(url, body, { MessageGroupId: 'a' })
    await send(url, 'b1', { MessageGroupId: 'b' })
    const first = await receive(url, { MaxNumberOfMessages: 2 })
    expect(bodies(first)).toEqual(['a1', 'a2'])
    expect(bodies(await receive(url))).toEqual(['b1'])
    await remove(url, first[0])
    expect(await receive(url)).toEqual([])
    await remove(url, first[1])
    expect(bodies(await receive(url))).toEqual(['a3'])
  })

  it('keeps the order of a group when its consumer fails', async () => {
    const url = await createFifo()
    for (const body of ['1', '2', '3']) await send(url, body, { MessageGroupId: 'g' })
    await receive(url, { MaxNumberOfMessages: 1, VisibilityTimeout: 30 })
    expect(await receive(url)).toEqual([])
    await target.advance(31_000)
    expect(bodies(await receive(url))).toEqual(['1', '2', '3'])
  })

  it('numbers messages and tells group and deduplication id', async () => {
    const url = await createFifo()
    const sent = await send(url, 'x', { MessageGroupId: 'g', MessageDeduplicationId: 'd-1' })
    const later = await send(url, 'y', { MessageGroupId: 'g', MessageDeduplicationId: 'd-2' })
    expect(sent.SequenceNumber).toMatch(/^\d{20}$/)
    expect(BigInt(later.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(sent.SequenceNumber ?? 0))
    const [message] = await receive(url)
    expect(message?.Attributes).toMatchObject({
      MessageGroupId: 'g',
      MessageDeduplicationId: 'd-1',
      SequenceNumber: sent.SequenceNumber,
    })
  })

  it('accepts a duplicate for five minutes without delivering it again', async () => {
    const url = await createFifo()
    const put = (id: string) => send(url, 'same', { MessageGroupId: 'g', MessageDeduplicationId: id })
    await put('once')
    await put('once')
    const [message, ...others] = await receive(url)
    expect(others).toEqual([])
    await remove(url, message)
    await put('once')
    expect(await receive(url)).toEqual([])
    await target.advance(5 * 60_000 + 1)
    await put('once')
    expect(await receive(url)).toHaveLength(1)
  })

  it('answers a duplicate with the ids of the first', async () => {
    const url = await createFifo()
    const put = () => send(url, 'same', { MessageGroupId: 'g', MessageDeduplicationId: 'once' })
    const { MessageId, SequenceNumber } = await put()
    expect(await put()).toMatchObject({ MessageId, SequenceNumber })
  })

  it('recognises duplicates by content when the queue says so, else insists on an id', async () => {
    const byContent = await createFifo()
    await send(byContent, 'same', { MessageGroupId: 'g' })
    await send(byContent, 'same', { MessageGroupId: 'other' })
    expect(await receive(byContent)).toHaveLength(1)
    const byId = await createFifo({ ContentBasedDeduplication: 'false' })
    await expect(send(byId, 'x', { MessageGroupId: 'g' })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    })
    await expect(send(byId, 'x')).rejects.toMatchObject({ name: 'MissingParameter' })
  })

  it('can keep deduplication apart for each group', async () => {
    const url = await createFifo({
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    })
    await send(url, 'same', { MessageGroupId: 'g' })
    await send(url, 'same', { MessageGroupId: 'other' })
    expect(await receive(url)).toHaveLength(2)
  })

  it('refuses to delete by an expired receipt handle', async () => {
    const url = await createFifo()
    await send(url, 'x', { MessageGroupId: 'g' })
    const [message] = await receive(url)
    await target.advance(31_000)
    await expect(remove(url, message)).rejects.toMatchObject({ name: 'InvalidParameterValue' })
  })

  it('repeats a receive whose answer was lost', async () => {
    const url = await createFifo()
    await send(url, 'x', { MessageGroupId: 'g' })
    const [first] = await receive(url, { ReceiveRequestAttemptId: 'try-1' })
    const [second] = await receive(url, { ReceiveRequestAttemptId: 'try-1' })
    expect(second?.ReceiptHandle).toBe(first?.ReceiptHandle)
    expect(await receive(url, { ReceiveRequestAttemptId: 'try-2' })).toEqual([])
  })

  it('wakes a long poll when the group is free again', async () => {
    const url = await createFifo()
    await send(url, '1', { MessageGroupId: 'g' })
    const [one] = await receive(url)
    await send(url, '2', { MessageGroupId: 'g' })
    const poll = receive(url, { WaitTimeSeconds: 20 })
    await remove(url, one)
    expect(bodies(await poll)).toEqual(['2'])
  })
})

describe('a dead-letter queue', () => {
  async function withDeadLetters(fifo: boolean) {
    const kind = fifo ? { FifoQueue: 'true', ContentBasedDeduplication: 'true' } : undefined
    const dead = await createQueue(kind)
    const source = await createQueue({
      ...kind,
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: await arnOf(dead), maxReceiveCount: 2 }),
    })
    return { dead, source }
  }

  it.each([false, true])('takes what was received too often (FIFO: %s), and gives it back', async (fifo) => {
    const { dead, source } = await withDeadLetters(fifo)
    const group = fifo ? { MessageGroupId: 'g' } : {}
    await send(source, 'poison', group)
    await send(source, 'fine', group)
    for (let time = 0; time < 2; time += 1) {
      const messages = await receive(source)
      expect(bodies(messages)).toEqual(['poison', 'fine'])
      if (time === 1) await remove(source, messages[1])
      await target.advance(31_000)
    }
    expect(await receive(source)).toEqual([])
    const [buried] = await receive(dead, { VisibilityTimeout: 0 })
    expect(buried).toMatchObject({
      Body: 'poison',
      Attributes: { DeadLetterQueueSourceArn: await arnOf(source) },
    })
    const { queueUrls } = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }))
    expect(queueUrls).toEqual([source])

    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: await arnOf(dead) }))
    const [back] = await receive(source, { WaitTimeSeconds: 5 })
    expect(back).toMatchObject({ Body: 'poison', Attributes: { ApproximateReceiveCount: '1' } })
    await expect
      .poll(async () =>
        (await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: await arnOf(dead) }))).Results?.at(0),
      )
      .toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 })
    expect(await receive(dead)).toEqual([])
  })

  it('lets the rest of a group go on', async () => {
    const { source } = await withDeadLetters(true)
    await send(source, 'poison', { MessageGroupId: 'g' })
    await send(source, 'next', { MessageGroupId: 'g' })
    for (let time = 0; time < 2; time += 1) {
      expect(bodies(await receive(source, { MaxNumberOfMessages: 1 }))).toEqual(['poison'])
      await target.advance(31_000)
    }
    expect(bodies(await receive(source))).toEqual(['next'])
  })

  it('must exist, be of the same kind and allow its source', async () => {
    const dead = await createQueue({ RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }) })
    const policy = async (deadLetterTargetArn: string) => ({
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
    })
    await expect(createQueue(await policy(await arnOf(dead)))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    })
    await expect(createQueue(await policy(`${await arnOf(dead)}x`))).rejects.toThrow(/does not exist/)
    const open = await createQueue()
    await expect(createFifo(await policy(await arnOf(open)))).rejects.toThrow(/same type/)
  })

  it('only dead-letter queues can be redriven', async () => {
    const url = await createQueue()
    const start = sqs.send(new StartMessageMoveTaskCommand({ SourceArn: await arnOf(url) }))
    await expect(start).rejects.toThrow(/Dead Letter Queue/)
  })
})
