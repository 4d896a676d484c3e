import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPeople } from '@/tests/contract/people'
import { until } from '@/tests/contract/shop-rig'
import { Visitor } from '@/tests/contract/visitor'
import { workingRig } from '@/tests/contract/working-rig'

let shop: Awaited<ReturnType<typeof workingRig>>
let people: Awaited<ReturnType<typeof openPeople>>
let operator: Visitor
let email: string

beforeAll(async () => {
  shop = await workingRig()
  people = await openPeople(shop.rig)
  email = await people.person('Ola Harbour')
  await people.join(email, 'staff')
  operator = await signedIn(email)
})
afterAll(async () => {
  await people?.stop()
  await shop?.stop()
})

async function signedIn(address: string): Promise<Visitor> {
  const visitor = new Visitor()
  await visitor.ask('/session', { method: 'POST', body: await people.tokensOf(address) })
  return visitor
}

interface Board {
  [part: string]: { state: string; rows: Record<string, unknown>[] }
}
const board = () => operator.read<Board>('/operations/board')
const rows = async (part: string) => (await board())[part]?.rows ?? []

async function bought(token?: string) {
  const { who, view, total } = await shop.readyToPay(await shop.product(5))
  const { order } = await shop.pay(who, view.id, total, token)
  if (!order) throw new Error('not bought')
  return { order, total }
}

describe('the console', () => {
  test('does not exist for customers, guests and the unknown', async () => {
    const customer = await signedIn(await people.person())
    const guest = new Visitor()
    await guest.ask('/cart/lines', { method: 'POST', body: { sku: await shop.product(1) } })
    for (const visitor of [customer, guest, new Visitor()]) {
      expect((await visitor.ask('/operations/board')).status).toBe(404)
      expect((await visitor.ask('/operations/live')).status).toBe(404)
    }
  })

  test('shows orders under way until they have arrived, and every queue', async () => {
    const { order } = await bought()
    await until(async () => (await rows('orders')).some((row) => row.id === order.id), 'the order')
    for (let hours = 0; hours < 4; hours++) {
      await shop.rig.advance(3_600_000)
      await shop.workers.orderManagement.tick()
    }
    await until(async () => !(await rows('orders')).some((row) => row.id === order.id), 'its arrival')
    const { queues } = await import('@/infra/resources')
    expect((await rows('queues')).map((row) => row.name).sort()).toEqual(Object.keys(queues).sort())
  })

  test('tells of a change by itself', async () => {
    const answer = await operator.ask('/operations/live')
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const reading = (async () => {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
        text += part.value
    })()
    await until(() => text.includes('event: board'), 'the board')
    const { order } = await bought()
    await until(() => text.includes(order.number), 'the order')
    await reader?.cancel()
    await reading
  })

  test('throws switches, and writes down who did', async () => {
    await operator.ask('/operations/flags/promotion-codes', { method: 'PUT', body: { on: false } })
    expect(await rows('flags')).toContainEqual(
      expect.objectContaining({ name: 'promotion-codes', on: false }),
    )
    expect((await rows('audit'))[0]).toMatchObject({
      who: email,
      action: 'flag-switched',
      subject: 'promotion-codes',
      detail: 'off',
      outcome: 'done',
    })
  })

  test('has parked events published again', async () => {
    const { streams } = await import('@/server/platform/streams')
    const { orderDelivered } = await import('@/server/orders/events')
    const event = orderDelivered({
      orderId: 'ord_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
      number: 'Q000-0000-0000',
      customerId: 'gst_nobody',
    })
    const record = { key: event.id, value: { source: 'orders', event } }
    await streams().append('parked-events', [record, record])
    await until(async () => (await rows('parked')).length === 1, 'the parked event')
    const answer = await operator.ask(`/operations/parked/${event.id}/publish`, { method: 'POST' })
    expect(answer.status).toBe(200)
    expect(await rows('parked')).toEqual([])
    expect((await rows('audit'))[0]).toMatchObject({ action: 'event-published-again', subject: event.id })
  })

  test('brings back what a queue has given up', async () => {
    const { sqs } = await import('@/server/platform/aws')
    const { GetQueueUrlCommand, SendMessageCommand } = await import('@aws-sdk/client-sqs')
    const { QueueUrl } = await sqs().send(new GetQueueUrlCommand({ QueueName: 'rig-search-consumer-dlq' }))
    await sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: '{"no":"event"}' }))
    const dead = async () => (await rows('queues')).find((row) => row.name === 'search-consumer')?.dead
    await until(async () => (await dead()) === 1, 'the dead letter')
    const answer = await operator.ask('/operations/queues/search-consumer/redrive', { method: 'POST' })
    expect(answer.status).toBe(200)
    await until(async () => (await dead()) === 0, 'its return')
  })

  test('gives money back once for a key, and never more than was paid', async () => {
    const { order, total } = await bought()
    const { paymentOf, sumsOf } = await import('@/server/payments/payments')
    await until(async () => sumsOf(await paymentOf(order.id)).captured === total, 'the payment')
    const ask = (amount: number, key: string) =>
      operator.ask(`/operations/orders/${order.id}/refunds`, { method: 'POST', body: { amount, key } })
    expect((await ask(total + 1, 'too-much-1')).status).toBe(409)
    await until(async () => (await ask(300, 'sorry-0001')).status === 200, 'the refund')
    expect((await ask(300, 'sorry-0001')).status).toBe(200)
    expect(sumsOf(await paymentOf(order.id))).toEqual({ captured: total, refunded: 300 })
    const audit = await rows('audit')
    expect(audit.filter((row) => row.subject === order.id).map((row) => row.outcome)).toContain('refused')
  })

  test('shows a refund that a bank sent back until somebody has it made again, and the books say so throughout', async () => {
    const { order, total } = await bought('tok_refund_fails')
    const { paymentOf, sumsOf } = await import('@/server/payments/payments')
    const sums = async () => sumsOf(await paymentOf(order.id))
    await until(async () => (await sums()).captured === total, 'the payment')
    const ask = (path: string, body: unknown = {}) =>
      operator.ask(`/operations/orders/${order.id}/refunds${path}`, { method: 'POST', body })
    await until(async () => (await ask('', { amount: 300, key: 'sorry-0002' })).status === 200, 'the refund')
    await until(async () => (await rows('refunds')).length === 1, 'the failure')
    expect((await rows('refunds'))[0]).toMatchObject({
      orderId: order.id,
      number: order.number,
      key: 'goodwill-sorry-0002',
      amount: 300,
      currency: 'GBP',
      reason: 'expired_or_canceled_card',
    })
    expect(await sums()).toEqual({ captured: total, refunded: 0 })
    expect((await shop.auditLedger()).differences).toEqual([])
    expect((await ask('/no-such/retry')).status).toBe(404)
    const again = await Promise.all([1, 2].map(() => ask('/goodwill-sorry-0002/retry')))
    expect(again.map((answer) => answer.status)).toContain(200)
    await until(async () => (await rows('refunds')).length === 0, 'an empty list')
    expect((await ask('/goodwill-sorry-0002/retry')).status).toBe(200)
    expect((await ask('/goodwill-sorry-0002-again/retry')).status).toBe(409)
    expect(await sums()).toEqual({ captured: total, refunded: 300 })
    expect((await paymentOf(order.id)).entries.map(({ kind }) => kind)).toEqual([
      'capture',
      'refund',
      'refund-failed',
      'refund',
    ])
    expect((await shop.auditLedger()).differences).toEqual([])
    expect((await rows('audit')).map((row) => row.action)).toContain('refund-retried')
  })
})
