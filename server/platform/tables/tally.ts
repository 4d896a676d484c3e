import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { TableName } from '@/infra/resources'
import { dynamo } from '@/server/platform/aws'
import { epochSeconds } from '@/server/platform/clock'
import { translated } from './failures'
import { tableName } from './keys'

/** Counted no further: whoever asks has long made up their mind. */
const most = 100

/** Notes a member under a subject and counts the different members of the present stretch of time, this one included (100 at most).
 *  Noting a member again counts nothing, so repetitions do no harm. Stretches begin at whole multiples of `seconds`.
 *  @throws Unavailable */
export async function tally(
  table: TableName,
  subject: string,
  member: string,
  seconds: number,
): Promise<number> {
  const from = Math.floor(epochSeconds() / seconds) * seconds
  try {
    const { Attributes } = await dynamo().send(
      new UpdateCommand({
        TableName: tableName(table),
        Key: { pk: `tally#${subject}`, sk: String(from) },
        UpdateExpression: 'SET expiresAt = :end ADD members :member',
        ConditionExpression: 'attribute_not_exists(members) OR size(members) < :most',
        ExpressionAttributeValues: {
          ':end': from + 2 * seconds,
          ':member': new Set([member]),
          ':most': most,
        },
        ReturnValues: 'UPDATED_NEW',
      }),
    )
    const members: unknown = Attributes?.members
    return members instanceof Set ? members.size : 1
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return most
    throw translated(error)
  }
}
