import { type TransactWriteCommandInput, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { dynamo } from '@/server/platform/aws'
import { Conflict, type DomainError, Unavailable } from '@/server/platform/errors'
import { translated } from './failures'

type WriteItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** One room's part of a commit that spans several: a write, and the error to raise when its condition does not hold. */
export interface TransactPart {
  readonly write: WriteItem
  readonly refused: () => DomainError
}

/** Commits all parts or none, in one DynamoDB transaction (100 parts at most).
 *  @param token makes a repetition within ten minutes harmless
 *  @throws the `refused` error of the first part whose condition does not hold
 *  @throws Conflict `busy` when another transaction holds one of the items, after retries */
export async function transact(parts: readonly TransactPart[], token?: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await dynamo().send(
        new TransactWriteCommand({
          TransactItems: parts.map((part) => part.write),
          ClientRequestToken: token,
        }),
      )
      return
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw translated(error)
      const reasons = error.CancellationReasons ?? []
      const refused = parts.find((_, index) => reasons[index]?.Code === 'ConditionalCheckFailed')
      if (refused) throw refused.refused()
      const busy = reasons.some((reason) => reason.Code === 'TransactionConflict')
      if (!busy) throw new Unavailable('transaction-cancelled', error.message, {}, { cause: error })
      if (attempt === 4) throw new Conflict('busy', 'another transaction holds the item')
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 10 * (1 + Math.random())))
    }
  }
}
