import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { orderLinks } from '@/components/order/links'
import { Returns } from '@/components/order/returns'
import { translator } from '@/lib/i18n/messages'
import { type Locale, locales } from '@/lib/markets'
import type { OrderView } from '@/server/orders/model'
import { until } from '@/tests/contract/shop-rig'
import { workingRig } from '@/tests/contract/working-rig'

/** The whole life of an exchange: pieces come back, others of the same product go out in their place, and the books say so. */
let shop: Awaited<ReturnType<typeof workingRig>>
const hour = 3_600_000
const paid = 1800

beforeAll(async () => {
  shop = await workingRig()
})
afterAll(() => shop?.stop())
afterEach(async () => {
  await until(async () => (await shop.auditLedger()).differences.length === 0, 'a balanced ledger')
  await until(async () => (await shop.auditStock()).differences.length === 0, 'balanced stock')
})

let made = 0
/** A bowl in four variants: as dear as the one that is bought, dearer, cheaper, and that one. */
async function bowl() {
  const { importProducts } = await import('@/server/catalogue/catalogue')
  const { Product } = await import('@/server/catalogue/model')
  const { importPrices } = await import('@/server/pricing/pricing')
  made += 1
  const amounts = { bought: paid, same: paid, dearer: 2500, cheaper: 1500 }
  const sku = (name: string) => `BOWL-${made}-${name.toUpperCase()}`
  const product = Product.parse({
    id: `bowl-${made}`,
    version: 1,
    source: { name: 'test', id: `bowl-${made}` },
    language: 'en',
    categories: ['bowls'],
    options: [
      {
        code: 'glaze',
        labels: { en: 'Glaze' },
        values: Object.keys(amounts).map((code) => ({ code, labels: { en: code } })),
      },
    ],
    texts: { en: { name: 'Harbour bowl' } },
    variants: Object.keys(amounts).map((name) => ({ sku: sku(name), options: { glaze: name } })),
    updatedAt: new Date().toISOString(),
  })
  await importProducts([{ product, fingerprint: product.id }])
  await importPrices(
    Object.entries(amounts).map(([name, amount]) => ({
      sku: sku(name),
      version: 1,
      taxClass: 'standard' as const,
      prices: { GB: { amount, currency: 'GBP' as const } },
    })),
  )
  await shop.inventory.openStock(
    Object.keys(amounts).map((name) => ({ sku: sku(name), location: 'tilbury', onHand: 10 })),
  )
  return { bought: sku('bought'), same: sku('same'), dearer: sku('dearer'), cheaper: sku('cheaper') }
}

async function hours(count: number): Promise<void> {
  for (let passed = 0; passed < count; passed++) {
    await shop.rig.advance(hour)
    await shop.workers.orderManagement.tick()
  }
}

/** Somebody to whom so many bowls were delivered. */
async function delivered(quantity: number) {
  const skus = await bowl()
  const { who, view, total } = await shop.readyToPay(skus.bought, quantity)
  const { order } = await shop.pay(who, view.id, total)
  if (!order) throw new Error('not bought')
  const state = (id = order.id) => shop.orders.orderOf(who, id, 'en-GB')
  await until(async () => (await state()).fulfilment === 'acknowledged', 'the acknowledgement')
  await hours(4)
  await until(async () => (await state()).fulfilment === 'delivered', 'the delivery')
  await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
  const { requestReturn } = await import('@/server/orders/returns')
  const ask = (exchange: string | undefined, pieces = 1) =>
    requestReturn(who, order.id, {
      lines: [{ sku: skus.bought, quantity: pieces, reason: 'changed-mind', exchange }],
    })
  const arrives = async () => {
    await until(async () => (await state()).documents.some((one) => one.kind === 'return-label'), 'the label')
    await shop.rig.advance(2 * hour)
    await until(async () => (await state()).returns[0]?.state === 'settled', 'the settlement')
  }
  const money = async (id = order.id) => {
    const { paymentOf, sumsOf } = await import('@/server/payments/payments')
    return sumsOf(await paymentOf(id))
  }
  const exchange = async () => {
    const back = (await shop.orders.requireOrder(order.id)).returns?.[0]
    return { id: back?.exchangeOrder ?? '', number: back?.exchangedBy }
  }
  return { skus, who, order, total, state, ask, arrives, money, exchange }
}
/** What stands of returns on an order's page. */
const pageOf = (order: OrderView, locale: Locale): string =>
  renderToStaticMarkup(
    createElement(Returns, { order, locale, links: orderLinks(order.id, locale, undefined) }),
  )
const onHand = async (sku: string) => (await shop.stockOf(sku))?.onHand

test('something of the same price goes out as an order of its own that costs nothing, and arrives', async () => {
  const { skus, state, ask, arrives, money, exchange, total } = await delivered(2)
  await ask(skus.same)
  await arrives()
  const { id } = await exchange()
  expect(await money()).toEqual({ captured: total, refunded: 0 })
  expect((await state()).timeline.map((entry) => entry.code)).toContain('exchange-sent')
  expect(await onHand(skus.bought)).toBe(9)
  expect(await onHand(skus.same)).toBe(9)
  expect((await state(id)).totals.total.amount).toBe(0)
  await until(async () => (await state(id)).fulfilment === 'acknowledged', 'its acknowledgement')
  await hours(4)
  await until(async () => (await state(id)).fulfilment === 'delivered', 'its delivery')
  expect(await money(id)).toEqual({ captured: 0, refunded: 0 })
  const known = shop.workers.orderManagement.known().filter((one) => one.id === id)
  expect(known).toHaveLength(1)
})

test('something cheaper goes out, and the difference goes back', async () => {
  const { skus, ask, arrives, money, exchange, total } = await delivered(2)
  await ask(skus.cheaper, 2)
  await arrives()
  expect((await exchange()).number).toBeDefined()
  expect(await money()).toEqual({ captured: total, refunded: 600 })
  expect(await onHand(skus.cheaper)).toBe(8)
})

test('something dearer may not be wished for; what became dearer on its way costs nothing more', async () => {
  const { skus, ask, arrives, money, exchange, total } = await delivered(1)
  await expect(ask(skus.dearer)).rejects.toMatchObject({ code: 'not-exchangeable' })
  await expect(ask('BOWL-OF-NOBODY')).rejects.toMatchObject({ code: 'not-exchangeable' })
  await expect(ask(skus.bought)).rejects.toMatchObject({ code: 'not-exchangeable' })
  await ask(skus.same)
  await shop.changePrice(skus.same, 'GB', 2600)
  await arrives()
  expect((await exchange()).number).toBeDefined()
  expect(await money()).toEqual({ captured: total, refunded: 0 })
})

test('what has sold out meanwhile is not sent: the money goes back like for any other return', async () => {
  const { skus, who, order, ask, arrives, money, exchange, total } = await delivered(1)
  await ask(skus.same)
  const buyer = await shop.readyToPay(skus.same, 10)
  expect((await shop.pay(buyer.who, buyer.view.id, buyer.total)).state).toBe('completed')
  await arrives()
  expect((await exchange()).number).toBeUndefined()
  expect(await money()).toEqual({ captured: total, refunded: total })
  expect(await shop.stockOf(skus.same)).toEqual({ onHand: 0, held: 0, available: 0 })
  expect(await onHand(skus.bought)).toBe(10)
  const pageIn = async (locale: Locale) => pageOf(await shop.orders.orderOf(who, order.id, locale), locale)
  for (const locale of locales) expect(await pageIn(locale)).toContain(translator(locale)('return.soldOut'))
  expect(await pageIn('en-GB')).toMatch(/had sold out.*you get your money back/)
  const told = async () =>
    (await shop.rig.mail()).find(({ subject }) => /return .*-R1 has sold out/.test(subject))
  await until(async () => (await told()) !== undefined, 'the letter')
  expect((await told())?.text).toContain('give you your money back')
})

test('told twice or cut off at any step, an exchange goes out once', async () => {
  const { skus, ask, order, money, exchange, total } = await delivered(2)
  await ask(skus.cheaper, 2)
  const { answerReturn, settleReturn } = await import('@/server/orders/returns')
  const at = new Date().toISOString()
  await answerReturn(order.id, 'R1', 'return-received', { at, event: 'test:received' })
  await Promise.allSettled([1, 2, 3].map(() => settleReturn(order.id, 'R1')))
  await settleReturn(order.id, 'R1')
  expect((await exchange()).number).toBeDefined()
  expect(await onHand(skus.bought)).toBe(10)
  expect(await money()).toEqual({ captured: total, refunded: 600 })
  await shop.rig.advance(hour)
  await until(async () => (await shop.stockOf(skus.cheaper))?.held === 0, 'no hold left')
  expect(await onHand(skus.cheaper)).toBe(8)
})

test('of the last piece, either the piece goes out or its money goes back, however many deal with it at once', async () => {
  const { skus, ask, order, money, exchange, total } = await delivered(1)
  await ask(skus.same)
  await shop.inventory.setStock({ sku: skus.same, location: 'tilbury', onHand: 1 })
  const { answerReturn, settleReturn } = await import('@/server/orders/returns')
  const at = new Date().toISOString()
  await answerReturn(order.id, 'R1', 'return-received', { at, event: 'test:last' })
  await Promise.allSettled([1, 2, 3, 4].map(() => settleReturn(order.id, 'R1')))
  await settleReturn(order.id, 'R1')
  const sent = (await exchange()).number !== undefined
  expect(await money()).toEqual({ captured: total, refunded: sent ? 0 : total })
  expect(await shop.stockOf(skus.same)).toEqual(
    sent ? { onHand: 0, held: 0, available: 0 } : { onHand: 1, held: 0, available: 1 },
  )
})

test('an exchange that is cancelled before it is packed gives the rest of the money back, and no more', async () => {
  const { skus, who, state, ask, arrives, money, exchange, total } = await delivered(2)
  await ask(skus.cheaper)
  await arrives()
  const { id } = await exchange()
  expect(await money()).toEqual({ captured: total, refunded: 300 })
  await until(async () => (await state(id)).fulfilment === 'acknowledged', 'its acknowledgement')
  await shop.orders.requestCancellation(who, id, 'en-GB')
  await until(async () => (await state(id)).fulfilment === 'cancelled', 'the cancellation')
  await until(async () => (await money()).refunded === paid, 'the rest of the money')
  expect(await onHand(skus.cheaper)).toBe(10)
})

test('pieces of an exchange that cannot be had after all bring their money back, and no more', async () => {
  const { skus, state, ask, arrives, money, exchange, total } = await delivered(2)
  const { applyStatus } = await import('@/server/orders/status')
  await ask(skus.cheaper, 2)
  await arrives()
  const { id } = await exchange()
  expect(await money()).toEqual({ captured: total, refunded: 600 })
  await until(async () => (await state(id)).fulfilment === 'acknowledged', 'its acknowledgement')
  const cannotBeHad = (event: string, quantity = 1) =>
    applyStatus({
      event: `${id}:${event}`,
      orderId: id,
      at: new Date().toISOString(),
      status: 'pieces-cancelled',
      lines: [{ sku: skus.cheaper, quantity }],
    })
  const refunds = async () => (await state()).refunds.map((one) => one.amount.amount)

  await Promise.all([cannotBeHad('short-1'), cannotBeHad('short-1')])
  await until(
    async () => (await state()).refunds.every((one) => one.settled) && (await refunds()).length === 2,
  )
  expect(await refunds()).toEqual([600, paid - 300])
  expect((await state(id)).fulfilment).toBe('acknowledged')

  // The last piece brings the delivery back as well; of more than went out nothing is paid.
  await cannotBeHad('short-2', 5)
  await until(async () => (await money()).refunded === total, 'the rest of the money')
  await cannotBeHad('short-3')
  expect((await state(id)).fulfilment).toBe('cancelled')
  expect(await refunds()).toEqual([600, paid - 300, total - 600 - (paid - 300)])
  expect(await money(id)).toEqual({ captured: 0, refunded: 0 })
})
