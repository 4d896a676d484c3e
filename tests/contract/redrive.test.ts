import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from './operator-command'
import { type ShopRig, shopRig, until } from './shop-rig'

let rig: ShopRig
beforeAll(async () => {
  rig = await shopRig()
}, 60_000)
afterAll(() => rig?.stop())

const queue = async (name: string): Promise<string> => {
  const { sqs } = await import('@/server/platform/aws')
  return (await sqs().send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl ?? ''
}

describe('npm run redrive', () => {
  test('lists every queue with what waits, what is in hand and what was given up', async () => {
    const { queues } = await import('@/infra/resources')
    const { code, output } = await runCommand('redrive')
    expect(code).toBe(0)
    for (const name of Object.keys(queues)) expect(output).toContain(`${name}: `)
    expect(output).toContain('oms: 0 waiting, 0 in hand, 0 given up')
  })

  test('has nothing to do where nothing was given up', async () => {
    expect(await runCommand('redrive', ['oms'])).toMatchObject({
      code: 0,
      output: 'oms: 0 messages go back to their queue\n',
    })
  })

  test('brings what was given up back to its queue, in order and with its group', async () => {
    const { sqs } = await import('@/server/platform/aws')
    const dead = await queue('rig-oms-dlq.fifo')
    for (const body of ['first', 'second']) {
      await sqs().send(new SendMessageCommand({ QueueUrl: dead, MessageBody: body, MessageGroupId: 'ord_1' }))
    }
    expect((await runCommand('redrive')).output).toContain('oms: 0 waiting, 0 in hand, 2 given up')
    expect(await runCommand('redrive', ['oms'])).toMatchObject({
      code: 0,
      output: 'oms: 2 messages go back to their queue\n',
    })
    const { queueDepth } = await import('@/server/platform/queue-depths')
    await until(async () => (await queueDepth('oms')).waiting === 2, 'the messages that were given up')
    const QueueUrl = await queue('rig-oms.fifo')
    const { Messages = [] } = await sqs().send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['MessageGroupId'],
      }),
    )
    expect(Messages.map(({ Body, Attributes }) => [Body, Attributes?.MessageGroupId])).toEqual([
      ['first', 'ord_1'],
      ['second', 'ord_1'],
    ])
  })

  test('refuses a queue that there is not, and says which there are', async () => {
    const { code, output, problem } = await runCommand('redrive', ['omms'])
    expect([code, output]).toEqual([1, ''])
    expect(problem).toContain('There is no queue omms; one of oms, orders-consumer')
  })

  test('refuses several queues at once rather than to forget all but the first', async () => {
    const { code, problem } = await runCommand('redrive', ['oms', 'orders-consumer'])
    expect(code).toBe(1)
    expect(problem).toContain('One queue at a time')
  })

  test('says so when queues are out of reach', async () => {
    const { code, problem } = await runCommand('redrive', [], { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9' })
    expect(code).toBe(1)
    expect(problem).toMatch(/rig-oms\S* does not answer/)
  })
})
