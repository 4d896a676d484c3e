import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type * as CheckoutGifts from '@/server/checkout/gift-cards'
import type * as Gifts from '@/server/payments/gift-cards'
import type * as Refunds from '@/server/payments/refunds'
import type { Guest } from '@/server/platform/principal'
import { watchSteps } from '@/server/platform/steps'
import { buyRig } from '@/tests/contract/buy-rig'

let shop: Awaited<ReturnType<typeof buyRig>>
let gifts: typeof Gifts
let atCheckout: typeof CheckoutGifts
let refunds: typeof Refunds

beforeAll(async () => {
  shop = await buyRig()
  gifts = await import('@/server/payments/gift-cards')
  atCheckout = await import('@/server/checkout/gift-cards')
  refunds = await import('@/server/payments/refunds')
})
afterAll(() => shop?.stop())

/** Whatever happened: the ledger is what the provider did, and every gift card is the sum of its movements. */
afterEach(async () => {
  const audit = await shop.auditLedger()
  expect(audit.differences).toEqual([])
  expect(audit.giftDifferences).toEqual([])
  expect((await shop.auditStock()).differences).toEqual([])
})

const issue = (amount: number, more = {}) => gifts.issueGiftCard({ amount, currency: 'GBP' }, 'tests', more)
const balanceOf = async (id: string) => {
  const { card } = await gifts.giftCardBook(id)
  return { balance: card.balance, reserved: card.reserved.length }
}

/** Somebody with a mug at 18.00 + 3.95 in the checkout, and gift cards told. */
async function shopperWith(...codes: string[]) {
  const sku = await shop.product(5)
  const { who, view, total } = await shop.readyToPay(sku)
  let seen = view
  for (const code of codes) seen = await atCheckout.useGiftCard(who, view.id, code)
  return { sku, who, id: view.id, total, seen }
}

const pay = (who: Guest, id: string, expectedTotal: number, expectedDue: number, token?: string) =>
  shop.payment.pay(who, id, 'en-GB', { expectedTotal, expectedDue, token })

describe('a gift card', () => {
  test('keeps no code, only its hash', async () => {
    const { id, code } = await issue(1000)
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    const { scanTable } = await import('@/server/platform/tables/scan')
    for await (const item of scanTable('payments')) {
      expect(JSON.stringify(item)).not.toContain(code)
      expect(JSON.stringify(item)).not.toContain(code.replaceAll('-', ''))
    }
    expect((await gifts.giftCardBook(id)).movements).toMatchObject([{ kind: 'issue', amount: 1000 }])
  })

  test('pays a part, and the card the rest', async () => {
    const { id, code } = await issue(500)
    const { who, id: checkout, total, seen } = await shopperWith(code.toLowerCase().replaceAll('-', ' '))
    expect(seen.giftCards).toEqual([{ id, last4: code.slice(-4), amount: { amount: 500, currency: 'GBP' } }])
    expect(seen.due.amount).toBe(total - 500)
    const before = (await shop.auditLedger()).moneyIn.GBP ?? 0
    const { order } = await pay(who, checkout, total, total - 500, 'tok_success')
    expect(await balanceOf(id)).toEqual({ balance: 500, reserved: 1 })
    await shop.settlement.collectPayment(order?.id ?? '')
    await shop.settlement.collectPayment(order?.id ?? '')
    expect(await balanceOf(id)).toEqual({ balance: 0, reserved: 0 })
    expect((await shop.auditLedger()).moneyIn.GBP).toBe(before + total)
    const view = await shop.orders.orderOf(who, order?.id ?? '', 'en-GB')
    expect(view.giftCards).toEqual([{ last4: code.slice(-4), amount: { amount: 500, currency: 'GBP' } }])
  })

  test('that has enough pays all of it, without any card', async () => {
    const { id, code } = await issue(10_000)
    const { who, id: checkout, total, seen } = await shopperWith(code)
    expect(seen.due.amount).toBe(0)
    const { order, state } = await pay(who, checkout, total, 0)
    expect(state).toBe('completed')
    await shop.settlement.collectPayment(order?.id ?? '')
    expect(await balanceOf(id)).toEqual({ balance: 10_000 - total, reserved: 0 })
    expect((await shop.orders.orderOf(who, order?.id ?? '', 'en-GB')).card).toBeUndefined()
  })

  test('can be several, each used in the order in which it was told', async () => {
    const [first, second] = [await issue(700), await issue(5000)]
    const { who, id, total } = await shopperWith(first.code, second.code)
    await pay(who, id, total, 0)
    const { paymentOf } = await import('@/server/payments/payments')
    const view = await shop.checkout.checkoutOf(who, id)
    expect((await paymentOf(view.order?.id ?? '')).giftCards.map((gift) => gift.amount)).toEqual([
      700,
      total - 700,
    ])
  })

  test('is not needed any more when it is left out', async () => {
    const { id: card, code } = await issue(500)
    const { who, id, total } = await shopperWith(code)
    const view = await atCheckout.dropGiftCard(who, id, card)
    expect(view).toMatchObject({ giftCards: [], due: { amount: total } })
  })

  test('that was told twice counts once', async () => {
    const { code } = await issue(500)
    const { seen } = await shopperWith(code, code)
    expect(seen.giftCards).toHaveLength(1)
  })

  test('gives back what it had set aside when the card is declined', async () => {
    const { id, code } = await issue(500)
    const { who, id: checkout, total } = await shopperWith(code)
    await expect(pay(who, checkout, total, total - 500, 'tok_decline')).rejects.toMatchObject({
      code: 'payment-declined',
    })
    expect(await balanceOf(id)).toEqual({ balance: 500, reserved: 0 })
    expect((await pay(who, checkout, total, total - 500, 'tok_success')).state).toBe('completed')
    expect(await balanceOf(id)).toEqual({ balance: 500, reserved: 1 })
  })

  test('gives it back when the bank’s page is left', async () => {
    const { id, code } = await issue(500)
    const { who, id: checkout, total } = await shopperWith(code)
    await pay(who, checkout, total, total - 500, 'tok_challenge')
    expect(await balanceOf(id)).toEqual({ balance: 500, reserved: 1 })
    await shop.rig.advance(11 * 60_000)
    await shop.recoverCheckouts()
    expect(await balanceOf(id)).toEqual({ balance: 500, reserved: 0 })
  })

  test('gives it back when the order is cancelled before the money is taken', async () => {
    const { id, code } = await issue(500)
    const { who, id: checkout, total } = await shopperWith(code)
    const { order } = await pay(who, checkout, total, total - 500, 'tok_success')
    await shop.settlement.undoOrder(order?.id ?? '')
    expect(await balanceOf(id)).toEqual({ balance: 500, reserved: 0 })
  })

  test('in two baskets at once pays one of them', async () => {
    const { id, code } = await issue(2195)
    const [one, other] = [await shopperWith(code), await shopperWith(code)]
    const results = await Promise.allSettled([
      pay(one.who, one.id, one.total, 0),
      pay(other.who, other.id, other.total, 0),
    ])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find((result) => result.status === 'rejected')
    expect(refused).toMatchObject({ reason: { code: 'total-changed', facts: { expected: 0, total: 2195 } } })
    expect(await balanceOf(id)).toEqual({ balance: 2195, reserved: 1 })
  })

  test('never lets the card pay more than the shopper has read', async () => {
    const { code } = await issue(500)
    const [one, other] = [await shopperWith(code), await shopperWith(code)]
    await pay(one.who, one.id, one.total, one.total - 500, 'tok_success')
    await expect(
      pay(other.who, other.id, other.total, other.total - 500, 'tok_success'),
    ).rejects.toMatchObject({ code: 'total-changed', facts: { total: other.total } })
  })
})

describe('a code', () => {
  test('that nobody issued, is blocked, or too old looks the same', async () => {
    const { who, id } = await shopperWith()
    const blocked = await issue(500)
    await gifts.blockGiftCard(blocked.id, true)
    const old = await issue(500, { validUntil: '2020-01-01' })
    for (const code of ['0000-0000-0000-0000', 'nonsense', blocked.code, old.code]) {
      await expect(atCheckout.useGiftCard(who, id, code)).rejects.toMatchObject({
        code: 'gift-card',
        status: 404,
      })
    }
  })

  test('of another currency, or with nothing left, says so', async () => {
    const { who, id } = await shopperWith()
    const euros = await gifts.issueGiftCard({ amount: 500, currency: 'EUR' }, 'tests')
    await expect(atCheckout.useGiftCard(who, id, euros.code)).rejects.toMatchObject({
      code: 'gift-card-currency',
    })
    const spent = await issue(500)
    const other = await shopperWith(spent.code)
    await pay(other.who, other.id, other.total, other.total - 500, 'tok_success')
    await expect(atCheckout.useGiftCard(who, id, spent.code)).rejects.toMatchObject({
      code: 'gift-card-empty',
    })
  })

  test('cannot be guessed at will: ten tries in a quarter of an hour', async () => {
    const { who, id } = await shopperWith()
    const guess = () => atCheckout.useGiftCard(who, id, '0000-0000-0000-0000')
    for (let n = 0; n < 10; n++) await expect(guess()).rejects.toMatchObject({ status: 404 })
    await expect(guess()).rejects.toMatchObject({ code: 'too-many-gift-codes', status: 429 })
    const { code } = await issue(500)
    await expect(atCheckout.useGiftCard(who, id, code)).rejects.toMatchObject({ status: 429 })
    await shop.rig.advance(16 * 60_000)
    expect((await atCheckout.useGiftCard(who, id, code)).giftCards).toHaveLength(1)
  })
})

describe('a refund', () => {
  async function paid(gift: number) {
    const { id, code } = await issue(gift)
    const { who, id: checkout, total } = await shopperWith(code)
    const due = Math.max(0, total - gift)
    const { order } = await pay(who, checkout, total, due, 'tok_success')
    const orderId = order?.id ?? ''
    await shop.settlement.collectPayment(orderId)
    return { card: id, orderId, total, due }
  }

  test('goes to the card first and then to the gift card, each up to what it gave', async () => {
    const { card, orderId, total, due } = await paid(500)
    const first = await refunds.refundPayment(orderId, due - 100, 'a chip', 'one')
    expect(first).toMatchObject({ status: 'partly-refunded' })
    expect(await balanceOf(card)).toMatchObject({ balance: 0 })
    const second = await refunds.refundPayment(orderId, 300, 'another', 'two')
    expect(second.refunds.at(-1)?.shares).toEqual([
      { tender: 'card', amount: 100 },
      { tender: card, amount: 200 },
    ])
    expect(await balanceOf(card)).toMatchObject({ balance: 200 })
    await expect(refunds.refundPayment(orderId, 301, 'too much', 'three')).rejects.toMatchObject({
      code: 'over-refund',
      facts: { captured: total, refunded: total - 300 },
    })
    expect(await refunds.refundPayment(orderId, 'all', 'the rest', 'four')).toMatchObject({
      status: 'refunded',
    })
    expect(await balanceOf(card)).toMatchObject({ balance: 500 })
  })

  test('that is asked for five times at once is one', async () => {
    const { card, orderId } = await paid(5000)
    await Promise.all(Array.from({ length: 5 }, () => refunds.refundPayment(orderId, 200, 'a chip', 'same')))
    expect((await gifts.giftCardBook(card)).movements.map((one) => one.kind)).toEqual([
      'issue',
      'spend',
      'refund',
    ])
  })

  test('whose key stands for another amount is refused', async () => {
    const { orderId } = await paid(500)
    await refunds.refundPayment(orderId, 200, 'a chip', 'same')
    await expect(refunds.refundPayment(orderId, 201, 'a chip', 'same')).rejects.toMatchObject({
      code: 'refund-key-reused',
      facts: { key: 'same', refunded: 200, asked: 201 },
    })
  })

  test('several at once never give back more than was taken', async () => {
    const { orderId, total } = await paid(500)
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, n) => refunds.refundPayment(orderId, 500, 'a chip', `key-${n}`)),
    )
    const made = results.filter((result) => result.status === 'fulfilled')
    expect(made).toHaveLength(Math.floor(total / 500))
  })

  test.each(['payment.refund-planned', 'payment.refunded'])(
    'whose process dies at %s is finished by a worker, once',
    async (step) => {
      const { card, orderId } = await paid(500)
      const stop = watchSteps((reached) => {
        if (reached !== step) return
        stop()
        throw new Error('died')
      })
      await expect(refunds.refundPayment(orderId, 'all', 'returned', 'back')).rejects.toThrow('died')
      await shop.rig.advance(61_000)
      expect(await refunds.recoverRefunds()).toBe(1)
      expect(await refunds.recoverRefunds()).toBe(0)
      expect(await balanceOf(card)).toMatchObject({ balance: 500 })
      expect(await refunds.refundPayment(orderId, 'all', 'returned', 'back')).toMatchObject({
        status: 'refunded',
      })
    },
  )

  test('of a part that was never sent: less is captured, the rest is let go', async () => {
    const { id: card, code } = await issue(500)
    const { who, id: checkout, total } = await shopperWith(code)
    const { order } = await pay(who, checkout, total, total - 500, 'tok_success')
    const { capture } = await import('@/server/payments/capture')
    const { paymentOf, sumsOf } = await import('@/server/payments/payments')
    const { transact } = await import('@/server/platform/tables/transact')
    await transact(await capture(await paymentOf(order?.id ?? ''), 400))
    expect(await balanceOf(card)).toEqual({ balance: 100, reserved: 0 })
    expect(sumsOf(await paymentOf(order?.id ?? ''))).toEqual({ captured: 400, refunded: 0 })
  })
})
