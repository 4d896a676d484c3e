import type { StockLevel } from './model'

/** The shelves among which a SKU is spread at a place: the place itself, and the others by number. A hot SKU has a counter on each, so
 *  that many buyers do not all wait for one item. */
export const shelfIds = (place: string, count: number): string[] => [
  place,
  ...Array.from({ length: count - 1 }, (_, index) => `${place}~${index + 1}`),
]

/** The place that a shelf belongs to. */
export const placeOf = (shelf: string): string => shelf.split('~')[0] ?? shelf

/** Among how many shelves SKUs were spread when this process saw them last. A wrong guess costs a read: the hold is then planned from
 *  what each shelf has. */
const spread = new Map<string, number>()

export function rememberShelves({ sku, location, shelves = 1 }: StockLevel): void {
  if (shelves > 1) spread.set(`${sku}@${location}`, shelves)
  else spread.delete(`${sku}@${location}`)
}

/** Any of the shelves of a SKU at a place. */
export function someShelf(sku: string, place: string): string {
  const count = spread.get(`${sku}@${place}`) ?? 1
  return count === 1 ? place : (shelfIds(place, count)[Math.floor(Math.random() * count)] ?? place)
}
