import { randomFillSync } from 'node:crypto'
import { monotonicFactory } from 'ulid'
import { z } from 'zod'
import { now } from '@/server/platform/clock'

/** Random bytes for some hundred ids: asking the system for each of their letters would take much longer. */
const pool = new Uint8Array(4096)
let used = pool.length

function random(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return (pool[used++] ?? 0) / 256
}

const ulid = monotonicFactory(random)

/** The schema of ids with this prefix: `ord_01K…` (a prefix and a ULID). */
export const Id = <P extends string>(prefix: P) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`), `an id that starts with ${prefix}_`)

/** A new id with this prefix, sortable by the time it was made. */
export const newId = (prefix: string): string => `${prefix}_${ulid(now())}`
