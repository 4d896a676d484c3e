import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buyRig } from './buy-rig'
import { runCommand } from './operator-command'

let shop: Awaited<ReturnType<typeof buyRig>>
beforeAll(async () => {
  shop = await buyRig()
}, 60_000)
afterAll(() => shop.stop())

const orderId = 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV'
const paid = { orderId, sku: '', total: 0, key: '' }
const order = () => ({ pk: `order#${paid.orderId}`, sk: 'order' })
const payment = () => ({ pk: `payment#${paid.orderId}`, sk: 'payment' })
const level = () => ({ pk: `stock#${paid.sku}`, sk: 'level#tilbury' })

type Item = Record<string, unknown>
/** Changes an item behind the shop's back, or takes it away, while `look` looks; then all is as it was. */
async function falsified<T>(
  table: string,
  key: { pk: string; sk: string },
  change: (was: Item) => Item | undefined,
  look: () => Promise<T>,
): Promise<T> {
  const { dynamo } = await import('@/server/platform/aws')
  const at = { TableName: `rig-${table}`, Key: key }
  const write = async (item: Item | undefined): Promise<void> => {
    if (item) await dynamo().send(new PutCommand({ TableName: at.TableName, Item: { ...item, ...key } }))
    else await dynamo().send(new DeleteCommand(at))
  }
  const { Item: was } = await dynamo().send(new GetCommand(at))
  await write(change(was ?? {}))
  try {
    return await look()
  } finally {
    await write(was)
  }
}

const differences = async () =>
  (await import('@/server/workers/books')).auditBooks().then((books) => books.differences)

describe('npm run ledger', () => {
  test('balances where nothing was ever sold', async () => {
    const { code, output } = await runCommand('ledger')
    expect(code).toBe(0)
    expect(output).toBe(
      'stock: 0 levels, 0 holds\norders: 0, with events that nobody was told: 0\npayments: 0\nthe books balance\n',
    )
  })

  test('tells what came in, to the minor unit', async () => {
    const sku = await shop.product(5)
    const { who, view, total } = await shop.readyToPay(sku, 2)
    const placed = (await shop.pay(who, view.id, total)).order
    await shop.settlement.collectPayment(placed?.id ?? '')
    const { paymentOf } = await import('@/server/payments/payments')
    const { key } = await paymentOf(placed?.id ?? '')
    Object.assign(paid, { orderId: placed?.id, sku, total, key })
    const { code, output } = await runCommand('ledger')
    expect(code).toBe(0)
    expect(output).toContain(`money in (captured − refunded): ${total} minor units of GBP\n`)
    expect(output).toContain('stock: 1 levels, 0 holds\norders: 1, ')
    expect(output.endsWith('the books balance\n')).toBe(true)
  })

  test('prints each difference on a line of its own, and fails', async () => {
    const look = () => runCommand('ledger')
    const { code, output, problem } = await falsified('payments', payment(), () => undefined, look)
    const { total } = paid
    const missing = { orderId: paid.orderId, paymentStatus: 'paid', total, payment: 'missing' }
    expect(output).toContain(`\nDIFFERENCE ${JSON.stringify({ order: missing })}\n1 differences\n`)
    expect([code, problem]).toEqual([1, ''])
  })

  test('takes no arguments: nobody shall believe that it has looked at one order alone', async () => {
    expect(await runCommand('ledger', [paid.orderId])).toMatchObject({ code: 1, output: '' })
  })

  test('fails where the books are out of reach', async () => {
    const away = { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' }
    const { code, output } = await runCommand('ledger', [], away)
    expect(code).toBe(1)
    expect(output).not.toContain('balance')
  })
})

describe('the books tell of', () => {
  const found = (table: string, key: { pk: string; sk: string }, change: (was: Item) => Item | undefined) =>
    falsified(table, key, change, differences)

  test('a payment whose provider has taken something else', async () => {
    const intent = { pk: `sandbox#${paid.key}`, sk: 'intent' }
    const more = paid.total + 1
    expect(await found('payments', intent, (was) => ({ ...was, captured: more }))).toEqual([
      {
        payment: {
          orderId: paid.orderId,
          captured: paid.total,
          refunded: 0,
          atProvider: { captured: more, refunded: 0 },
        },
      },
    ])
  })

  test('goods that no movement explains', async () => {
    const at = { sku: paid.sku, location: 'tilbury' }
    expect(await found('inventory', level(), (was) => ({ ...was, onHand: 4 }))).toEqual([
      { stock: { ...at, counter: 'onHand', is: 4, should: 3 } },
      { stock: { ...at, counter: 'available', is: 3, should: 4 } },
    ])
  })

  test('goods that were sold where nobody counts them', async () => {
    expect(await found('inventory', level(), () => undefined)).toEqual([
      { stock: { sku: paid.sku, location: 'tilbury', counter: 'onHand', is: 0, should: -2 } },
    ])
  })

  test('a payment without an order', async () => {
    expect(await found('orders', order(), () => undefined)).toEqual([{ paymentWithoutOrder: paid.orderId }])
  })

  test('an order that cannot be read, by its key and its parts and not by what they hold', async () => {
    expect(await found('orders', order(), (was) => ({ ...was, email: 7 }))).toEqual([
      { unreadable: { ...order(), wrong: ['email: invalid_type'] } },
    ])
  })

  test('a counter below nought, and of what it leaves unexplained', async () => {
    expect(await found('inventory', level(), (was) => ({ ...was, onHand: -1 }))).toEqual([
      { stock: { sku: paid.sku, location: 'tilbury', counter: 'onHand', is: 0, should: -2 } },
      { unreadable: { ...level(), wrong: ['onHand: too_small'] } },
    ])
  })

  test('money on a gift card that there is not', async () => {
    const giftCard = 'gft_01ARZ3NDEKTSV4RRFFQ69G5FAV'
    const key = { pk: `gift-card#${giftCard}`, sk: 'movement#lost' }
    const at = '2026-11-01T00:00:00.000Z'
    const lost = { giftCard, key: 'lost', kind: 'issue', amount: 500, at, version: 1 }
    expect(await found('payments', key, () => lost)).toEqual([
      { giftCard: { giftCard, balance: 0, movements: 500, spent: 0, entered: 0 } },
    ])
  })

  test('a checkout that became two orders, and not of what goes out in exchange', async () => {
    const first = await shop.orders.requireOrder(paid.orderId)
    const key = { pk: `order#${orderId}`, sk: 'order' }
    const unpaid = { order: { orderId, paymentStatus: 'paid', total: paid.total, payment: 'missing' } }
    expect(await found('orders', key, () => ({ ...first, id: orderId }))).toEqual([
      unpaid,
      { doubled: first.checkoutId },
    ])
    const exchangeFor = { orderId: first.id, number: first.number, rma: 'R1' }
    expect(await found('orders', key, () => ({ ...first, id: orderId, exchangeFor }))).toEqual([unpaid])
  })

  test('nothing when all is as it was', async () => {
    expect(await differences()).toEqual([])
  })
})
