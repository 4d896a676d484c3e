import { warehouse } from '@/server/inventory/locations'
import { receiveStock } from '@/server/inventory/inventory'
import { isoNow } from '@/server/platform/clock'
import { Conflict, Invalid } from '@/server/platform/errors'
import type { Principal } from '@/server/platform/principal'
import { changed, unchanged } from '@/server/platform/tables/change'
import { returnReceived, returnRefused, returnRequested } from './events'
import { refundDifference } from './exchange-money'
import { requireExchangeable, sendExchange } from './exchanges'
import type { Order, Pieces } from './model'
import { ownOrder, requireOrder } from './orders'
import { recorded } from './progress'
import { refundPieces } from './refunds'
import { returnablePieces } from './returnable'
import type { Return, ReturnRequest } from './return-model'
import { orderKey, orders } from './store'

/** Asks to send pieces back. The label follows; the money goes back when they have come.
 *  @param token from a confirmation or e-mail, for guests
 *  @throws NotFound `order`, Invalid `nothing-returned`, Conflict `not-returnable` with what may be returned */
export async function requestReturn(
  who: Principal,
  id: string,
  { lines, comment }: ReturnRequest,
  token?: string,
): Promise<Order> {
  const known = await ownOrder(who, id, token)
  if (lines.length === 0) throw new Invalid('nothing-returned', 'no piece was chosen')
  await requireExchangeable(known, lines)
  return orders.update(orderKey(id), 'order', (order) => {
    const possible = returnablePieces(order)
    for (const { sku } of lines) {
      const asked = lines.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.quantity, 0)
      if (asked > (possible.find((one) => one.sku === sku)?.quantity ?? 0)) {
        throw new Conflict('not-returnable', 'so many of these cannot be sent back', { sku })
      }
    }
    const at = isoNow()
    const rma = `R${(order.returns?.length ?? 0) + 1}`
    const wanted: Return = { rma, state: 'requested', lines, comment: comment || undefined, requestedAt: at }
    const told = returnRequested({
      orderId: id,
      number: order.number,
      customerId: order.customerId,
      rma,
      lines,
    })
    const next = recorded(order, 'return-requested', at, `return-${rma}`)
    return changed({ ...next, returns: [...(order.returns ?? []), wanted] }, told)
  })
}

/** Notes what became of pieces that were sent back; once however often it is told.
 *  @throws NotFound `order` */
export function answerReturn(
  orderId: string,
  rma: string,
  answer: 'return-received' | 'return-refused',
  { at, event }: { at: string; event: string },
): Promise<Order> {
  return orders.update(orderKey(orderId), 'order', (order) => {
    const known = order.returns?.find((one) => one.rma === rma)
    if (known?.state !== 'requested') return unchanged(order)
    const received = answer === 'return-received'
    const next: Return = received
      ? { ...known, state: 'received', receivedAt: at }
      : { ...known, state: 'refused' }
    const ref = { orderId, number: order.number, customerId: order.customerId, rma }
    const returns = (order.returns ?? []).map((one) => (one.rma === rma ? next : one))
    return changed(
      { ...recorded(order, answer, at, event), returns },
      received ? returnReceived(ref) : returnRefused(ref),
    )
  })
}

/** What follows when pieces have come back: they lie on the shelf again, and their money goes back, or others go out in exchange.
 *  @throws Unavailable, ProviderTimeout: to be tried again */
export async function settleReturn(orderId: string, rma: string): Promise<void> {
  const order = await requireOrder(orderId)
  const back = order.returns?.find((one) => one.rma === rma)
  if (back?.state !== 'received') return
  for (const { sku, quantity } of piecesOf(back)) {
    await receiveStock({ sku, location: warehouse, quantity }, `${orderId}-${rma}`, 'returned')
  }
  const exchanged = await sendExchange(order, back)
  if (exchanged) await refundDifference(order, back)
  const refunded = withoutExchanged(back, exchanged?.lines ?? [])
  if (refunded.length > 0) {
    await refundPieces(orderId, refunded, 'returned', rma, back.keptBack)
  }
  await orders.update(orderKey(orderId), 'order', (current) => {
    const open = current.returns?.find((one) => one.rma === rma)
    if (open?.state !== 'received') return unchanged(current)
    const settled: Return = { ...open, state: 'settled' }
    const returns = (current.returns ?? []).map((one) => (one.rma === rma ? settled : one))
    const next = exchanged ? recorded(current, 'exchange-sent', isoNow(), `exchange-${rma}`) : current
    return changed({ ...next, returns })
  })
}

/** One sum for each SKU: a return may name one more than once, with different reasons. */
function piecesOf({ lines }: Return): Pieces[] {
  return [...new Set(lines.map(({ sku }) => sku))].map((sku) => ({
    sku,
    quantity: lines.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.quantity, 0),
  }))
}

/** Pieces of a return whose money goes back unless something else goes out for them. */
export const moneyBackFor = (back: Return): Pieces[] =>
  withoutExchanged(
    back,
    back.lines.filter((line) => line.exchange),
  )

/** Pieces whose money goes back: all but those in whose place others went out. */
function withoutExchanged(back: Return, exchanged: readonly Pieces[]): Pieces[] {
  return piecesOf(back).flatMap(({ sku, quantity }) => {
    const away = exchanged.filter((one) => one.sku === sku).reduce((sum, one) => sum + one.quantity, 0)
    return quantity > away ? [{ sku, quantity: quantity - away }] : []
  })
}
