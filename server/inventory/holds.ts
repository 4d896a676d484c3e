import type { MarketId } from '@/lib/markets'
import { fulfilmentLocations } from './locations'
import type { HeldLine, Hold, StockLevel } from './model'
import { placeOf, someShelf } from './shelves'
import { givingBack, holdKey, holds, levelsIn, promising, taking } from './store'
import { isoNow } from '@/server/platform/clock'
import { Conflict, NotFound } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import { type TransactPart, transact } from '@/server/platform/tables/transact'

export interface Wanted {
  sku: string
  quantity: number
}

/** A hold that is decided and not yet written. */
export interface PlannedHold {
  hold: Hold
  parts: TransactPart[]
}

const holdGone = () => new Conflict('hold-gone', 'the hold has ended')

/** Plans to hold everything at the market's first choice of places, without reading how much is there: the write finds out.
 *  @param until ISO 8601 */
export function planHold(
  checkoutId: string,
  market: MarketId,
  lines: readonly Wanted[],
  until: string,
): PlannedHold {
  const [location = ''] = fulfilmentLocations[market]
  return planned(
    checkoutId,
    lines.map((line) => ({ ...line, location: someShelf(line.sku, location) })),
    until,
  )
}

/** Plans the hold from what each place has, split between places where it must be.
 *  @throws Conflict `sold-out` with the SKUs of which there is not enough */
export async function planSplitHold(
  checkoutId: string,
  market: MarketId,
  lines: readonly Wanted[],
  until: string,
): Promise<PlannedHold> {
  const levels = await levelsIn(
    lines.map((line) => line.sku),
    market,
  )
  const places = fulfilmentLocations[market]
  const split = lines.map(({ sku, quantity }) => {
    let missing = quantity
    const parts: HeldLine[] = []
    const shelves = places.flatMap((place) => fullestFirst(levels, sku, place))
    for (const { location, available } of shelves) {
      const taken = Math.min(missing, Math.max(0, available))
      if (taken > 0) parts.push({ sku, location, quantity: taken })
      missing -= taken
    }
    return { sku, missing, parts }
  })
  const short = split.filter((line) => line.missing > 0)
  if (short.length > 0) {
    throw new Conflict('sold-out', 'not enough is left', { skus: short.map((line) => line.sku) })
  }
  return planned(
    checkoutId,
    split.flatMap((line) => line.parts),
    until,
  )
}

/** The shelves of a place that have the SKU. */
const fullestFirst = (levels: readonly StockLevel[], sku: string, place: string): StockLevel[] =>
  levels
    .filter((level) => level.sku === sku && placeOf(level.location) === place)
    .sort((a, b) => b.available - a.available)

function planned(checkoutId: string, lines: HeldLine[], until: string): PlannedHold {
  const hold: Hold = {
    id: newId('hld'),
    checkoutId,
    state: 'active',
    reason: 'payment',
    lines,
    until,
    at: isoNow(),
    version: 0,
  }
  return { hold, parts: [...lines.map(promising), holds.creating(hold)] }
}

/** @throws NotFound `hold` */
export const requireHold = (id: string): Promise<Hold> => holds.require(holdKey(id), 'hold')

/** The parts of a transaction that take held goods away for good: they are sold.
 *  Refused with Conflict `hold-gone` when the hold has ended in the meantime. */
export function commitHold(hold: Hold): TransactPart[] {
  const sold: Hold = { ...hold, state: 'committed', reason: 'sold', at: isoNow() }
  return [holds.replacing(hold, sold, [], holdGone), ...hold.lines.map(taking)]
}

/** The parts of a transaction that give held goods back. Refused with Conflict `hold-gone` when they were given back already. */
export function releasing(hold: Hold, reason: 'expired' | 'declined' | 'cancelled'): TransactPart[] {
  const released: Hold = { ...hold, state: 'released', reason, at: isoNow() }
  return [holds.replacing(hold, released, [], holdGone), ...hold.lines.map(givingBack)]
}

/** Gives held goods back; nothing happens where the hold has ended already. @throws NotFound `hold` */
export async function releaseHold(id: string, reason: 'expired' | 'declined' | 'cancelled'): Promise<void> {
  const hold = await requireHold(id)
  if (hold.state !== 'active') return
  try {
    await transact(releasing(hold, reason))
  } catch (error) {
    if (!(error instanceof Conflict && error.code === 'hold-gone')) throw error
  }
}

/** Goods that are promised to checkouts now, those that end first at the front. @throws Unavailable */
export async function activeHolds(limit: number): Promise<Hold[]> {
  const by = { index: 'byDue', attribute: 'holdState', equals: 'active' }
  return (await holds.query(by, { limit })).items
}

/** Gives back what was held for too long. @returns how many holds have ended */
export async function sweepHolds(): Promise<number> {
  const by = { index: 'byDue', attribute: 'holdState', range: 'dueAt', equals: 'active' }
  const due = await holds.query(by, { upTo: isoNow(), limit: 50 })
  for (const hold of due.items) {
    try {
      await releaseHold(hold.id, 'expired')
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      log.warn({ hold: hold.id }, 'a hold in the index is gone')
    }
  }
  return due.items.length
}
