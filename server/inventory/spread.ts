import { mostShelves, type Movement, StockLevel } from './model'
import { shelfIds } from './shelves'
import { moving, shelvesAt } from './store'
import { isoNow } from '@/server/platform/clock'
import { Conflict, Invalid, NotFound } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { transact } from '@/server/platform/tables/transact'

/** Spreads what can be sold of a SKU at a place evenly among so many shelves, each with a counter of its own: for a SKU that so many
 *  want at the same moment that they would wait for one another. One shelf gathers them again; what is promised stays where it is
 *  until it is sold or given back. Every piece that changes its shelf is a movement.
 *  @throws NotFound `stock-level`; Invalid `shelves`; Conflict `stale` when sales keep getting in between, Unavailable */
export async function spreadStock(sku: string, place: string, shelves: number): Promise<void> {
  if (!Number.isInteger(shelves) || shelves < 1 || shelves > mostShelves) {
    throw new Invalid('shelves', `1 to ${mostShelves} shelves`)
  }
  for (let attempt = 1; ; attempt++) {
    const current = await shelvesAt([sku], [place])
    const [base] = current
    if (!base) throw new NotFound('stock-level')
    const everShelves = Math.max(shelves, base.everShelves ?? 1)
    const ids = shelfIds(place, everShelves)
    const left = Math.max(
      0,
      current.reduce((sum, level) => sum + level.available, 0),
    )
    const share = Math.floor(left / shelves)
    try {
      const parts = ids.slice(1).flatMap((id, index) => {
        const level = current.find((one) => one.location === id)
        return movedTo(level, emptyShelf(sku, id), index + 1 < shelves ? share : 0)
      })
      const others = share * (shelves - 1)
      const kept = { ...base, shelves, everShelves }
      await transact([...parts, ...movedTo(base, kept, left - others, true)])
      return
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === 8) throw error
    }
  }
}

/** The parts that bring a shelf to what can be sold there. */
function movedTo(current: StockLevel | undefined, next: StockLevel, available: number, always = false) {
  const before = current ?? next
  const change = available - before.available
  if (change === 0 && current && !always) return []
  const after = { ...next, ...counters(before, change) }
  const { sku, location } = next
  const movement: Movement = { id: newId('mov'), sku, location, change, reason: 'moved', at: isoNow() }
  return moving(current, after, movement)
}

const counters = (level: StockLevel, change: number) => ({
  onHand: level.onHand + change,
  held: level.held,
  available: level.available + change,
  opening: level.opening,
  counted: level.counted,
})

const emptyShelf = (sku: string, location: string): StockLevel =>
  StockLevel.parse({
    sku,
    location,
    onHand: 0,
    held: 0,
    available: 0,
    opening: 0,
    counted: { onHand: 0, version: 0 },
    version: 0,
  })
