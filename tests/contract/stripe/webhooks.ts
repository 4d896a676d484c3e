import { describe, expect, test } from 'vitest'
import { until } from '@/tests/contract/shop-rig'
import { bought, deliver, epoch, send, shop, stripe } from './shop'

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
