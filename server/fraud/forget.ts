import { forgetTally } from '@/server/platform/tables/tally'
import { doubtfulSignIns, tallyOf } from './activity'
import { signInsOf } from './sign-ins'
import { assessmentKey, assessments } from './store'

/** Forgets what was counted and decided about an account. Counters of devices, addresses and cards stay for their day at most: they are
 *  hashes that name nobody, and whoever is watched by them must not reset them by closing an account.
 *  @param account `cus_…`
 *  @throws Unavailable */
export async function forgetAccount(account: string): Promise<void> {
  for (const counter of [tallyOf('account', account), signInsOf(account), doubtfulSignIns(account)]) {
    await forgetTally(counter)
  }
  let cursor: string | undefined
  do {
    const by = { attribute: 'pk', equals: `assessment#${account}` }
    const page = await assessments.query(by, { cursor })
    for (const { id } of page.items) await assessments.remove(assessmentKey(account, id))
    cursor = page.cursor
  } while (cursor)
}
