import { describe, expect, test } from 'vitest'
import { until } from '@/tests/contract/shop-rig'
import { bought, deliver, epoch, intentsOf, send, shop, stripe } from './shop'

describe('money that moves without us', () => {
  test('for a cancelled order goes back by itself', async () => {
    const { paymentOf } = await import('@/server/payments/payments')
    // The order was cancelled before the money was taken, and somebody took it at Stripe all the same.
    const { who, view, total } = await shop.readyToPay(await shop.product(5))
    stripe.fail(/capture$/, 'fails', 1000, view.id)
    const late = await shop.pay(who, view.id, total, 'pm_card_visa')
    await shop.settlement.undoOrder(late.order?.id ?? '')
    const payment = await paymentOf(late.order?.id ?? '')
    expect(payment.status).toBe('voided')
    const [intent] = intentsOf(view.id)
    if (!intent?.latest_charge) throw new Error('nothing was authorised')
    Object.assign(intent, { status: 'succeeded', amount_received: total })
    intent.latest_charge.amount_captured = total
    const event = {
      id: 'evt_late',
      type: 'payment_intent.succeeded',
      object: { metadata: intent.metadata },
    }
    const { body, signature } = stripe.signed(event, await epoch())
    expect((await send(body, signature)).status).toBe(200)
    await until(
      async () => (await paymentOf(late.order?.id ?? '')).status === 'refunded',
      'the money going back',
    )
    expect(intent.latest_charge.amount_refunded).toBe(total)
    stripe.heal()
  })

  test('as a refund that somebody made at Stripe is entered', async () => {
    const { id, key, paid, state } = await bought()
    await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
    const [intent] = intentsOf(id)
    stripe.books.refund({ payment_intent: intent?.id ?? '', amount: '100' })
    expect((await deliver('charge.refunded', key)).status).toBe(200)
    const { paymentOf } = await import('@/server/payments/payments')
    await until(async () => (await paymentOf(paid.order?.id ?? '')).status === 'partly-refunded', 'the entry')
  })
})

test.each([
  ['by us', { metadata: true }],
  ['by somebody at Stripe', { metadata: false }],
])('a refund that was made %s and that the bank sends back is owed again', async (_by, { metadata }) => {
  const { id, key, paid, state } = await bought()
  await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
  const { paymentOf, sumsOf } = await import('@/server/payments/payments')
  const { refundPayment } = await import('@/server/payments/refunds')
  const { failedRefunds, retryRefund } = await import('@/server/payments/failed-refunds')
  const orderId = paid.order?.id ?? ''
  const refunded = async () => sumsOf(await paymentOf(orderId)).refunded
  const [intent] = intentsOf(id)
  if (metadata) await refundPayment(orderId, 100, 'a chip', 'chip')
  else {
    stripe.books.refund({ payment_intent: intent?.id ?? '', amount: '100' })
    await deliver('charge.refunded', key)
  }
  await until(async () => (await refunded()) === 100, 'the refund')
  const [refund] = stripe.books.refundsOf(intent?.id ?? '')
  if (!refund) throw new Error('no refund')
  stripe.books.refundFails(refund)
  expect((await deliver('refund.failed', refund.id)).status).toBe(200)
  await until(async () => (await refunded()) === 0, 'the failure in the books')
  const owed = (await failedRefunds()).filter((one) => one.orderId === orderId)
  expect(owed).toMatchObject(metadata ? [{ amount: 100, reason: 'lost_or_stolen_card' }] : [])
  for (const { key: failed } of owed) {
    await retryRefund(orderId, failed)
    await retryRefund(orderId, failed)
    expect(await refunded()).toBe(100)
    expect(stripe.books.refundsOf(intent?.id ?? '').map(({ status }) => status)).toEqual([
      'failed',
      'succeeded',
    ])
  }
  expect((await failedRefunds()).filter((one) => one.orderId === orderId)).toEqual([])
})

test('refunds go through once even when their answer is lost and Stripe has forgotten their keys', async () => {
  const { id, paid, state } = await bought()
  await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
  const { refundPayment } = await import('@/server/payments/refunds')
  // The list of refunds, the refund, and the client's own repetition of it.
  stripe.fail(/refunds$/, 'nothing', 1, id)
  stripe.fail(/refunds$/, 'answer-lost', 2, id)
  const orderId = paid.order?.id ?? ''
  await expect(refundPayment(orderId, 100, 'a chip', 'chip')).rejects.toMatchObject({
    name: 'ProviderTimeout',
  })
  stripe.heal()
  stripe.forgetKeys()
  expect(await refundPayment(orderId, 100, 'a chip', 'chip')).toMatchObject({ status: 'partly-refunded' })
  expect(intentsOf(id)[0]?.latest_charge?.amount_refunded).toBe(100)
})
