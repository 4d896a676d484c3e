import { createHash } from 'node:crypto'
import { ownOrder, requireOrder } from '@/server/orders/orders'
import { TooMany } from '@/server/platform/errors'
import { eventStream } from '@/server/platform/http/event-stream'
import { log } from '@/server/platform/log'
import type { Principal } from '@/server/platform/principal'
import { tracked, type Tracking } from './tracking'

const lookMilliseconds = 1000
/** Pages that one process tells at once, of all orders together. */
const mostWatchers = 400

type Watcher = (tracking: Tracking) => void
const watchers = new Map<string, Set<Watcher>>()
let count = 0

/** Looks at one order for everybody who watches it, for as long as somebody does. */
async function look(id: string, all: Set<Watcher>): Promise<void> {
  let told = ''
  while (all.size > 0) {
    try {
      const tracking = await tracked(await requireOrder(id))
      const digest = createHash('sha1').update(JSON.stringify(tracking)).digest('base64')
      if (digest !== told) for (const tell of all) tell(tracking)
      told = digest
    } catch (error) {
      log.warn({ err: error, order: id }, 'an order that is watched cannot be read; trying again')
    }
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds))
  }
  watchers.delete(id)
}

/** Where an order's parcels are, as server-sent events, whenever something has changed.
 *  @param token from a confirmation or e-mail, for guests
 *  @throws NotFound `order`, for those whose it is not as well; TooMany `too-many-watchers` */
export async function watchTracking(
  who: Principal,
  id: string,
  signal: AbortSignal,
  token?: string,
): Promise<Response> {
  await ownOrder(who, id, token)
  if (count >= mostWatchers) {
    throw new TooMany('too-many-watchers', 'too many pages are open', { retryAfter: 30 })
  }
  return eventStream(signal, ({ send }) => {
    const tell: Watcher = (tracking) => send('tracking', tracking)
    const known = watchers.get(id)
    const all = known ?? new Set<Watcher>()
    all.add(tell)
    count += 1
    if (known)
      void requireOrder(id)
        .then(tracked)
        .then(tell, (error: unknown) => log.warn({ err: error }, 'not told'))
    else {
      watchers.set(id, all)
      void look(id, all)
    }
    return () => {
      if (all.delete(tell)) count -= 1
    }
  })
}
