import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { watchSteps } from '@/server/platform/steps'
import { buyRig } from '@/tests/contract/buy-rig'

let shop: Awaited<ReturnType<typeof buyRig>>
beforeAll(async () => {
  shop = await buyRig()
})
afterAll(() => shop?.stop())

/** Whatever happened: stock is the sum of its movements and the ledger is what the provider did. */
afterEach(async () => {
  expect((await shop.auditStock()).differences).toEqual([])
  expect((await shop.auditLedger()).differences).toEqual([])
})

const minutes = (count: number) => count * 60_000

describe('a purchase', () => {
  test('becomes one order; goods leave the shelf, the cart is empty, the money is in', async () => {
    const sku = await shop.product(5)
    const { who, view, total } = await shop.readyToPay(sku, 2)
    expect(total).toBe(2 * 1800 + 395)
    const paid = await shop.pay(who, view.id, total)
    expect(paid.state).toBe('completed')
    const order = await shop.orders.orderOf(who, paid.order?.id ?? '', 'en-GB')
    expect(order).toMatchObject({
      fulfilment: 'received',
      paymentStatus: 'authorised',
      email: 'ada@example.com',
    })
    expect(order.totals.total).toEqual({ amount: total, currency: 'GBP' })
    expect(await shop.stockOf(sku)).toEqual({ onHand: 3, held: 0, available: 3 })
    expect((await shop.cart.cartOf(who, 'en-GB')).lines).toEqual([])

    const before = (await shop.auditLedger()).moneyIn.GBP ?? 0
    await shop.settlement.collectPayment(order.id)
    await shop.settlement.collectPayment(order.id)
    expect((await shop.auditLedger()).moneyIn.GBP).toBe(before + total)
    expect(await shop.orders.orderOf(who, order.id, 'en-GB')).toMatchObject({ paymentStatus: 'paid' })
  })

  test('belongs to its buyer: to everybody else neither the checkout nor the order exists', async () => {
    const { who, view, total } = await shop.readyToPay(await shop.product(5))
    const stranger = shop.guest()
    await expect(shop.checkout.checkoutOf(stranger, view.id)).rejects.toMatchObject({
      code: 'checkout',
      status: 404,
    })
    await expect(shop.pay(stranger, view.id, total)).rejects.toMatchObject({ status: 404 })
    const { order } = await shop.pay(who, view.id, total)
    await expect(shop.orders.orderOf(stranger, order?.id ?? '', 'en-GB')).rejects.toMatchObject({
      status: 404,
    })
    const opened = await shop.orders.orderOf(stranger, order?.id ?? '', 'en-GB', order?.token)
    expect(opened.number).toBe(order?.number)
  })

  test('submitted three times at once is one order and one charge', async () => {
    const sku = await shop.product(5)
    const { who, view, total } = await shop.readyToPay(sku)
    const answers = await Promise.all([1, 2, 3].map(() => shop.pay(who, view.id, total)))
    expect(new Set(answers.map((answer) => answer.order?.number)).size).toBe(1)
    expect(await shop.ordersOf(sku)).toBe(1)
    expect(await shop.stockOf(sku)).toMatchObject({ onHand: 4, held: 0 })
  })

  test('in two tabs is one checkout, and paying in both one order', async () => {
    const sku = await shop.product(5)
    const { who, view, total } = await shop.readyToPay(sku)
    const other = await shop.checkout.startCheckout(who, 'en-GB')
    expect(other.id).toBe(view.id)
    await Promise.all([
      shop.pay(who, view.id, total),
      shop.pay(who, other.id, total, 'tok_success_amex_0005'),
    ])
    expect(await shop.ordersOf(sku)).toBe(1)
  })

  test('goes through when the cart changes meanwhile; what was added stays in it', async () => {
    const [sku, later] = [await shop.product(5), await shop.product(5)]
    const { who, view, total } = await shop.readyToPay(sku)
    const stop = watchSteps(async (step) => {
      if (step !== 'checkout.answered') return
      stop()
      await shop.cart.addToCart(who, 'en-GB', later, 1)
    })
    const paid = await shop.pay(who, view.id, total)
    expect(paid).toMatchObject({ state: 'completed', count: 1 })
    expect((await shop.cart.cartOf(who, 'en-GB')).lines.map((line) => line.sku)).toEqual([later])
  })

  test('takes goods from another place of the market where the first has too few', async () => {
    const sku = await shop.product(1)
    await shop.inventory.setStock({ sku, location: 'london', onHand: 4 })
    const { who, view, total } = await shop.readyToPay(sku, 3)
    expect((await shop.pay(who, view.id, total)).state).toBe('completed')
    const levels = await shop.inventory.stockAt([sku], ['tilbury', 'london'])
    expect(levels.map((level) => level.onHand).sort()).toEqual([0, 2])
  })
})

describe('a payment', () => {
  test('that is declined gives the goods back, and another card may pay', async () => {
    const sku = await shop.product(3)
    const { who, view, total } = await shop.readyToPay(sku)
    await expect(shop.pay(who, view.id, total, 'tok_decline')).rejects.toMatchObject({
      code: 'payment-declined',
      facts: { reason: 'card-declined' },
    })
    expect(await shop.stockOf(sku)).toEqual({ onHand: 3, held: 0, available: 3 })
    expect((await shop.pay(who, view.id, total)).state).toBe('completed')
    expect(await shop.ordersOf(sku)).toBe(1)
  })

  test('that the bank asks about goes on after its page', async () => {
    const sku = await shop.product(3)
    const { who, view, total } = await shop.readyToPay(sku)
    const asked = await shop.pay(who, view.id, total, 'tok_challenge')
    expect(asked).toMatchObject({ state: 'challenge' })
    expect(await shop.stockOf(sku)).toMatchObject({ held: 1 })
    const key = asked.challenge?.url.split('/').at(-1) ?? ''
    expect(await shop.sandbox.answerChallenge(key, 'approve')).toEqual({
      returnPath: `/en-GB/checkout/return/${view.id}`,
    })
    expect((await shop.payment.resumeCheckout(who, view.id)).state).toBe('completed')
    expect((await shop.payment.resumeCheckout(who, view.id)).state).toBe('completed')
    expect(await shop.ordersOf(sku)).toBe(1)
  })

  test('that fails the bank’s question is declined', async () => {
    const sku = await shop.product(3)
    const { who, view, total } = await shop.readyToPay(sku)
    const asked = await shop.pay(who, view.id, total, 'tok_challenge')
    await shop.sandbox.answerChallenge(asked.challenge?.url.split('/').at(-1) ?? '', 'decline')
    await expect(shop.payment.resumeCheckout(who, view.id)).rejects.toMatchObject({
      facts: { reason: 'challenge-failed' },
    })
    expect(await shop.stockOf(sku)).toMatchObject({ held: 0, onHand: 3 })
  })

  test('that is left at the bank’s page expires; approving it afterwards changes nothing', async () => {
    const sku = await shop.product(3)
    const { who, view, total } = await shop.readyToPay(sku)
    const asked = await shop.pay(who, view.id, total, 'tok_challenge')
    await shop.rig.advance(minutes(11))
    await shop.recoverCheckouts()
    expect((await shop.checkout.checkoutOf(who, view.id)).state).toBe('expired')
    await shop.sandbox.answerChallenge(asked.challenge?.url.split('/').at(-1) ?? '', 'approve')
    await shop.recoverCheckouts()
    expect(await shop.ordersOf(sku)).toBe(0)
    expect(await shop.stockOf(sku)).toMatchObject({ held: 0, onHand: 3 })
    const again = await shop.checkout.startCheckout(who, 'en-GB')
    expect(again.id).not.toBe(view.id)
  })

  test('at the bank’s page may be given up for another card', async () => {
    const sku = await shop.product(3)
    const { who, view, total } = await shop.readyToPay(sku)
    await shop.pay(who, view.id, total, 'tok_challenge')
    expect((await shop.pay(who, view.id, total, 'tok_success')).state).toBe('completed')
    expect(await shop.ordersOf(sku)).toBe(1)
    expect(await shop.stockOf(sku)).toMatchObject({ held: 0, onHand: 2 })
  })

  test.each(['tok_timeout', 'tok_lost'])(
    'whose answer is lost (%s) is asked about, not guessed',
    async (token) => {
      const sku = await shop.product(3)
      const { who, view, total } = await shop.readyToPay(sku)
      const paid = await shop.pay(who, view.id, total, token)
      expect(paid.state).toBe('completed')
      await shop.settlement.collectPayment(paid.order?.id ?? '')
      expect(await shop.ordersOf(sku)).toBe(1)
    },
  )

  test('that succeeds late completes the order without the shopper', async () => {
    const sku = await shop.product(3)
    const { who, view, total } = await shop.readyToPay(sku)
    expect((await shop.pay(who, view.id, total, 'tok_late_success')).state).toBe('paying')
    await shop.rig.advance(16_000)
    await shop.recoverCheckouts()
    expect((await shop.checkout.checkoutOf(who, view.id)).state).toBe('completed')
  })

  test('that succeeds after its hold has ended holds the goods again', async () => {
    const sku = await shop.product(3)
    const { who, view, total } = await shop.readyToPay(sku)
    await shop.pay(who, view.id, total, 'tok_late_success')
    await shop.rig.advance(minutes(11))
    expect(await shop.sweepHolds()).toBeGreaterThan(0)
    await shop.recoverCheckouts()
    expect((await shop.checkout.checkoutOf(who, view.id)).state).toBe('completed')
    expect(await shop.stockOf(sku)).toEqual({ onHand: 2, held: 0, available: 2 })
  })

  test('that succeeds after the goods are gone is given up', async () => {
    const sku = await shop.product(1)
    const { who, view, total } = await shop.readyToPay(sku)
    await shop.pay(who, view.id, total, 'tok_late_success')
    await shop.rig.advance(minutes(11))
    await shop.sweepHolds()
    const quicker = await shop.readyToPay(sku)
    await shop.pay(quicker.who, quicker.view.id, quicker.total)
    await shop.recoverCheckouts()
    expect(await shop.checkout.checkoutOf(who, view.id)).toMatchObject({
      state: 'declined',
      declined: 'sold-out',
    })
    expect(await shop.ordersOf(sku)).toBe(1)
  })
})

describe('what the shopper saw', () => {
  test('is what is charged: a changed price has to be confirmed', async () => {
    const sku = await shop.product(3)
    const { who, view, total } = await shop.readyToPay(sku)
    await shop.changePrice(sku, 'GB', 2000)
    await expect(shop.pay(who, view.id, total)).rejects.toMatchObject({
      code: 'total-changed',
      facts: { expected: total, total: total + 200 },
    })
    const [notice] = (await shop.cart.cartOf(who, 'en-GB')).notices
    expect(notice).toMatchObject({ code: 'price-changed', from: { amount: 1800 }, to: { amount: 2000 } })
    expect((await shop.pay(who, view.id, total + 200)).totals.total.amount).toBe(total + 200)
  })

  test('includes the sales tax of the destination', async () => {
    const who = shop.guest()
    await shop.cart.addToCart(who, 'en-US', await shop.product(3, 10_000), 1)
    const shipping = { ...shop.address, postcode: '94110', region: 'ca', country: 'US' }
    const view = await shop.checkout.startCheckout(who, 'en-US', {
      email: 'a@example.com',
      shipping,
      delivery: 'express',
    })
    expect(view.totals).toMatchObject({ tax: { amount: 725 }, total: { amount: 10_000 + 725 + 1995 } })
  })

  test('a last piece that somebody else has bought is refused at the last step', async () => {
    const sku = await shop.product(1)
    const [first, second] = [await shop.readyToPay(sku), await shop.readyToPay(sku)]
    await shop.pay(first.who, first.view.id, first.total)
    await expect(shop.pay(second.who, second.view.id, second.total)).rejects.toMatchObject({
      code: 'sold-out',
      facts: { skus: [sku] },
    })
    expect((await shop.cart.cartOf(second.who, 'en-GB')).notices).toMatchObject([{ code: 'sold-out', sku }])
  })
})

test('forty buyers of ten pieces at once: ten orders, nothing oversold, nothing left held', async () => {
  const sku = await shop.product(10)
  const buyers = await Promise.all(Array.from({ length: 40 }, () => shop.readyToPay(sku)))
  const results = await Promise.allSettled(
    buyers.map(({ who, view, total }) => shop.pay(who, view.id, total)),
  )
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(10)
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['sold-out']))
  expect(await shop.ordersOf(sku)).toBe(10)
  expect(await shop.stockOf(sku)).toEqual({ onHand: 0, held: 0, available: 0 })
}, 60_000)

describe('a process that dies', () => {
  class Crash extends Error {}
  /** Dies at the first arrival at a step. */
  async function dyingAt(step: string, work: () => Promise<unknown>): Promise<void> {
    const stop = watchSteps((reached) => {
      if (reached !== step) return
      stop()
      throw new Crash(step)
    })
    await expect(work()).rejects.toBeInstanceOf(Crash)
  }

  test.each([
    ['checkout.paying', 'tok_success'],
    ['checkout.answered', 'tok_success'],
    ['checkout.answered', 'tok_timeout'],
    ['checkout.completed', 'tok_success'],
  ])('at %s (%s) leaves one order, whoever goes on', async (step, token) => {
    const sku = await shop.product(3)
    const { who, view, total } = await shop.readyToPay(sku)
    await dyingAt(step, () => shop.pay(who, view.id, total, token))
    await shop.rig.advance(20_000)
    await Promise.all([
      shop.recoverCheckouts(),
      shop.recoverCheckouts(),
      shop.pay(who, view.id, total, token),
    ])
    const { state, order } = await shop.checkout.checkoutOf(who, view.id)
    expect(state).toBe('completed')
    expect(await shop.ordersOf(sku)).toBe(1)
    expect(await shop.stockOf(sku)).toEqual({ onHand: 2, held: 0, available: 2 })
    await shop.settlement.collectPayment(order?.id ?? '')
  })

  test('after giving a payment up still tells the provider', async () => {
    const sku = await shop.product(3)
    const { who, view, total } = await shop.readyToPay(sku)
    const asked = await shop.pay(who, view.id, total, 'tok_challenge')
    await dyingAt('checkout.abandoned', () => shop.payment.cancelPayment(who, view.id))
    await shop.sandbox.answerChallenge(asked.challenge?.url.split('/').at(-1) ?? '', 'approve')
    await shop.recoverCheckouts()
    expect((await shop.checkout.checkoutOf(who, view.id)).state).toBe('declined')
    expect(await shop.ordersOf(sku)).toBe(0)
  })

  test('between taking the money and noting it takes it once', async () => {
    const { who, view, total } = await shop.readyToPay(await shop.product(3))
    const { order } = await shop.pay(who, view.id, total)
    await dyingAt('order.captured', () => shop.settlement.collectPayment(order?.id ?? ''))
    await shop.settlement.collectPayment(order?.id ?? '')
    expect(await shop.orders.orderOf(who, order?.id ?? '', 'en-GB')).toMatchObject({ paymentStatus: 'paid' })
  })
})

test('a guest’s cart joins the customer’s once, however often it is asked', async () => {
  const sku = await shop.product(9)
  const who = shop.guest()
  const customer = {
    kind: 'customer',
    id: 'cus_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
    email: 'c@example.com',
    sessionId: 's',
    groups: [],
  } as const
  await shop.cart.addToCart(who, 'en-GB', sku, 2)
  await shop.cart.addToCart(customer, 'en-GB', sku, 1)
  await Promise.all([shop.cart.mergeCarts(who.id, customer.id), shop.cart.mergeCarts(who.id, customer.id)])
  await shop.cart.mergeCarts(who.id, customer.id)
  expect((await shop.cart.cartOf(customer, 'en-GB')).lines).toMatchObject([{ sku, quantity: 3 }])
  expect((await shop.cart.cartOf(who, 'en-GB')).lines).toEqual([])
})

test('a guest who signs in at the bank’s page finds the order placed and the cart without what it bought', async () => {
  const sku = await shop.product(9)
  const { who, view, total } = await shop.readyToPay(sku, 2)
  const asked = await shop.pay(who, view.id, total, 'tok_challenge')
  const customer = {
    kind: 'customer',
    id: 'cus_01M7YYYYYYYYYYYYYYYYYYYYYY',
    email: 'c@example.com',
    sessionId: 's',
    groups: [],
  } as const
  await shop.cart.addToCart(customer, 'en-GB', sku, 1)
  await shop.cart.mergeCarts(who.id, customer.id)
  await shop.sandbox.answerChallenge(asked.challenge?.url.split('/').at(-1) ?? '', 'approve')
  await shop.rig.advance(11 * 60_000)
  await shop.recoverCheckouts()
  expect(await shop.ordersOf(sku)).toBe(1)
  expect((await shop.cart.cartOf(customer, 'en-GB')).lines).toMatchObject([{ sku, quantity: 1 }])
})
