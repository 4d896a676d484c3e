import { cache } from '@/server/platform/cache'
import { Conflict } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import { changed, unchanged } from '@/server/platform/tables/change'
import { flagChanged } from './events'
import { type Flag, FlagName, flagDefinitions } from './model'
import { flagKey, flags } from './store'

const seconds = 5
const cacheKey = (name: FlagName): string => `flag:${name}`

/** Whether a switch is on. Answers are at most five seconds old; where the table cannot be read, the initial position holds. */
export async function isOn(name: FlagName): Promise<boolean> {
  const remembered = await cache().get(cacheKey(name))
  if (remembered !== undefined) return remembered === 'on'
  try {
    const flag = await flags.get(flagKey(name))
    const on = flag?.on ?? flagDefinitions[name].initial
    await cache().set(cacheKey(name), on ? 'on' : 'off', seconds)
    return on
  } catch (error) {
    log.warn({ err: error, flag: name }, 'a flag cannot be read; its initial position holds')
    return flagDefinitions[name].initial
  }
}

/** Where every switch stands at this moment, past any cache. @throws Unavailable */
export const positions = (): Promise<{ name: FlagName; on: boolean }[]> =>
  Promise.all(
    FlagName.options.map(async (name) => ({
      name,
      on: (await flags.get(flagKey(name)))?.on ?? flagDefinitions[name].initial,
    })),
  )

/** Throws a switch. @throws Conflict `stale` when two operators fight over it, Unavailable */
export async function switchFlag(name: FlagName, on: boolean): Promise<Flag> {
  const initial: Flag = { name, on: flagDefinitions[name].initial, version: 0 }
  try {
    await flags.create(initial)
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
  return flags.update(flagKey(name), 'flag', (current) =>
    current.on === on ? unchanged(current) : changed({ ...current, on }, flagChanged({ name, on })),
  )
}
