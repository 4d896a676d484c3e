import { isoNow } from '@/server/platform/clock'
import { Conflict, NotFound } from '@/server/platform/errors'
import { changed, unchanged } from '@/server/platform/tables/change'
import { returnReceived, returnRefused } from './events'
import type { Order } from './model'
import { recorded } from './progress'
import type { Return } from './return-model'
import { moneyBackFor } from './returns'
import { paidFor } from './shares'
import { orderKey, orders } from './store'

/** What a person of the house decides about a return: it may come; it has come, and so much is paid back; or it is not taken. */
export interface ReturnDecision {
  answer: 'approve' | 'receive' | 'refuse'
  /** Of what has come; minor units, all of its worth where nothing is said. */
  payBack?: number
}

/** What a return brings back when nothing is kept, in minor units; 0 where all of it is exchanged. */
export const worthOf = (order: Order, back: Return): number => paidFor(order, moneyBackFor(back)).amount

/** Takes a decision over, once however often it is made. The order management may decide as well; whoever comes first is right.
 *  @throws NotFound `order`, `return`, Conflict `return-decided` when it was decided otherwise, `over-refund` beyond its worth */
export function decideReturn(orderId: string, rma: string, decision: ReturnDecision): Promise<Order> {
  return orders.update(orderKey(orderId), 'order', (order) => {
    const back = order.returns?.find((one) => one.rma === rma)
    if (!back) throw new NotFound('return')
    if (isAlready(back, decision)) return unchanged(order)
    if (back.state !== 'requested') throw new Conflict('return-decided', 'this return is decided already')
    const at = isoNow()
    const ref = { orderId, number: order.number, customerId: order.customerId, rma }
    const becoming = (
      code: 'return-approved' | 'return-received' | 'return-refused',
      next: Return,
    ): Order => ({
      ...recorded(order, code, at, `desk-${code}-${rma}`),
      returns: (order.returns ?? []).map((one) => (one.rma === rma ? next : one)),
    })
    if (decision.answer === 'approve') {
      return changed(becoming('return-approved', { ...back, approvedAt: at }))
    }
    if (decision.answer === 'refuse') {
      return changed(becoming('return-refused', { ...back, state: 'refused' }), returnRefused(ref))
    }
    const keptBack = keptBackOf(order, back, decision.payBack)
    const received: Return = { ...back, state: 'received', receivedAt: at, ...(keptBack ? { keptBack } : {}) }
    return changed(becoming('return-received', received), returnReceived(ref))
  })
}

function isAlready({ state, approvedAt }: Return, { answer }: ReturnDecision): boolean {
  if (answer === 'approve') return state === 'requested' && approvedAt !== undefined
  return answer === 'refuse' ? state === 'refused' : state === 'received' || state === 'settled'
}

function keptBackOf(order: Order, back: Return, payBack: number | undefined): number {
  if (payBack === undefined) return 0
  const worth = worthOf(order, back)
  if (payBack > worth) throw new Conflict('over-refund', 'more than these pieces are worth', { left: worth })
  return worth - payBack
}
