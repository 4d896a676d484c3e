import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { until } from '@/tests/contract/shop-rig'
import { Visitor } from '@/tests/contract/visitor'
import { workingRig } from '@/tests/contract/working-rig'
import { startStripe } from '@/tests/stripe/stand-in'

let stripe: Awaited<ReturnType<typeof startStripe>>
let shop: Awaited<ReturnType<typeof workingRig>>
const hour = 3_600_000

beforeAll(async () => {
  stripe = await startStripe()
  Object.assign(process.env, stripe.environment)
  shop = await workingRig()
})
afterAll(async () => {
  await shop?.stop()
  await stripe?.stop()
})

/** All buyers have one test card, which many buyers in one day would make suspect. */
beforeEach(() => shop.rig.advance(25 * hour))

/** Whatever happened: the ledger is what Stripe did, as soon as nothing is on its way. */
afterEach(async () => {
  await until(async () => (await shop.auditLedger()).differences.length === 0, 'a balanced ledger')
  expect((await shop.auditStock()).differences).toEqual([])
})

const epoch = async () => {
  const { epochSeconds } = await import('@/server/platform/clock')
  return epochSeconds()
}
const send = (body: string, signature: string) =>
  new Visitor().ask('/payments/stripe/webhooks', {
    method: 'POST',
    body,
    headers: { 'stripe-signature': signature },
  })
/** Delivers what Stripe has told of a payment, the last event of this type. */
async function deliver(type: string, key: string) {
  const event = stripe.books.events.findLast(
    (one) => one.type === type && JSON.stringify(one.object).includes(key),
  )
  if (!event) throw new Error(`Stripe told nothing of ${type}`)
  const { body, signature } = stripe.signed(event, await epoch())
  return send(body, signature)
}

const intentsOf = (checkout: string) =>
  stripe.books.intents().filter((intent) => intent.metadata.payment?.startsWith(checkout))

async function bought(token = 'pm_card_visa') {
  const sku = await shop.product(5)
  const { who, view, total } = await shop.readyToPay(sku)
  const paid = await shop.pay(who, view.id, total, token)
  const state = () => shop.orders.orderOf(who, paid.order?.id ?? '', 'en-GB')
  return { sku, who, id: view.id, key: `${view.id}-1`, total, paid, state }
}

describe('a purchase with Stripe', () => {
  test('reserves first, and takes the money once the order stands', async () => {
    const { id, total, paid, state } = await bought()
    expect(paid.state).toBe('completed')
    await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
    expect(intentsOf(id)).toMatchObject([{ status: 'succeeded', amount_received: total, currency: 'gbp' }])
    expect((await state()).card).toEqual({ brand: 'visa', last4: '4242' })
  })

  test('with a confirmation token, as the Payment Element gives it', async () => {
    expect((await bought('ctoken_visa')).paid.state).toBe('completed')
  })

  test('sends nothing of a card and no address to Stripe, only tokens', async () => {
    const { id } = await bought()
    expect(JSON.stringify(intentsOf(id))).not.toMatch(/\d{12,}|ada@example|Rope Walk/)
  })

  test('that is declined charges nothing', async () => {
    const sku = await shop.product(5)
    const { who, view, total } = await shop.readyToPay(sku)
    await expect(shop.pay(who, view.id, total, 'pm_card_visa_chargeDeclined')).rejects.toMatchObject({
      code: 'payment-declined',
    })
    expect((await shop.pay(who, view.id, total, 'pm_card_visa')).state).toBe('completed')
    expect(
      intentsOf(view.id)
        .map((intent) => intent.status)
        .sort(),
    ).toEqual(['requires_capture', 'requires_payment_method'])
  })

  test('asked for three times at once is one intent', async () => {
    const { who, view, total } = await shop.readyToPay(await shop.product(5))
    await Promise.all([1, 2, 3].map(() => shop.pay(who, view.id, total, 'pm_card_visa')))
    expect(intentsOf(view.id)).toHaveLength(1)
  })

  test.each([
    ['the answer to the intent is lost', /payment_intents$/, 'answer-lost'],
    ['the request for the intent never arrives', /payment_intents$/, 'never-arrives'],
    ['the answer to the confirmation is lost', /confirm$/, 'answer-lost'],
    ['the confirmation never arrives', /confirm$/, 'never-arrives'],
    ['Stripe fails', /confirm$/, 'fails'],
  ] as const)('is one charge when %s', async (_what, path, kind) => {
    const { who, view, total } = await shop.readyToPay(await shop.product(5))
    stripe.fail(path, kind, 2, view.id)
    await shop.pay(who, view.id, total, 'pm_card_visa')
    await shop.rig.advance(16_000)
    await until(async () => {
      const { state } = await shop.checkout.checkoutOf(who, view.id)
      return state === 'completed'
    }, 'the order')
    expect(intentsOf(view.id).filter((intent) => intent.status !== 'requires_payment_method')).toHaveLength(1)
  })

  test('is one charge even when Stripe has forgotten its idempotency keys', async () => {
    const { who, view, total } = await shop.readyToPay(await shop.product(5))
    stripe.fail(/confirm$/, 'answer-lost', 2, view.id)
    stripe.fail(/payment_intents\/pi_/, 'fails', 1, view.id)
    expect((await shop.pay(who, view.id, total, 'pm_card_visa')).state).toBe('paying')
    stripe.forgetKeys()
    await shop.rig.advance(16_000)
    await until(async () => (await shop.checkout.checkoutOf(who, view.id)).state === 'completed', 'the order')
    expect(intentsOf(view.id)).toHaveLength(1)
  })
})

describe('a message of Stripe', () => {
  test('completes an order whose shopper never came back from the bank', async () => {
    const { who, id, key, paid } = await bought('pm_card_threeDSecure2Required')
    expect(paid.challenge?.url).toContain('/3ds/')
    await fetch(paid.challenge?.url ?? '', { headers: { authorization: `Bearer ${stripe.key}` } })
    const answer = await deliver('payment_intent.amount_capturable_updated', key)
    expect(answer.status).toBe(200)
    await until(async () => (await shop.checkout.checkoutOf(who, id)).state === 'completed', 'the order')
  })

  test('that somebody forged is refused and does nothing', async () => {
    const { who, id, key } = await bought('pm_card_threeDSecure2Required')
    const event = {
      id: 'evt_forged',
      type: 'payment_intent.succeeded',
      object: { metadata: { payment: key } },
    }
    const forged = stripe.signed(event, await epoch(), 'whsec_of_somebody_else')
    const signed = stripe.signed(event, await epoch())
    const refused = [
      await send(forged.body, forged.signature),
      await send(signed.body.replace(key, `${key}0`), signed.signature),
      await send(signed.body, ''),
      await send(signed.body, 'nonsense'),
    ]
    for (const answer of refused) {
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ code: 'webhook-refused' })
    }
    expect((await shop.checkout.checkoutOf(who, id)).state).toBe('challenge')
  })

  test('that is genuine, but claims what is not so, changes nothing: Stripe is asked', async () => {
    const { who, id, key } = await bought('pm_card_threeDSecure2Required')
    const event = {
      id: 'evt_early',
      type: 'payment_intent.amount_capturable_updated',
      object: { status: 'requires_capture', metadata: { payment: key } },
    }
    const { body, signature } = stripe.signed(event, await epoch())
    const before = stripe.asked.length
    expect((await send(body, signature)).status).toBe(200)
    await until(() => stripe.asked.length > before, 'Stripe being asked')
    expect((await shop.checkout.checkoutOf(who, id)).state).toBe('challenge')
  })

  test('that is older than five minutes is refused, however well it is signed', async () => {
    const { key } = await bought()
    const event = { id: 'evt_old', type: 'payment_intent.succeeded', object: { metadata: { payment: key } } }
    const old = stripe.signed(event, (await epoch()) - 301)
    expect((await send(old.body, old.signature)).status).toBe(403)
    const young = stripe.signed(event, (await epoch()) - 290)
    expect((await send(young.body, young.signature)).status).toBe(200)
  })

  test('that is played again has no effect', async () => {
    const { key, paid, state } = await bought()
    await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
    const event = {
      id: 'evt_again',
      type: 'payment_intent.succeeded',
      object: { metadata: { payment: key } },
    }
    const { body, signature } = stripe.signed(event, await epoch())
    const { consumers } = await import('@/server/checkout/consumers')
    expect((await send(body, signature)).status).toBe(200)
    const { scanTable } = await import('@/server/platform/tables/scan')
    const count = async () => {
      let seen = 0
      for await (const item of scanTable('payments')) seen += item.pk === 'webhook#evt_again' ? 1 : 0
      return seen
    }
    for (let n = 0; n < 3; n++) expect((await send(body, signature)).status).toBe(200)
    expect(await count()).toBe(1)
    // And were it handed on twice, the second time would change nothing.
    const news = { id: 'evt_01M7ZZZZZZZZZZZZZZZZZZZZZZ', name: 'PaymentNews', version: 1, data: { key } }
    const { paymentOf } = await import('@/server/payments/payments')
    const orderId = paid.order?.id ?? ''
    const before = await paymentOf(orderId)
    const told = consumers.filter(({ eventName }) => eventName === news.name)
    expect(told).toHaveLength(1)
    for (const consumer of [...told, ...told]) {
      await consumer.handle({ ...news, at: new Date().toISOString() })
    }
    expect(await paymentOf(orderId)).toEqual(before)
  })

  test('about something else is taken and ignored', async () => {
    const event = { id: 'evt_other', type: 'customer.created', object: { id: 'cus_1', metadata: {} } }
    const { body, signature } = stripe.signed(event, await epoch())
    expect((await send(body, signature)).status).toBe(200)
  })
})

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
