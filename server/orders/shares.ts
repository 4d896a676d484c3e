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

/** What was paid for pieces of an order: goods after their share of the discount, with their tax. Delivery goes back with the last
 *  piece, as the law of distance selling has it (Directive 2011/83/EU, article 13). Never more than is left of the total.
 *  @returns minor units */
export function paidFor(
  order: Order,
  pieces: readonly Pieces[],
): { amount: number; delivery: number; lines: { sku: string; quantity: number; amount: number }[] } {
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
  const refunded = (order.refunds ?? []).reduce((sum, refund) => sum + refund.amount, 0)
  const left = quote.total - refunded
  const amount = all ? left : Math.min(goods, left)
  return { amount, delivery: Math.max(0, amount - goods), lines }
}
