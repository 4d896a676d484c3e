import { pause } from '@/server/platform/pause'
import type { ItemChange } from '@/server/platform/relay'

const window = 1_000
/** Not the shop's clock: that one may be moved, and goes back again. */
const now = () => performance.now()
/** So many orders within the window are a rush. */
const many = 16
/** What waits goes on after so many milliseconds at the latest, however long the rush is. */
const longest = 10_000

/** Notices when many buy at once. Where shoppers and paperwork share two processors, papers, letters and indexes can wait until the
 *  rush is over; on AWS workers have processors of their own, and nothing of this runs. */
export function openRush() {
  let placed: number[] = []

  const rushing = (): boolean => {
    const since = now() - window
    placed = placed.filter((at) => at > since)
    return placed.length >= many
  }

  return {
    /** Hears of every change that the streams tell. */
    note(changes: readonly ItemChange[]): void {
      for (const { table, before, after } of changes) {
        if (table === 'orders' && after?.sk === 'order' && !before) placed.push(now())
      }
    },
    /** Resolves a moment later while a rush is on: what comes meanwhile is worked off together. */
    async gather(signal: AbortSignal): Promise<void> {
      if (rushing()) await pause(window / 2, signal)
    },
    /** Resolves when no rush is on, or ten seconds later, or at the signal. */
    async lull(signal: AbortSignal): Promise<void> {
      const until = now() + longest
      while (rushing() && now() < until && !signal.aborted) await pause(window / 4, signal)
    },
  }
}
