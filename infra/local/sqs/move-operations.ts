import type { JsonOperation } from '@/infra/local/json-service'
import { CancelMoveInput, ListMovesInput, read, StartMoveInput } from './input'
import type { Sqs } from './parts'

/** The operations that bring messages back from dead-letter queues. */
export function moveOperations({ moves }: Sqs): Record<string, JsonOperation> {
  return {
    StartMessageMoveTask: async (input) => {
      const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond } = read(StartMoveInput, input)
      return { TaskHandle: await moves.start(SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond) }
    },
    CancelMessageMoveTask: async (input) => ({
      ApproximateNumberOfMessagesMoved: await moves.cancel(read(CancelMoveInput, input).TaskHandle),
    }),
    ListMessageMoveTasks: (input) => {
      const { SourceArn, MaxResults } = read(ListMovesInput, input)
      return { Results: moves.list(SourceArn, MaxResults ?? 1) }
    },
  }
}
