import { describe, expect, test } from 'vitest'
import { until } from '@/tests/contract/shop-rig'
import { bought, intentsOf, shop, stripe } from './shop'

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
