import { execFile } from 'node:child_process'
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buyRig } from './buy-rig'
import { until } from './shop-rig'

let shop: Awaited<ReturnType<typeof buyRig>>
beforeAll(async () => {
  shop = await buyRig()
}, 60_000)
afterAll(() => shop.stop())

interface Ended {
  code: number
  output: string
  problem: string
}

/** Runs what stands behind a command of the operators as a process of its own, as the command does. */
function run(
  command: 'redrive' | 'ledger',
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<Ended> {
  const file = ['--import', 'tsx', `server/workers/${command}.ts`, ...args]
  const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      file,
      { env: { ...process.env, ...quiet, ...env } },
      (_, output, problem) => resolve({ code: child.exitCode ?? 1, output, problem }),
    )
  })
}

const queue = async (name: string): Promise<string> => {
  const { sqs } = await import('@/server/platform/aws')
  return (await sqs().send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl ?? ''
}

describe('npm run redrive', () => {
  test('lists every queue with what waits, what is in hand and what was given up', async () => {
    const { queues } = await import('@/infra/resources')
    const { code, output } = await run('redrive')
    expect(code).toBe(0)
    for (const name of Object.keys(queues)) expect(output).toContain(`${name}: `)
    expect(output).toContain('oms: 0 waiting, 0 in hand, 0 given up')
  })

  test('has nothing to do where nothing was given up', async () => {
    expect(await run('redrive', ['oms'])).toMatchObject({
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
    expect((await run('redrive')).output).toContain('oms: 0 waiting, 0 in hand, 2 given up')
    expect(await run('redrive', ['oms'])).toMatchObject({
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
    const { code, output, problem } = await run('redrive', ['omms'])
    expect([code, output]).toEqual([1, ''])
    expect(problem).toContain('There is no queue omms; one of oms, orders-consumer')
  })

  test('refuses several queues at once rather than to forget all but the first', async () => {
    const { code, problem } = await run('redrive', ['oms', 'orders-consumer'])
    expect(code).toBe(1)
    expect(problem).toContain('One queue at a time')
  })

  test('says so when queues are out of reach', async () => {
    const { code, problem } = await run('redrive', [], { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9' })
    expect(code).toBe(1)
    expect(problem).toMatch(/rig-oms\S* does not answer/)
  })
})

describe('npm run ledger', () => {
  let paid: { orderId: string; sku: string; total: number }

  test('balances where nothing was ever sold', async () => {
    const { code, output } = await run('ledger')
    expect(code).toBe(0)
    expect(output).toBe(
      'stock: 0 levels, 0 holds\norders: 0, with events that nobody was told: 0\npayments: 0\nthe books balance\n',
    )
  })

  test('tells what came in, to the minor unit', async () => {
    const sku = await shop.product(5)
    const { who, view, total } = await shop.readyToPay(sku, 2)
    const { order } = await shop.pay(who, view.id, total)
    await shop.settlement.collectPayment(order?.id ?? '')
    paid = { orderId: order?.id ?? '', sku, total }
    const { code, output } = await run('ledger')
    expect(code).toBe(0)
    expect(output).toContain(`money in (captured − refunded): ${total} minor units of GBP\n`)
    expect(output).toContain('stock: 1 levels, 0 holds\norders: 1, ')
    expect(output.endsWith('the books balance\n')).toBe(true)
  })

  /** Changes a number in a table behind the shop's back, while `look` looks. */
  async function falsified(
    table: string,
    key: { pk: string; sk: string },
    name: string,
    look: () => Promise<void>,
  ) {
    const { dynamo } = await import('@/server/platform/aws')
    const add = (by: number) =>
      dynamo().send(
        new UpdateCommand({
          TableName: `rig-${table}`,
          Key: key,
          UpdateExpression: 'ADD #name :by',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':by': by },
        }),
      )
    await add(1)
    try {
      await look()
    } finally {
      await add(-1)
    }
  }

  test('tells of a payment whose provider has taken something else, and fails', async () => {
    const { paymentOf } = await import('@/server/payments/payments')
    const { key } = await paymentOf(paid.orderId)
    await falsified('payments', { pk: `sandbox#${key}`, sk: 'intent' }, 'captured', async () => {
      const { code, output } = await run('ledger')
      expect(code).toBe(1)
      const { orderId, total } = paid
      const atProvider = { captured: total + 1, refunded: 0 }
      const difference = { orderId, captured: total, refunded: 0, atProvider }
      expect(output).toContain(`DIFFERENCE ${JSON.stringify({ payment: difference })}\n1 differences\n`)
    })
  })

  test('tells of goods that no movement explains, and fails', async () => {
    const key = { pk: `stock#${paid.sku}`, sk: 'level#tilbury' }
    await falsified('inventory', key, 'onHand', async () => {
      const { code, output } = await run('ledger')
      expect(code).toBe(1)
      const more = { sku: paid.sku, location: 'tilbury', counter: 'onHand', is: 4, should: 3 }
      expect(output).toContain(`DIFFERENCE ${JSON.stringify({ stock: more })}\n`)
      expect(output).toContain('2 differences\n')
    })
    expect((await run('ledger')).code).toBe(0)
  })

  test('takes no arguments: nobody shall believe that it has looked at one order alone', async () => {
    expect(await run('ledger', [paid.orderId])).toMatchObject({ code: 1, output: '' })
  })

  test('fails where the books are out of reach', async () => {
    const { code, output } = await run('ledger', [], { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' })
    expect(code).toBe(1)
    expect(output).not.toContain('balance')
  })
})
