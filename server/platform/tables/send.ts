import { randomUUID } from 'node:crypto'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { PutCommand, type PutCommandInput } from '@aws-sdk/lib-dynamodb'
import { dynamo } from '@/server/platform/aws'
import type { DomainError } from '@/server/platform/errors'
import { translated } from './failures'

/** Runs a call to DynamoDB and translates what it throws. @throws Unavailable */
export async function sent<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call()
  } catch (error) {
    throw translated(error)
  }
}

/** Runs a conditional write. @throws the `refused` error when its condition does not hold, Unavailable */
export async function conditional<R>(call: () => Promise<R>, refused: () => DomainError): Promise<R> {
  try {
    return await call()
  } catch (error) {
    throw error instanceof ConditionalCheckFailedException ? refused() : translated(error)
  }
}

/** Writes an item on a condition, once: a client repeats a write whose answer was lost, and then finds its own in the way.
 *  @throws the `refused` error when the condition does not hold, Unavailable */
export async function putOnce(input: PutCommandInput, refused: () => DomainError): Promise<void> {
  const writeId = randomUUID()
  const put = new PutCommand({
    ...input,
    Item: { ...input.Item, writeId },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
  try {
    await dynamo().send(put)
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw translated(error)
    if (error.Item?.writeId?.S !== writeId) throw refused()
  }
}
