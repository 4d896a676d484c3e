import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { TableName } from '@/infra/resources'
import { dynamo } from '@/server/platform/aws'
import { epochSeconds } from '@/server/platform/clock'
import { Conflict, type DomainError } from '@/server/platform/errors'
import { translated } from './failures'
import { tableName } from './keys'
import { readItem } from './reads'
import { sent } from './send'
import type { TransactPart } from './transact'

/** What is counted: the different members of a subject in a stretch of time. Stretches begin at whole multiples of `seconds`. */
export interface Tally {
  table: TableName
  subject: string
  seconds: number
}

/** Counted no further: whoever asks has long made up their mind. */
const most = 100

const stretch = (seconds: number): number => Math.floor(epochSeconds() / seconds) * seconds
const keyOf = ({ subject, seconds }: Tally, at = stretch(seconds)) => ({
  pk: `tally#${subject}`,
  sk: String(at),
})

const update = (tally: Tally, member: string, limit: number) => ({
  TableName: tableName(tally.table),
  Key: keyOf(tally),
  UpdateExpression: 'SET expiresAt = :end ADD members :members',
  ConditionExpression:
    'attribute_not_exists(members) OR size(members) < :limit OR contains(members, :member)',
  ExpressionAttributeValues: {
    ':end': stretch(tally.seconds) + 2 * tally.seconds,
    ':members': new Set([member]),
    ':member': member,
    ':limit': limit,
  },
})

/** Notes a member and counts the different members of the present stretch, this one included (100 at most). Noting a member again
 *  counts nothing, so repetitions do no harm. @throws Unavailable */
export async function tally(what: Tally, member: string): Promise<number> {
  try {
    const command = new UpdateCommand({ ...update(what, member, most), ReturnValues: 'ALL_NEW' })
    const { Attributes } = await dynamo().send(command)
    return sizeOf(Attributes)
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return most
    throw translated(error)
  }
}

/** How many members were noted in the present stretch. @throws Unavailable */
export const tallied = async (what: Tally): Promise<number> => sizeOf(await readItem(what.table, keyOf(what)))

/** The members that were noted in the present stretch. @throws Unavailable */
export const talliedMembers = async (what: Tally): Promise<ReadonlySet<unknown>> =>
  membersOf(await readItem(what.table, keyOf(what)))

/** Forgets what was noted, in the present stretch and the one before it; what is older has gone by itself. @throws Unavailable */
export async function forgetTally(what: Tally): Promise<void> {
  const present = stretch(what.seconds)
  for (const at of [present, present - what.seconds]) {
    const gone = new DeleteCommand({ TableName: tableName(what.table), Key: keyOf(what, at) })
    await sent(() => dynamo().send(gone))
  }
}

/** The part of a transaction that notes a member, and refuses more than `limit` of them.
 *  @param refused what to raise beyond the limit */
export const tallying = (
  what: Tally,
  member: string,
  limit = most,
  refused: () => DomainError = () => new Conflict('busy', 'too many to count'),
): TransactPart => ({ write: { Update: update(what, member, limit) }, refused })

const sizeOf = (item: Record<string, unknown> | undefined): number => membersOf(item).size

function membersOf(item: Record<string, unknown> | undefined): ReadonlySet<unknown> {
  const members: unknown = item?.members
  return members instanceof Set ? members : new Set()
}
