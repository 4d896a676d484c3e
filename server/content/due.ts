import { isoNow } from '@/server/platform/clock'
import { log } from '@/server/platform/log'
import { tellOfDue } from './editing'
import { duePages } from './store'

/** Tells of the pages that something begins or ends for. @returns how many there were */
export async function sweepContent(): Promise<number> {
  const { items } = await duePages(isoNow())
  for (const { slug } of items) {
    await tellOfDue(slug)
    log.info({ page: slug }, 'what a page shows has changed as planned')
  }
  return items.length
}
