import { type QueueName, queues } from '@/infra/resources'
import { positions } from '@/server/flags/flags'
import { flagDefinitions } from '@/server/flags/model'
import { reviewQueue } from '@/server/fraud/reviews'
import { activeHolds } from '@/server/inventory/holds'
import type { Order } from '@/server/orders/model'
import { requireOrder } from '@/server/orders/orders'
import { ordersComingBack, ordersInFlight } from '@/server/orders/flight'
import { type FailedRefund, failedRefunds } from '@/server/payments/failed-refunds'
import { log } from '@/server/platform/log'
import { queueDepth } from '@/server/platform/queue-depths'
import type { Review } from '@/server/reviews/model'
import { byState } from '@/server/reviews/queue'
import { recentAudit } from './audit'
import { AuditRow, type Board, type BoardPart, QueueNames, type ReturnRow, ReviewRow } from './model'
import { parkedEvents } from './parked'

const mostRows = 100

/** What is going on in the shop at this moment. A part that cannot be read says so and leaves the others alone. */
export async function board(): Promise<Board> {
  const flying = ordersInFlight(mostRows)
  const [orders, returns, queued, parked, refunds, reviews, opinions, holds, flags, audit] =
    await Promise.all([
      part('orders', async () => (await flying).map(orderRow)),
      part('returns', async () => (await ordersComingBack(await flying, mostRows)).flatMap(returnRows)),
      part('queues', () => Promise.all(QueueNames.options.map(queueRow))),
      part('parked', async () =>
        (await parkedEvents(mostRows)).map(({ id, name, source, at }) => ({ id, name, source, at })),
      ),
      part('refunds', async () => Promise.all((await failedRefunds(mostRows)).map(refundRow))),
      part('reviews', async () => (await reviewQueue(mostRows)).map((review) => ReviewRow.parse(review))),
      part('opinions', async () => (await byState('pending', { descending: false })).map(opinionRow)),
      part('holds', async () =>
        (await activeHolds(mostRows)).map(({ id, checkoutId, until, lines }) => ({
          id,
          checkoutId,
          until,
          lines,
        })),
      ),
      part('flags', async () =>
        (await positions()).map((flag) => ({ ...flag, description: flagDefinitions[flag.name].description })),
      ),
      part('audit', async () => (await recentAudit()).map((entry) => AuditRow.parse(entry))),
    ])
  return { orders, returns, queues: queued, parked, refunds, reviews, opinions, holds, flags, audit }
}

async function part<T>(
  what: BoardPart,
  read: () => Promise<T[]>,
): Promise<{ state: 'ready'; rows: T[] } | { state: 'unavailable' }> {
  try {
    return { state: 'ready', rows: await read() }
  } catch (error) {
    log.warn({ err: error, what }, 'a part of the board cannot be read')
    return { state: 'unavailable' }
  }
}

function orderRow(order: Order) {
  const last = order.timeline.at(-1)
  return {
    id: order.id,
    number: order.number,
    placedAt: order.placedAt,
    market: order.market,
    pieces: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    total: order.quote.total,
    currency: order.currency,
    fulfilment: order.fulfilment,
    payment: order.paymentStatus,
    last: last?.code ?? 'placed',
    lastAt: last?.at ?? order.placedAt,
  }
}

const returnRows = (order: Order): ReturnRow[] =>
  (order.returns ?? []).flatMap(({ rma, state, approvedAt, requestedAt, receivedAt, lines }) =>
    state === 'settled' || state === 'refused'
      ? []
      : {
          orderId: order.id,
          number: order.number,
          rma,
          state: state === 'requested' && approvedAt ? ('approved' as const) : state,
          market: order.market,
          pieces: lines.reduce((sum, line) => sum + line.quantity, 0),
          reasons: [...new Set(lines.map(({ reason }) => reason))],
          at: receivedAt ?? approvedAt ?? requestedAt,
        },
  )

const opinionRow = ({ id, product, written, flags }: Review) => ({
  id,
  product,
  stars: written.stars,
  title: written.title,
  flags: flags.map(({ code }) => code),
  at: written.at,
})

const refundRow = async (refund: FailedRefund) => ({
  ...refund,
  number: (await requireOrder(refund.orderId)).number,
})

const queueRow = async (name: QueueName) => ({
  name,
  fifo: queues[name].fifo,
  ...(await queueDepth(name)),
})
