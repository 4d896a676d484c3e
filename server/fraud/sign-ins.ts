import { newId } from '@/server/platform/ids'
import { type Tally, tally, talliedMembers } from '@/server/platform/tables/tally'

const hour = 3600
export const signInsOf = (account: string): Tally => ({
  table: 'fraud',
  subject: `sign-in#${account}`,
  seconds: hour,
})

/** The identity provider says when a sign-in begins and when one succeeds, never that one has failed: what was begun and did not
 *  succeed has. Counted no further than a hundred. @param account `cus_…` @throws Unavailable */
export async function noteSignIn(account: string, what: 'begun' | 'succeeded'): Promise<void> {
  await tally(signInsOf(account), `${what}#${newId('try')}`)
}

/** Sign-ins of an account that were begun within the hour and did not succeed. @throws Unavailable */
export async function failedSignIns(account: string): Promise<number> {
  const noted = [...(await talliedMembers(signInsOf(account)))].map(String)
  const count = (what: string) => noted.filter((one) => one.startsWith(`${what}#`)).length
  return Math.max(0, count('begun') - count('succeeded'))
}
