import { type QueueName, queues } from '@/infra/resources'

/** Milliseconds until the order management has acknowledged an order, asked every twenty milliseconds.
 *  @throws when it has not within the limit */
export async function acknowledged(id: string, limit: number) {
  const { requireOrder } = await import('@/server/orders/orders')
  const deadline = Date.now() + limit
  for (;;) {
    const { placedAt, timeline } = await requireOrder(id)
    const told = timeline.find((entry) => entry.code === 'acknowledged')
    if (told) return Date.parse(told.at) - Date.parse(placedAt)
    if (Date.now() > deadline) throw new Error(`${id} was not acknowledged`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Resolves when no queue of the shop holds anything: then the workers are idle. */
export async function queuesAreEmpty(): Promise<void> {
  const { queueDepth } = await import('@/server/platform/queue-depths')
  const names = Object.keys(queues).filter((name): name is QueueName => name in queues)
  for (;;) {
    const depths = await Promise.all(names.map(queueDepth))
    if (depths.every(({ waiting, working }) => waiting + working === 0)) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Milliseconds from the placing of an order (its event stands in the same commit) to the order management's acknowledgement, by
 *  the order's own timeline, for orders that are placed one after another.
 *  @throws when an order is not acknowledged within ten seconds */
export async function orderLatencies(buy: () => Promise<{ id: string }>, count = 100): Promise<number[]> {
  const latencies: number[] = []
  for (let index = 0; index < count; index++) latencies.push(await acknowledged((await buy()).id, 10_000))
  return latencies
}
