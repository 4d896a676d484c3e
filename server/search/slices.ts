import { MAX_DEPTH } from './model'

/** A range of prices in minor units, both ends included. */
export interface Slice {
  readonly min: number
  readonly max: number
}

/** Parts a list by price, so that each part can be paged through to its end. More pieces of one and the same price than that cannot be
 *  parted any further.
 *  @param count how many pieces cost that much */
export async function slicesOf(
  { min, max }: Slice,
  count: (slice: Slice) => Promise<number>,
  most = MAX_DEPTH,
): Promise<Slice[]> {
  const pieces = await count({ min, max })
  if (pieces === 0) return []
  if (pieces <= most || min === max) return [{ min, max }]
  const middle = Math.floor((min + max) / 2)
  return [
    ...(await slicesOf({ min, max: middle }, count, most)),
    ...(await slicesOf({ min: middle + 1, max }, count, most)),
  ]
}
