import type { Counts, Flag, RatingView, Review, ReviewView } from './model'

/** Rules without I/O: how stars add up, what stands first, and what a machine notices. */

export const noCounts: Counts = [0, 0, 0, 0, 0]

/** The histogram after a review's stars have come, gone or changed. */
export function counted(counts: Counts, before: number | undefined, after: number | undefined): Counts {
  const at = (stars: number): number =>
    (counts[stars - 1] ?? 0) + (stars === after ? 1 : 0) - (stars === before ? 1 : 0)
  return [at(1), at(2), at(3), at(4), at(5)]
}

/** The average of stars, to one decimal, with what it is the average of. */
export function ratingView(counts: Counts): RatingView {
  const count = counts.reduce((sum, one) => sum + one, 0)
  const sum = counts.reduce((total, one, index) => total + one * (index + 1), 0)
  return { count, sum, average: count === 0 ? 0 : Math.round((sum / count) * 10) / 10, counts }
}

/** Orders by votes, and by time where these are even. */
export const rank = ({ helpful, publishedAt = '' }: Pick<Review, 'helpful' | 'publishedAt'>): string =>
  `${String(helpful).padStart(8, '0')}#${publishedAt}`

/** A published review as everybody reads it: nothing in it says who wrote it but the name that they chose. */
export function publicView({ id, shown, order, publishedAt = '', helpful }: Review): ReviewView[] {
  if (!shown) return []
  return [{ ...shown, id, verified: order !== undefined, at: publishedAt, helpful }]
}

const patterns: readonly (readonly [Flag['code'], RegExp])[] = [
  ['email', /[\w.+-]+@[\w-]+\.[\w.-]+/u],
  ['link', /(https?:\/\/|www\.)\S+|\b[\w-]+\.(com|net|org|info|shop|biz|io|de|co\.uk|ae)\b\S*/iu],
  ['phone', /(\+|00)?\d[\d\s()/.-]{7,}\d/u],
  ['repetition', /([^\s.\d])\1{5,}|([!?])\2{3,}/u],
]
const shortest = 12
const shoutingShare = 0.6

/** What a person should look at before a review is shown, each with the words in which it was found. */
export function flagsOf({ title, text, name = '' }: { title: string; text: string; name?: string }): Flag[] {
  const flags = patterns.flatMap(([code, pattern]): Flag[] => {
    const found = [title, text, name].flatMap((part) => pattern.exec(part)?.[0] ?? [])[0]
    return found === undefined ? [] : [{ code, found: excerpt(found) }]
  })
  const loud = [title, text].find(isShouting)
  return loud === undefined ? flags : [...flags, { code: 'shouting', found: excerpt(loud) }]
}

/** Most of its letters are capitals, in writing that knows them. */
function isShouting(text: string): boolean {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0
  const cased = capitals + (text.match(/\p{Ll}/gu)?.length ?? 0)
  return cased >= shortest && capitals / cased > shoutingShare
}

const excerpt = (found: string): string => Array.from(found.trim()).slice(0, 40).join('')
