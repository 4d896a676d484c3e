import type { Foundation, Offer } from './model'

/** A row that can be sold, or why it cannot. */
export type ReadRow = { offer: Offer } | { rejected: string }

/** Turns the rows of one source into what the shop sells. */
export interface FeedReader {
  readonly source: string
  /** Columns that every row of this source may have, and none of another source has all of. */
  readonly columns: readonly string[]
  /** What the offers stand on; complete only after all rows were read. */
  foundation(): Foundation
  /** @param at when the feed was read, ISO 8601 */
  read(row: Readonly<Record<string, unknown>>, at: string): ReadRow
}
