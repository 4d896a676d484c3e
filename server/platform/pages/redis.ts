import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { z } from 'zod'
import { log } from '@/server/platform/log'
import type { Dropped } from '@/server/platform/pages/dropped'
import { keptSeconds } from '@/server/platform/pages/page'

const prefix = 'quayside:page:'
/** The history of what was dropped: a stream of Redis, whose ids are the fleet's one clock. */
const history = 'quayside:dropped'
const batch = 1000
const Tags = z.array(z.string())
/** How long a command may take, and how long the listener lets Redis be silent; milliseconds. */
const patience = 1000
const silence = 1000

/** What a fleet shares of its pages. Nothing here raises an error: out of reach, nothing is known and nothing is kept. */
export interface SharedPages {
  read(key: string): Promise<Buffer | undefined>
  write(key: string, page: Buffer): Promise<void>
  /** Tells the fleet of tags that are old; as soon as it can be reached again, if it cannot be now. */
  tell(tags: readonly string[]): Promise<void>
}

/** Joins the fleet that shares a Redis. What others drop is noted in `dropped` as soon as they tell. */
export function pagesInRedis(url: string, dropped: Dropped): SharedPages {
  const options = {
    maxRetriesPerRequest: 0,
    connectTimeout: 1000,
    retryStrategy: (attempt: number) => Math.min(attempt * 100, 1000),
  }
  const commands = new Redis(url, { ...options, commandTimeout: patience })
  // What is silent for longer than it was asked to be is gone, even if its connection stands.
  const listener = new Redis(url, { ...options, commandTimeout: silence + 2000 })
  for (const connection of [commands, listener])
    connection.on('error', (error) => log.debug({ err: error }, 'a connection to Redis broke'))
  const untold = new Set<string>()
  /** Entries of the history that are this process's own, and that it has not come to yet. */
  const own = new Set<string>()
  let last = '0-0'
  /** Everything that was dropped is known, and Redis answers. What fails is not tried again before the listener hears of Redis. */
  let inTouch = false
  let mentioned = false

  async function attempt<T>(command: () => Promise<T>): Promise<T | undefined> {
    if (!inTouch) return undefined
    try {
      return await command()
    } catch (error) {
      inTouch = false
      log.debug({ err: error }, 'a command of the fleet’s pages failed')
      return undefined
    }
  }
  async function append(tags: readonly string[]): Promise<string | null> {
    const oldest = String(Date.now() - 2 * keptSeconds * 1000)
    return commands.xadd(history, 'MINID', '~', oldest, '*', 'tags', JSON.stringify(tags))
  }
  /** Notes what was told since the last time. @returns whether there may be more */
  async function hear(): Promise<boolean> {
    const from = ['STREAMS', history, last] as const
    const answer = inTouch
      ? await listener.xread('COUNT', batch, 'BLOCK', silence, ...from)
      : await listener.xread('COUNT', batch, ...from)
    const entries = answer?.[0]?.[1] ?? []
    for (const [id, [, tags = '[]']] of entries) {
      last = id
      const old = Tags.parse(JSON.parse(tags))
      if (own.delete(id)) dropped.settle(id, old)
      else dropped.hear(id, old)
    }
    return entries.length === batch
  }
  async function beginAnew(): Promise<void> {
    await commands.ping()
    while (untold.size > 0) {
      const tags = [...untold]
      untold.clear()
      try {
        const id = await append(tags)
        if (id) own.add(id)
      } catch (error) {
        for (const tag of tags) untold.add(tag)
        throw error
      }
    }
    inTouch = true
    if (mentioned) log.info('the fleet’s pages are in reach again')
    mentioned = false
  }
  async function listen(): Promise<never> {
    for (;;) {
      try {
        while (await hear());
        if (!inTouch) await beginAnew()
      } catch (error) {
        inTouch = false
        if (!mentioned)
          log.warn({ err: error }, 'the fleet’s pages are out of reach; this process keeps its own')
        mentioned = true
        await pause(200)
      }
    }
  }
  void listen()

  return {
    read: async (key) => (await attempt(() => commands.getBuffer(prefix + key))) ?? undefined,
    write: async (key, page) => {
      await attempt(() => commands.set(prefix + key, page, 'EX', keptSeconds))
    },
    tell: async (tags) => {
      const behind = last
      const id = await attempt(() => append(tags))
      if (!id) for (const tag of tags) untold.add(tag)
      // Heard before the answer came, it was taken for another's.
      else if (behind === last) own.add(id)
    },
  }
}
