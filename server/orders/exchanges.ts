import { createHash } from 'node:crypto'
import { describeSku } from '@/server/cart/line-product'
import { productsOfSkus } from '@/server/catalogue/catalogue'
import { availability } from '@/server/inventory/inventory'
import { commitHold, planSplitHold, releaseHold } from '@/server/inventory/holds'
import { recordingPayment } from '@/server/payments/payments'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { reached } from '@/server/platform/steps'
import { changed, unchanged } from '@/server/platform/tables/change'
import { transact } from '@/server/platform/tables/transact'
import { pricesOf } from '@/server/pricing/pricing'
import { quote } from '@/server/pricing/quote'
import { exchangeSoldOut } from './events'
import type { Order, Pieces } from './model'
import { newOrderNumber } from './number'
import { placingOrder, requireOrder } from './orders'
import { recorded } from './progress'
import type { Return, ReturnRequest } from './return-model'
import { orderKey, orders } from './store'

const holdMilliseconds = 600_000

/** Variants of the same products that may come in place of what was bought: in stock, and not dearer than what was paid a piece.
 *  @returns by the SKU that was bought
 *  @throws Unavailable */
export async function exchangeOptions(order: Order): Promise<Map<string, string[]>> {
  const products = await productsOfSkus(order.lines.map(({ sku }) => sku))
  const variants = [...products.values()].flatMap((product) => product.variants.map(({ sku }) => sku))
  const [prices, stock] = await Promise.all([
    pricesOf(variants, order.market),
    availability(variants, order.market),
  ])
  return new Map(
    order.lines.map((line) => {
      const others = products.get(line.sku)?.variants.map(({ sku }) => sku) ?? []
      const fitting = others.filter((sku) => {
        const price = prices.get(sku)
        return sku !== line.sku && price && price.amount <= line.unit && stock.get(sku)?.state !== 'out'
      })
      return [line.sku, fitting]
    }),
  )
}

/** @throws Conflict `not-exchangeable` when something is wished for that may not come in a piece's place */
export async function requireExchangeable(order: Order, lines: ReturnRequest['lines']): Promise<void> {
  if (!lines.some((line) => line.exchange)) return
  const options = await exchangeOptions(order)
  const wrong = lines.find((line) => line.exchange && !options.get(line.sku)?.includes(line.exchange))
  if (wrong) throw new Conflict('not-exchangeable', 'this cannot come in its place', { sku: wrong.sku })
}

/** An order that went out in exchange, and the pieces in whose place it goes. */
interface Exchange {
  id: string
  number: string
  lines: Pieces[]
}
const attempts = 8
/** Somebody else was quicker somewhere: look again. */
const retried = new Set(['stale', 'order-exists', 'hold-gone'])

/** Sends what was wished for in place of pieces that have come back, as an order of its own that costs nothing. Where it has sold
 *  out in the meantime nothing is sent, and the money goes back like for any other return. Which of the two it is, is decided once,
 *  on the return itself, however often and by how many at once it is asked.
 *  @throws Unavailable: to be tried again */
export async function sendExchange(first: Order, { rma }: Return): Promise<Exchange | undefined> {
  let order = first
  for (let attempt = 1; ; attempt++) {
    const back = returnOf(order, rma)
    const wished = wishedFor(back)
    if (!back || wished.length === 0) return undefined
    if (back.exchangeOrder !== undefined || back.soldOut) return decided(back)
    try {
      return await place(order, back, wished)
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      if (error.code === 'sold-out') return decided(await giveUp(order.id, rma))
      if (!retried.has(error.code) || attempt === attempts) throw error
    }
    order = await requireOrder(first.id)
  }
}

const returnOf = ({ returns = [] }: Order, rma: string): Return | undefined =>
  returns.find((one) => one.rma === rma)

interface Wish extends Pieces {
  exchange: string
}
const wishedFor = (back: Return | undefined): Wish[] =>
  (back?.lines ?? []).flatMap(({ sku, quantity, exchange }) =>
    exchange ? [{ sku, quantity, exchange }] : [],
  )

/** What a return says of its exchange. */
function decided(back: Return | undefined): Exchange | undefined {
  if (back?.exchangeOrder === undefined) return undefined
  const lines = wishedFor(back).map(({ sku, quantity }) => ({ sku, quantity }))
  return { id: back.exchangeOrder, number: back.exchangedBy ?? '', lines }
}

/** Holds the goods, and commits the order together with the decision.
 *  @throws Conflict `sold-out`, or one that is worth another look */
async function place(order: Order, back: Return, wished: readonly Wish[]): Promise<Exchange | undefined> {
  const next = await exchangeOrder(order, back, wished)
  const wanted = next.lines.map(({ sku, quantity }) => ({ sku, quantity }))
  const { hold, parts } = await planSplitHold(
    order.checkoutId,
    order.market,
    wanted,
    isoNow(holdMilliseconds),
  )
  await transact(parts)
  await reached('order.exchange-held')
  const sent: Return = { ...back, exchangedBy: next.number, exchangeOrder: next.id }
  const free = { amount: 0, currency: order.currency }
  try {
    await transact([
      orders.replacing(order, deciding(order, sent)),
      ...commitHold(hold),
      placingOrder(next),
      recordingPayment(next.id, `${next.id}-exchange`, free, undefined),
    ])
  } catch (error) {
    if (error instanceof Conflict) await releaseHold(hold.id, 'cancelled')
    throw error
  }
  return decided(sent)
}

const deciding = (order: Order, back: Return): Order => ({
  ...order,
  returns: (order.returns ?? []).map((one) => (one.rma === back.rma ? back : one)),
})

/** Decides that nothing goes out, unless it has gone by now, and tells of it. */
async function giveUp(orderId: string, rma: string): Promise<Return | undefined> {
  const order = await orders.update(orderKey(orderId), 'order', (current) => {
    const back = returnOf(current, rma)
    if (!back || back.exchangeOrder !== undefined || back.soldOut) return unchanged(current)
    const { number, customerId } = current
    const told = exchangeSoldOut({ orderId, number, customerId, rma })
    const next = recorded(current, 'exchange-sold-out', told.at, `exchange-${rma}`)
    return changed(deciding(next, { ...back, soldOut: true }), told)
  })
  return returnOf(order, rma)
}

async function exchangeOrder(order: Order, { rma }: Return, wished: readonly Wish[]): Promise<Order> {
  const skus = [...new Set(wished.map(({ exchange }) => exchange))]
  const lines = await Promise.all(
    skus.map(async (sku) => ({
      ...(await describeSku(sku)),
      sku,
      unit: 0,
      quantity: wished.filter((one) => one.exchange === sku).reduce((sum, one) => sum + one.quantity, 0),
    })),
  )
  const at = isoNow()
  return {
    id: exchangeId(order.id, rma),
    number: newOrderNumber(),
    version: 0,
    customerId: order.customerId,
    checkoutId: order.checkoutId,
    locale: order.locale,
    market: order.market,
    currency: order.currency,
    email: order.email,
    lines,
    quote: quote({
      market: order.market,
      lines: lines.map(({ sku, quantity, unit }) => ({ sku, quantity, unit, taxClass: 'standard' })),
      delivery: 0,
      destination: order.shipping,
    }),
    shipping: order.shipping,
    billing: order.billing,
    delivery: { ...order.delivery, amount: 0 },
    giftCards: [],
    paymentStatus: 'authorised',
    fulfilment: 'received',
    shipments: [],
    timeline: [{ code: 'placed', at }],
    placedAt: at,
    exchangeFor: { orderId: order.id, number: order.number, rma },
  }
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The same id for the same return, however often it is asked for: a second try finds the first one's order. */
function exchangeId(orderId: string, rma: string): string {
  const bytes = createHash('sha256').update(`${orderId}:${rma}`).digest()
  const digits = [...bytes.subarray(0, 25)].map((byte) => alphabet[byte % 32] ?? '0')
  return `ord_0${digits.join('')}`
}
