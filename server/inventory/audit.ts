import { readOrNote, type Unreadable } from '@/server/platform/tables/reading'
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
  unreadable: Unreadable[]
}

const counters = ['onHand', 'held', 'available'] as const
const nothing = { opening: 0, onHand: 0, held: 0, available: 0 }

/** Goes through the whole of stock: what is there is the sum of its movements and sales, what is promised the sum of the active
 *  holds, also where nobody counts. @throws Unavailable */
export async function auditStock(): Promise<StockAudit> {
  const levels = new Map<string, StockLevel>()
  const moved = new Map<string, number>()
  const held = new Map<string, number>()
  const unreadable: Unreadable[] = []
  let activeHolds = 0
  const count = (sums: Map<string, number>, { sku, location }: Place, by: number) => {
    const at = placed({ sku, location })
    sums.set(at, (sums.get(at) ?? 0) + by)
  }

  for await (const item of scanTable('inventory')) {
    const sk = String(item.sk)
    if (sk.startsWith('level#')) {
      const level = readOrNote(StockLevel, item, unreadable)
      if (level) levels.set(placed(level), level)
    }
    if (sk.startsWith('move#')) {
      const movement = readOrNote(Movement, item, unreadable)
      if (movement) count(moved, movement, movement.change)
    }
    if (sk === 'hold') {
      const { state, lines } = readOrNote(Hold, item, unreadable) ?? { lines: [] }
      if (state === 'active') activeHolds += 1
      for (const line of lines) {
        if (state === 'active') count(held, line, line.quantity)
        if (state === 'committed') count(moved, line, -line.quantity)
      }
    }
  }
  const places = new Set([...levels.keys(), ...moved.keys(), ...held.keys()])
  const differences = [...places].flatMap((at) => {
    const [sku = '', location = ''] = at.split('@')
    const level = levels.get(at) ?? nothing
    const should = {
      onHand: level.opening + (moved.get(at) ?? 0),
      held: held.get(at) ?? 0,
      available: level.onHand - level.held,
    }
    return counters
      .filter((counter) => level[counter] !== should[counter])
      .map((counter) => ({ sku, location, counter, is: level[counter], should: should[counter] }))
  })
  return { levels: levels.size, activeHolds, differences, unreadable }
}

type Place = Pick<StockLevel, 'sku' | 'location'>
const placed = ({ sku, location }: Place): string => `${sku}@${location}`
