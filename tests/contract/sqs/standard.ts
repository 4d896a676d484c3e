import {
  DeleteMessageBatchCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { attributesOf, bodies, createQueue, hide, receive, remove, send, sqs, target } from './queue'

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
