import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { config } from '@/server/platform/config'

const ClockFile = z.object({ offsetMs: z.number() })
const refreshEvery = 50
let checkedAt = 0
let fileTime = 0
let offset = 0

/** In local mode tests move the clock of every process through one small file beside the local cloud's data. */
function localOffset(): number {
  const wall = Date.now()
  if (wall - checkedAt < refreshEvery) return offset
  checkedAt = wall
  const file = join(config().dataDirectory, 'cloud', 'clock.json')
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (changed === fileTime) return offset
  fileTime = changed
  offset = changed === 0 ? 0 : ClockFile.parse(JSON.parse(readFileSync(file, 'utf8'))).offsetMs
  return offset
}

/** Where time comes from: epoch milliseconds, and how to wait. */
interface TimeSource {
  now(): number
  sleep(milliseconds: number): Promise<void>
}
let source: TimeSource | undefined

/** Takes the time of this process from elsewhere: whoever replays a run decides what time it is, and how long a pause takes. */
export function useTimeSource(other: TimeSource): void {
  source = other
}

/** Waits so many milliseconds. */
export const sleep = (milliseconds: number): Promise<void> =>
  source ? source.sleep(milliseconds) : new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The time now in epoch milliseconds; in local mode on the clock that tests may move. */
export function now(): number {
  if (source) return source.now()
  return config().cloud === 'local' ? Date.now() + localOffset() : Date.now()
}

/** The time now as an ISO 8601 instant, `milliseconds` later when given. */
export const isoNow = (milliseconds = 0): string => new Date(now() + milliseconds).toISOString()

/** The time now in epoch seconds, as DynamoDB's TTL wants it, `seconds` later when given. */
export const epochSeconds = (seconds = 0): number => Math.floor(now() / 1000) + seconds
