import type { Publication } from './model'

const holds = ({ from, until }: Publication, at: string): boolean =>
  from <= at && (until === undefined || at < until)

/** What is shown at a time: of all publications that hold, the one that began last. One that ends gives way to what was there before.
 *  @param at ISO 8601, as every instant here, in UTC with milliseconds, so that texts compare as times do */
export const publicationAt = (publications: readonly Publication[], at: string): Publication | undefined =>
  publications
    .filter((one) => holds(one, at))
    .toSorted((a, b) => a.from.localeCompare(b.from) || a.id.localeCompare(b.id))
    .at(-1)

/** When something begins or ends next after a time; `undefined` when nothing will. */
export const nextChange = (publications: readonly Publication[], at: string): string | undefined =>
  publications
    .flatMap(({ from, until }) => (until === undefined ? [from] : [from, until]))
    .filter((instant) => instant > at)
    .toSorted()
    .at(0)

/** Everything that holds at a time ends then, and nothing begins later. */
export const endedAt = (publications: readonly Publication[], at: string): Publication[] =>
  publications.filter(({ from }) => from <= at).map((one) => (holds(one, at) ? { ...one, until: at } : one))

/** Without those that nobody can see any more, however late it gets: ended, or covered for good by a later one. */
export const stillNeeded = (publications: readonly Publication[], at: string): Publication[] => {
  const open = publications.filter((one) => one.until === undefined && one.from <= at)
  const last = publicationAt(open, at)
  return publications.filter(
    (one) =>
      (one.until === undefined || one.until > at) &&
      (one.from > at || last === undefined || one === last || one.from >= last.from),
  )
}
