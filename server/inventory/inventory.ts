import type { MarketId } from '@/lib/markets'
import { fulfilmentLocations } from './locations'
import { type Availability, type Count, type Movement, StockLevel, stockState } from './model'
import { placeOf } from './shelves'
import { spreadStock } from './spread'
import { levelKey, levels, levelsAt, levelsIn, moving, shelvesAt, writeLevels } from './store'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { readEarly } from '@/server/platform/tables/reads'
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

/** Begins to read what `availability` will. */
export function readAvailabilityEarly(skus: readonly string[], market: MarketId): void {
  const places = fulfilmentLocations[market]
  const keys = skus.flatMap((sku) => places.map((place) => levelKey(sku, place)))
  readEarly('inventory', keys)
}

/** The levels of SKUs at places, all shelves of a place together, for feeds, stores and audits. @throws Unavailable */
export async function stockAt(skus: readonly string[], locations: readonly string[]): Promise<StockLevel[]> {
  const shelves = await shelvesAt(skus, locations)
  return shelves
    .filter((level) => locations.includes(level.location))
    .map((place) => {
      const own = shelves.filter((one) => one.sku === place.sku && placeOf(one.location) === place.location)
      const total = (counter: 'onHand' | 'held' | 'available') =>
        own.reduce((sum, one) => sum + one[counter], 0)
      return { ...place, onHand: total('onHand'), held: total('held'), available: total('available') }
    })
}

const opened = ({ sku, location, onHand, version = 0 }: Count): StockLevel =>
  StockLevel.parse({
    sku,
    location,
    onHand,
    held: 0,
    available: onHand,
    opening: onHand,
    counted: { onHand, version },
    version: 0,
  })

/** Takes over counts from a feed or seed, many at once. What was never counted is begun in batches and without events; where
 *  the source tells another number than before, the level is set to it. @throws Unavailable */
export async function openStock(counts: readonly Count[]): Promise<void> {
  const locations = [...new Set(counts.map((count) => count.location))]
  for (const location of locations) {
    const here = counts.filter((count) => count.location === location)
    const found = await levelsAt(
      here.map((count) => count.sku),
      [location],
    )
    const known = new Map(found.map((level) => [level.sku, level]))
    await writeLevels(here.filter((count) => !known.has(count.sku)).map(opened))
    for (const count of here) {
      const level = known.get(count.sku)
      if (level && level.counted.onHand !== count.onHand) await setStock(count)
    }
  }
}

/** Sets how much lies at a place, as it was counted there. The difference is a movement; a record that is not newer than the
 *  last one changes nothing. @throws Conflict `stale` when sales keep getting in between, Unavailable */
export async function setStock(count: Count): Promise<StockLevel> {
  const { sku, location } = count
  const shelves = (await shelvesAt([sku], [location])).find((level) => level.location === location)?.shelves
  if (shelves === undefined || shelves === 1) return setLevel(count, 0)
  // A count is of the place: its shelves are gathered, counted with what is promised on them, and spread again.
  await spreadStock(sku, location, 1)
  const others = (await stockAt([sku], [location]))[0]?.onHand ?? 0
  const own = (await levels.require(levelKey(sku, location), 'stock-level')).onHand
  const set = await setLevel(count, others - own)
  await spreadStock(sku, location, shelves)
  return set
}

/** @param elsewhere pieces that lie on other shelves of the place */
const setLevel = ({ sku, location, onHand, version }: Count, elsewhere: number): Promise<StockLevel> =>
  move({ sku, location }, 'counted', (level) => {
    const last = level?.counted.version ?? 0
    const next = version ?? last + 1
    if (level && next <= last) return undefined
    return {
      reference: `counted-${next}`,
      change: Math.max(0, onHand - elsewhere) - (level?.onHand ?? 0),
      counted: { onHand, version: next },
    }
  })

/** Adds goods that came to a place. @param reference of the delivery or return: a repetition changes nothing */
export const receiveStock = (
  { sku, location, quantity }: { sku: string; location: string; quantity: number },
  reference: string,
  reason: 'received' | 'returned' = 'received',
): Promise<StockLevel> =>
  move({ sku, location }, reason, () => ({ reference: `${reason}-${reference}`, change: quantity }))

interface Decision {
  reference: string
  change: number
  counted?: StockLevel['counted']
}

async function move(
  { sku, location }: { sku: string; location: string },
  reason: Movement['reason'],
  decide: (level: StockLevel | undefined) => Decision | undefined,
): Promise<StockLevel> {
  for (let attempt = 1; ; attempt++) {
    const current = await levels.get(levelKey(sku, location))
    const before = current ?? opened({ sku, location, onHand: 0 })
    const decision = decide(current)
    if (!decision) return before
    const next: StockLevel = {
      ...before,
      onHand: before.onHand + decision.change,
      available: before.available + decision.change,
      counted: decision.counted ?? before.counted,
    }
    const movement = { id: decision.reference, sku, location, change: decision.change, reason, at: isoNow() }
    try {
      await transact(moving(current, next, movement))
      return { ...next, version: current ? current.version + 1 : 0 }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      if (error.code === 'known-movement') return before
      if (attempt === 8) throw error
    }
  }
}
