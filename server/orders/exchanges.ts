import { createHash } from 'node:crypto'
import { describeSku } from '@/server/cart/line-product'
import { productsOfSkus } from '@/server/catalogue/catalogue'
import { availability } from '@/server/inventory/inventory'
import { commitHold, planSplitHold } from '@/server/inventory/holds'
import { recordingPayment } from '@/server/payments/payments'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { transact } from '@/server/platform/tables/transact'
import { pricesOf } from '@/server/pricing/pricing'
import { quote } from '@/server/pricing/quote'
import type { Order, Pieces } from './model'
import { newOrderNumber } from './number'
import { placingOrder } from './orders'
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

/** Sends what was wished for in place of pieces that have come back, as an order of its own that costs nothing. Where it has sold
 *  out in the meantime nothing is sent, and the money goes back like for any other return. Once however often it is asked.
 *  @returns the new order, and the pieces in whose place it goes
 *  @throws Unavailable: to be tried again */
export async function sendExchange(
  order: Order,
  back: Return,
): Promise<{ id: string; number: string; lines: Pieces[] } | undefined> {
  const wished = back.lines.flatMap(({ sku, quantity, exchange }) =>
    exchange ? [{ sku, quantity, exchange }] : [],
  )
  if (wished.length === 0) return undefined
  const lines = wished.map(({ sku, quantity }) => ({ sku, quantity }))
  const id = exchangeId(order.id, back.rma)
  const known = await orders.get(orderKey(id))
  if (known) return { id, number: known.number, lines }
  try {
    const next = await exchangeOrder(order, back, id, wished)
    const until = isoNow(holdMilliseconds)
    const wanted = next.lines.map(({ sku, quantity }) => ({ sku, quantity }))
    const { hold, parts } = await planSplitHold(order.checkoutId, order.market, wanted, until)
    await transact(parts)
    const paid = recordingPayment(id, `${id}-exchange`, { amount: 0, currency: order.currency }, undefined)
    await transact([...commitHold(hold), placingOrder(next), paid])
    return { id, number: next.number, lines }
  } catch (error) {
    if (error instanceof Conflict && error.code === 'sold-out') return undefined
    throw error
  }
}

async function exchangeOrder(
  order: Order,
  { rma }: Return,
  id: string,
  wished: readonly { quantity: number; exchange: string }[],
): Promise<Order> {
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
    id,
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
