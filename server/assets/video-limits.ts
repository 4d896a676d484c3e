import { Refused } from './refused'

/** What a container tells of the film in it. */
export interface FilmFacts {
  /** Pixels of its picture. */
  width: number
  height: number
  /** Seconds, where it is told; a film that is written while it is made does not know. */
  seconds?: number
}

/** 8K on a side; and what nobody watches on a product's page is no film of a product. */
const longestSide = 8192
const mostPixels = 8192 * 4320
const shortestSide = 16
const longestSeconds = 2 * 3600

/** @throws Refused `too-many-pixels`, `too-small`, `too-long`, `broken` for what no film says of itself */
export function requireFilm({ width, height, seconds }: FilmFacts): FilmFacts {
  const sides = [width, height]
  if (sides.some((side) => !Number.isInteger(side) || side <= 0)) throw new Refused('broken')
  if (sides.some((side) => side > longestSide) || width * height > mostPixels)
    throw new Refused('too-many-pixels')
  if (sides.some((side) => side < shortestSide)) throw new Refused('too-small')
  if (seconds === undefined) return { width, height }
  if (!Number.isFinite(seconds) || seconds <= 0) throw new Refused('broken')
  if (seconds > longestSeconds) throw new Refused('too-long')
  return { width, height, seconds }
}
