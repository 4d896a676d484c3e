import { recover } from './drive'
import { checkouts } from './store'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { log } from '@/server/platform/log'

/** Goes on with the payments that nobody has finished: a process died, a bank is slow, a shopper went away.
 *  @returns how many have been settled, or looked at for now */
export async function recoverCheckouts(): Promise<number> {
  const by = { index: 'byState', attribute: 'openState', range: 'dueAt', equals: 'unfinished' }
  const due = await checkouts.query(by, { upTo: isoNow(), limit: 25 })
  let done = 0
  for (const { id } of due.items) {
    try {
      await recover(await checkouts.require({ pk: `checkout#${id}`, sk: 'checkout' }, 'checkout'))
      done += 1
    } catch (error) {
      const settled = error instanceof Conflict && error.code === 'stale'
      if (!settled) log.error({ err: error, checkout: id }, 'a checkout could not be recovered; trying again')
    }
  }
  return done
}
