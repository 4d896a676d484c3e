import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CannotStart } from './directory-lock'

const ClockFile = z.object({ offsetMs: z.int() })

/** The clock that tests may move. Its offset is kept in `clock.json` of the data directory as `{ "offsetMs": number }`
 *  (milliseconds to add to real time; no file means none), so that other processes can follow it. */
export interface MovableClock {
  /** Epoch milliseconds. */
  now(): number
  offset(): number
  move(offsetMs: number): void
}

/** Opens the clock as it was left. @throws CannotStart when its file is damaged */
export function openClock(dataDirectory: string): MovableClock {
  const file = join(dataDirectory, 'clock.json')
  let offsetMs = readOffset(file)
  return {
    now: () => Date.now() + offsetMs,
    offset: () => offsetMs,
    move(next) {
      const written = ClockFile.parse({ offsetMs: Math.round(next) })
      if (written.offsetMs === 0) {
        rmSync(file, { force: true })
      } else {
        writeFileSync(`${file}.new`, `${JSON.stringify(written)}\n`)
        renameSync(`${file}.new`, file)
      }
      offsetMs = written.offsetMs
    },
  }
}

function readOffset(file: string): number {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw error
  }
  try {
    return ClockFile.parse(JSON.parse(text)).offsetMs
  } catch {
    throw new CannotStart(`The clock file ${file} is damaged. Delete it to go back to real time.`)
  }
}
