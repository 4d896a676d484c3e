import { shares } from '@/server/pricing/quote'
import type { Order, Pieces } from './model'

/** What was paid for the first `pieces` of so many, so that the parts come to the whole to the last minor unit. */
const upTo = (whole: number, pieces: number, of: number): number => Math.floor((whole * pieces) / of)

/** Pieces of a SKU whose money has been given back, or is on its way. */
const givenBack = (order: Order, sku: string): number =>
  (order.refunds ?? [])
    .flatMap((refund) => refund.lines)
    .filter((line) => line.sku === sku)
    .reduce((sum, line) => sum + line.quantity, 0)

/** Pieces of a SKU whose money has not been given back. */
export const unrefunded = (order: Order, sku: string): number =>
  Math.max(0, orderedPieces(order, sku) - givenBack(order, sku))

const orderedPieces = (order: Order, sku: string): number =>
  order.lines.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.quantity, 0)

/** What of an order's money is settled: given back, or kept back for good. Goodwill makes up for what was kept. */
function settledOf({ refunds = [] }: Order): number {
  const sum = (amounts: readonly number[]) => amounts.reduce((whole, one) => whole + one, 0)
  const kept = sum(refunds.map(({ keptBack = 0 }) => keptBack))
  const goodwill = sum(refunds.map(({ reason, amount }) => (reason === 'goodwill' ? amount : 0)))
  return sum(refunds.map(({ amount }) => amount)) + Math.max(0, kept - goodwill)
}

interface Paid {
  /** Delivery included. */
  amount: number
  delivery: number
  lines: { sku: string; quantity: number; amount: number }[]
}

/** The same with something kept back: first of the goods, each in proportion. At least one minor unit is left. */
export function lessKeptBack(paid: Paid, keptBack: number): Paid & { keptBack?: number } {
  const away = Math.min(keptBack, paid.amount - 1)
  if (away <= 0) return paid
  const goods = paid.amount - paid.delivery
  const left = shares(
    Math.max(0, goods - away),
    paid.lines.map((line) => line.amount),
  )
  return {
    amount: paid.amount - away,
    delivery: paid.delivery - Math.max(0, away - goods),
    lines: paid.lines.map((line, index) => ({ ...line, amount: left[index] ?? 0 })),
    keptBack: away,
  }
}

/** What was paid for pieces of an order: goods after their share of the discount, with their tax. Delivery goes back with the last
 *  piece, as the law of distance selling has it (Directive 2011/83/EU, article 13). Never more than is left of the total.
 *  @returns minor units */
export function paidFor(order: Order, pieces: readonly Pieces[]): Paid {
  const { quote } = order
  const lines = pieces.flatMap(({ sku, quantity: asked }) => {
    const quantity = Math.min(asked, unrefunded(order, sku))
    const line = quote.lines.find((one) => one.sku === sku)
    if (!line || quantity === 0) return []
    const paid = line.goods - line.discount + (quote.taxIncluded ? 0 : line.tax)
    const before = givenBack(order, sku)
    const amount = upTo(paid, before + quantity, line.quantity) - upTo(paid, before, line.quantity)
    return [{ sku, quantity, amount }]
  })
  const goods = lines.reduce((sum, line) => sum + line.amount, 0)
  const all = order.lines.every(({ sku }) => {
    const now = lines.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.quantity, 0)
    return unrefunded(order, sku) === now
  })
  const left = quote.total - settledOf(order)
  const amount = all ? left : Math.min(goods, left)
  return { amount, delivery: Math.max(0, amount - goods), lines }
}
