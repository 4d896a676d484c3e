import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { TableName } from '@/infra/resources'
import { dynamo } from '@/server/platform/aws'
import { epochSeconds } from '@/server/platform/clock'
import { Conflict, type DomainError } from '@/server/platform/errors'
import { translated } from './failures'
import { tableName } from './keys'
import { readItem } from './reads'
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
const keyOf = ({ subject, seconds }: Tally) => ({ pk: `tally#${subject}`, sk: String(stretch(seconds)) })

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
