/** Milliseconds from the placing of an order (its event stands in the same commit) to the order management's acknowledgement, by
 *  the order's own timeline, for orders that are placed one after another.
 *  @throws when an order is not acknowledged within ten seconds */
export async function orderLatencies(buy: () => Promise<{ id: string }>, count = 100): Promise<number[]> {
  const { requireOrder } = await import('@/server/orders/orders')
  const latencies: number[] = []
  for (let index = 0; index < count; index++) {
    const { id } = await buy()
    const deadline = Date.now() + 10_000
    for (;;) {
      const { placedAt, timeline } = await requireOrder(id)
      const told = timeline.find((entry) => entry.code === 'acknowledged')
      if (told) {
        latencies.push(Date.parse(told.at) - Date.parse(placedAt))
        break
      }
      if (Date.now() > deadline) throw new Error(`${id} was not acknowledged`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return latencies
}
