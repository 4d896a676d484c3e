import { scanTable } from '@/server/platform/tables/scan'
import { Hold, Movement, StockLevel } from './model'

export interface StockAudit {
  levels: number
  activeHolds: number
  /** Counters that are not what movements and holds come to. */
  differences: {
    sku: string
    location: string
    counter: 'onHand' | 'held' | 'available'
    is: number
    should: number
  }[]
}

/** Goes through the whole of stock: what is there is the sum of its movements and sales, what is promised the sum of the active
 *  holds. @throws Unavailable */
export async function auditStock(): Promise<StockAudit> {
  const levels: StockLevel[] = []
  const moved = new Map<string, number>()
  const held = new Map<string, number>()
  let activeHolds = 0
  const count = (
    sums: Map<string, number>,
    { sku, location }: { sku: string; location: string },
    by: number,
  ) => sums.set(`${sku}@${location}`, (sums.get(`${sku}@${location}`) ?? 0) + by)

  for await (const item of scanTable('inventory')) {
    const sk = String(item.sk)
    if (sk.startsWith('level#')) levels.push(StockLevel.parse(item))
    if (sk.startsWith('move#')) {
      const movement = Movement.parse(item)
      count(moved, movement, movement.change)
    }
    if (sk === 'hold') {
      const hold = Hold.parse(item)
      if (hold.state === 'active') activeHolds += 1
      for (const line of hold.lines) {
        if (hold.state === 'active') count(held, line, line.quantity)
        if (hold.state === 'committed') count(moved, line, -line.quantity)
      }
    }
  }
  const differences = levels.flatMap((level) => {
    const { sku, location, opening } = level
    const at = `${sku}@${location}`
    const should = {
      onHand: opening + (moved.get(at) ?? 0),
      held: held.get(at) ?? 0,
      available: level.onHand - level.held,
    }
    return (['onHand', 'held', 'available'] as const)
      .filter((counter) => level[counter] !== should[counter])
      .map((counter) => ({ sku, location, counter, is: level[counter], should: should[counter] }))
  })
  return { levels: levels.length, activeHolds, differences }
}
