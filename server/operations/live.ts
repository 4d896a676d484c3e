import { createHash } from 'node:crypto'
import { TooMany } from '@/server/platform/errors'
import { eventStream } from '@/server/platform/http/event-stream'
import { board } from './board'
import type { Board, BoardPart } from './model'

/** How often the board is looked at while somebody watches, in milliseconds: well within the second that operators are promised. */
const lookMilliseconds = 500
/** Consoles that one process serves at once. */
const mostWatchers = 24

type Told = Partial<Board>
type Watcher = (told: Told) => void
const watchers = new Set<Watcher>()
let latest: Board | undefined
let looking = false

const digest = (value: unknown): string => createHash('sha1').update(JSON.stringify(value)).digest('base64')

/** The parts that differ between two boards. */
function difference(before: Board, after: Board): Told {
  const parts = Object.keys(after).filter((name): name is BoardPart => name in after)
  const changed = parts.filter((name) => digest(before[name]) !== digest(after[name]))
  return Object.fromEntries(changed.map((name) => [name, after[name]]))
}

/** Looks at the board for all watchers of this process together, for as long as there are any. */
async function look(): Promise<void> {
  if (looking) return
  looking = true
  try {
    while (watchers.size > 0) {
      const next = await board()
      const told = latest ? difference(latest, next) : next
      latest = next
      if (Object.keys(told).length > 0) for (const tell of watchers) tell(told)
      await new Promise((resolve) => setTimeout(resolve, lookMilliseconds))
    }
  } finally {
    looking = false
    latest = undefined
  }
}

/** The board as server-sent events: all of it first, then each part when it changes. @throws TooMany `too-many-consoles` */
export function watchBoard(signal: AbortSignal): Response {
  if (watchers.size >= mostWatchers) {
    throw new TooMany('too-many-consoles', 'too many consoles are open', { retryAfter: 30 })
  }
  return eventStream(signal, ({ send }) => {
    const tell: Watcher = (told) => send('board', told)
    watchers.add(tell)
    if (latest) tell(latest)
    void look()
    return () => void watchers.delete(tell)
  })
}
