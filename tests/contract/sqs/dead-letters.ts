import {
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { arnOf, bodies, createFifo, createQueue, receive, remove, send, sqs, target } from './queue'

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
