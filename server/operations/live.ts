import { createHash } from 'node:crypto'
import { TooMany } from '@/server/platform/errors'
import { board } from './board'
import type { Board, BoardPart } from './model'

/** How often the board is looked at while somebody watches, in milliseconds: well within the second that operators are promised. */
const lookMilliseconds = 500
/** Consoles that one process serves at once; each ends after a while and opens a new one by itself, on a process that has room. */
const mostWatchers = 24
const lifetimeMilliseconds = 10 * 60_000
const heartbeatMilliseconds = 15_000

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

/** The board as server-sent events: all of it first, then each part when it changes. Ends with the signal, or by itself after ten
 *  minutes; browsers open it again. @throws TooMany `too-many-consoles` */
export function watchBoard(signal: AbortSignal): ReadableStream<Uint8Array> {
  if (watchers.size >= mostWatchers) {
    throw new TooMany('too-many-consoles', 'too many consoles are open', { retryAfter: 30 })
  }
  const encoder = new TextEncoder()
  let end = (): void => {}
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string): void => controller.enqueue(encoder.encode(text))
      const tell: Watcher = (told) => send(`event: board\ndata: ${JSON.stringify(told)}\n\n`)
      const heartbeat = setInterval(() => send(': still here\n\n'), heartbeatMilliseconds)
      const lifetime = setTimeout(() => end(), lifetimeMilliseconds)
      end = () => {
        clearInterval(heartbeat)
        clearTimeout(lifetime)
        if (watchers.delete(tell)) controller.close()
      }
      signal.addEventListener('abort', () => end(), { once: true })
      watchers.add(tell)
      send('retry: 1000\n\n')
      tell(latest ?? (await board()))
      void look()
    },
    cancel: () => end(),
  })
}
