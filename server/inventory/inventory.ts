import type { MarketId } from '@/lib/markets'
import { type Availability, type Movement, StockLevel, stockState } from '@/server/inventory/model'
import { levelKey, levels, levelsAt, levelsIn, moving, writeLevels } from '@/server/inventory/store'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { transact } from '@/server/platform/tables/transact'

/** How much of each SKU can be sold in a market now; SKUs that were never counted are sold out. @throws Unavailable */
export async function availability(
  skus: readonly string[],
  market: MarketId,
): Promise<Map<string, Availability>> {
  const wanted = [...new Set(skus)]
  const found = await levelsIn(wanted, market)
  return new Map(
    wanted.map((sku) => {
      const available = found
        .filter((level) => level.sku === sku)
        .reduce((sum, level) => sum + Math.max(0, level.available), 0)
      return [sku, { available, state: stockState(available) }]
    }),
  )
}

/** The levels of SKUs at places, for feeds, stores and audits. @throws Unavailable */
export const stockAt = (skus: readonly string[], locations: readonly string[]): Promise<StockLevel[]> =>
  levelsAt(skus, locations)

export interface Count {
  sku: string
  location: string
  onHand: number
  /** Of the feed's record: an older or repeated one changes nothing. */
  version: number
}

const opened = ({ sku, location, onHand, version }: Count): StockLevel =>
  StockLevel.parse({
    sku,
    location,
    onHand,
    held: 0,
    available: onHand,
    opening: onHand,
    counted: version,
    version: 0,
  })

/** Begins to count SKUs at places, many at once and without events: for seeds and first imports. What is counted already is
 *  left alone. @returns how many were begun. @throws Unavailable */
export async function openStock(counts: readonly Count[]): Promise<number> {
  const locations = [...new Set(counts.map((count) => count.location))]
  let written = 0
  for (const location of locations) {
    const here = counts.filter((count) => count.location === location)
    const known = new Set(
      (
        await levelsAt(
          here.map((count) => count.sku),
          [location],
        )
      ).map((level) => level.sku),
    )
    const fresh = here.filter((count) => !known.has(count.sku)).map(opened)
    await writeLevels(fresh)
    written += fresh.length
  }
  return written
}

/** Sets how much lies at a place, as it was counted there. The difference is a movement; a record that is not newer than the
 *  last one changes nothing. @throws Conflict `stale` when sales keep getting in between, Unavailable */
export const setStock = (count: Count): Promise<StockLevel> =>
  move(count, `counted-${count.version}`, 'counted', (level) =>
    level && count.version <= level.counted
      ? undefined
      : { change: count.onHand - (level?.onHand ?? 0), counted: count.version },
  )

/** Adds goods that came to a place. @param reference of the delivery or return: a repetition changes nothing */
export const receiveStock = (
  { sku, location, quantity }: { sku: string; location: string; quantity: number },
  reference: string,
  reason: 'received' | 'returned' = 'received',
): Promise<StockLevel> =>
  move({ sku, location }, reference, reason, (level) => ({ change: quantity, counted: level?.counted ?? 0 }))

async function move(
  { sku, location }: { sku: string; location: string },
  reference: string,
  reason: Movement['reason'],
  decide: (level: StockLevel | undefined) => { change: number; counted: number } | undefined,
): Promise<StockLevel> {
  for (let attempt = 1; ; attempt++) {
    const current = await levels.get(levelKey(sku, location))
    const decision = decide(current)
    const before = current ?? opened({ sku, location, onHand: 0, version: 0 })
    if (!decision) return before
    const next: StockLevel = {
      ...before,
      onHand: before.onHand + decision.change,
      available: before.available + decision.change,
      counted: decision.counted,
    }
    const movement = {
      id: reference || newId('mov'),
      sku,
      location,
      change: decision.change,
      reason,
      at: isoNow(),
    }
    try {
      await transact(moving(current, next, movement))
      return { ...next, version: current ? current.version + 1 : 0 }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      const known = error.code === 'exists' && current !== undefined
      if (known) return current
      if (attempt === 8) throw error
    }
  }
}
