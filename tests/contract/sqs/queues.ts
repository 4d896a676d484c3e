import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
  AddPermissionCommand,
} from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { attributesOf, createQueue, freshName, receive, send, sqs, target } from './queue'

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
