import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
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
