import { createHash } from 'node:crypto'
import type { Signals } from './model'
import { failedSignIns } from './sign-ins'
import { log } from '@/server/platform/log'
import type { PostalAddress } from '@/server/platform/schemas'
import { Conflict, Unavailable } from '@/server/platform/errors'
import { type Tally, tallied, tallying } from '@/server/platform/tables/tally'
import type { TransactPart } from '@/server/platform/tables/transact'

type Kind = keyof Signals['counts']
/** By what attempts are counted: hashes alone. */
export type Subjects = Partial<Record<Kind, string>>

const hour = 3600
const seconds: Readonly<Record<Kind, number>> = {
  account: hour,
  device: hour,
  address: 24 * hour,
  card: hour,
}
/** Attempts beyond which nothing is scored any more: the write itself is refused, however many come at the same moment. */
const limits: Readonly<Record<Exclude<Kind, 'address'>, number>> = { account: 30, device: 20, card: 12 }
/** An address alone stops nobody: beyond this it need not be counted. */
const addressEnough = 60

export const tallyOf = (kind: Kind, hash: string): Tally => ({
  table: 'fraud',
  subject: `${kind}#${hash}`,
  seconds: seconds[kind],
})
export const doubtfulSignIns = (account: string): Tally => ({
  table: 'fraud',
  subject: `doubtful#${account}`,
  seconds: 24 * hour,
})

export const hashOf = (text: string): string =>
  createHash('sha256').update(`fraud:${text}`).digest('base64url').slice(0, 32)

/** An address as neighbours would compare it: case, spaces and punctuation do not matter. */
export const addressHash = ({ line1, postcode, city, country }: PostalAddress): string =>
  hashOf(
    [line1, postcode ?? city, country]
      .join('|')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}|]/gu, ''),
  )

export interface Activity {
  counts: Signals['counts']
  failedSignIns: number
  doubtfulSignIn: boolean
  /** Nothing could be read; what is not known is not held against anybody. */
  unknown: boolean
}

/** What has happened lately around these subjects, an attempt that begins now included. @param account whose sign-ins to look at */
export async function recentActivity(subjects: Subjects, account: string | undefined): Promise<Activity> {
  try {
    const kinds = kindsOf(subjects)
    const [counted, failed, doubtful] = await Promise.all([
      Promise.all(
        kinds.map(async ([kind, hash]) => [kind, (await tallied(tallyOf(kind, hash))) + 1] as const),
      ),
      account ? failedSignIns(account) : 0,
      account ? tallied(doubtfulSignIns(account)) : 0,
    ])
    return {
      counts: Object.fromEntries(counted),
      failedSignIns: failed,
      doubtfulSignIn: doubtful > 0,
      unknown: false,
    }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    log.warn({ err: error }, 'recent activity cannot be read; deciding without it')
    return { counts: {}, failedSignIns: 0, doubtfulSignIn: false, unknown: true }
  }
}

/** The parts of a transaction that count an attempt, and refuse it beyond the hard limits.
 *  @param attempt counts once, however often it is written
 *  @param before what was read: an address that has been seen often enough is counted no further */
export const countingAttempt = (subjects: Subjects, attempt: string, { counts }: Activity): TransactPart[] =>
  kindsOf(subjects).flatMap(([kind, hash]) => {
    if (kind === 'address') {
      return (counts.address ?? 0) > addressEnough ? [] : [tallying(tallyOf(kind, hash), attempt, 1_000)]
    }
    const refused = () => new Conflict('payment-refused', `too many attempts by one ${kind}`)
    return [tallying(tallyOf(kind, hash), attempt, limits[kind], refused)]
  })

const kindsOf = (subjects: Subjects): [Kind, string][] =>
  (['account', 'device', 'address', 'card'] as const).flatMap((kind): [Kind, string][] => {
    const hash = subjects[kind]
    return hash === undefined ? [] : [[kind, hash]]
  })
