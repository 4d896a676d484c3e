import { type Locale, marketById } from '@/lib/markets'
import type { Money } from '@/lib/money'
import { lineWords, totalsView } from '@/server/cart/view'
import type { Order, OrderSummary, OrderView } from './model'
import { canCancel, canChangeAddress, openPieces } from './progress'
import { returnablePieces, returnUntil } from './returnable'

const pieces = (order: Order): number => order.lines.reduce((sum, line) => sum + line.quantity, 0)

/** An order as its owner reads it, in the language of a page. */
export function orderView(order: Order, locale: Locale): OrderView {
  const { currency } = marketById(order.market)
  const money = (amount: number): Money => ({ amount, currency })
  const { untilFreeDelivery: _none, ...totals } = totalsView(order.quote, order.market)
  return {
    id: order.id,
    number: order.number,
    placedAt: order.placedAt,
    locale: order.locale,
    market: order.market,
    email: order.email,
    lines: order.lines.map((line) => ({
      sku: line.sku,
      ...lineWords(line, locale),
      quantity: line.quantity,
      unitPrice: money(line.unit),
      lineTotal: money(line.unit * line.quantity),
    })),
    count: pieces(order),
    totals,
    taxes: order.quote.taxes.map((tax) => ({
      rate: tax.rate / 10_000,
      base: money(tax.base),
      amount: money(tax.amount),
    })),
    promotion: order.promotion,
    note: order.note,
    giftMessage: order.giftMessage,
    shipping: order.shipping,
    billing: order.billing,
    delivery: { ...order.delivery, amount: money(order.delivery.amount) },
    card: order.card,
    giftCards: (order.giftCards ?? []).map(({ last4, amount }) => ({ last4, amount: money(amount) })),
    paymentStatus: order.paymentStatus,
    fulfilment: order.fulfilment,
    underReview: order.review === 'pending' && order.fulfilment !== 'cancelled',
    cancellable: canCancel(order),
    cancellationRequested: order.cancellation !== undefined && !order.cancellation.refused,
    shipments: order.shipments.map(({ proof, ...shipment }) => ({
      ...shipment,
      proofReady: proof !== undefined,
    })),
    timeline: order.timeline.map(({ code, at }) => ({ code, at })),
    cancelled: (order.cancelled ?? []).map(({ sku, quantity }) => ({ sku, quantity })),
    backordered: stillAwaited(order),
    addressChangeable: canChangeAddress(order),
    addressChange: order.addressChange?.state,
    returnable: returnablePieces(order),
    returnUntil: returnUntil(order),
    returns: (order.returns ?? []).map((back) => ({ ...back, steps: stepsOf(order, back.rma) })),
    refunds: (order.refunds ?? []).map(({ amount, reason, at, settled }) => ({
      amount: money(amount),
      reason,
      at,
      settled,
    })),
    documents: (order.documents ?? []).map(({ key: _key, ...document }) => document),
    exchangeFor: order.exchangeFor && { number: order.exchangeFor.number },
    invoiceReady: order.invoice !== undefined,
  }
}

/** What happened to a return: the entries whose event is named after it. */
const stepsOf = (order: Order, rma: string) =>
  order.timeline.flatMap(({ code, at, event }) => (event?.endsWith(`-${rma}`) ? [{ code, at }] : []))

/** An order in a list. */
export function orderSummary(order: Order, locale: Locale): OrderSummary {
  return {
    id: order.id,
    number: order.number,
    placedAt: order.placedAt,
    count: pieces(order),
    fulfilment: order.fulfilment,
    paymentStatus: order.paymentStatus,
    total: { amount: order.quote.total, currency: order.currency },
    names: order.lines.slice(0, 3).map((line) => lineWords(line, locale).name),
  }
}

/** Pieces that are waited for and have not been sent since. */
const stillAwaited = (order: Order) =>
  (order.backordered ?? []).flatMap(({ sku, quantity }) => {
    const open = Math.min(quantity, openPieces(order, sku))
    return open > 0 ? [{ sku, quantity: open }] : []
  })
