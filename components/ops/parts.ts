import type { Say } from '@/components/ops/words'
import type { Locale } from '@/lib/markets'
import type { Board, BoardPart } from '@/server/operations/model'

export interface PartProps<P extends BoardPart> {
  part: Board[P]
  say: Say
  locale: Locale
  /** Epoch milliseconds. */
  now: number
  fits(row: object): boolean
}

/** The rows of a part that fit the filter; nothing while they cannot be had. */
export function rowsOf<Row extends object>(
  part: { state: 'ready'; rows: readonly Row[] } | { state: 'unavailable' },
  fits: (row: object) => boolean,
): Row[] | undefined {
  return part.state === 'ready' ? part.rows.filter(fits) : undefined
}
