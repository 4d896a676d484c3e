import { Commits } from '@/infra/local/commits'
import { type JsonOperation, jsonHandler } from '@/infra/local/json-service'
import type { LocalContext, LocalService } from '@/infra/local/service'
import { Arrivals } from './arrivals'
import { queueDoesNotExist } from './errors'
import { messageOperations } from './message-operations'
import { Moves } from './moves'
import { moveOperations } from './move-operations'
import { queueOperations } from './queue-operations'
import type { Sqs } from './parts'
import { Queues } from './queues'
import { clearSchema, createSchema } from './schema'
import { send } from './send'
import type { Store } from './settle'
import { prepareStatements } from './statements'

/** Opens the queue service: Amazon SQS in its JSON 1.0 protocol, on a database of its own. */
export function open(context: LocalContext): LocalService {
  const database = context.database('sqs')
  createSchema(database)
  const queues = new Queues(database, context)
  const arrivals = new Arrivals()
  const store: Store = {
    sql: prepareStatements(database),
    queues,
    arrived: (queue) => arrivals.announce(queue.id),
  }
  const commits = new Commits(database)
  const now = () => context.now()
  const moves = new Moves(database, store, commits, now)
  const sqs: Sqs = { store, queues, commits, arrivals, moves, now, accountId: context.accountId }
  const operations: Record<string, JsonOperation> = {
    ...queueOperations(sqs),
    ...messageOperations(sqs),
    ...moveOperations(sqs),
  }

  context.peers.sendMessage = async (queueArn, body, options) => {
    const queue = queues.byArn(queueArn)
    if (!queue) throw queueDoesNotExist()
    const texts = Object.entries(options?.attributes ?? {}).map(
      ([name, StringValue]) => [name, { DataType: 'String', StringValue, BinaryValue: undefined }] as const,
    )
    const sending = {
      MessageBody: body,
      DelaySeconds: undefined,
      MessageAttributes: Object.fromEntries(texts),
      MessageSystemAttributes: undefined,
      MessageGroupId: options?.groupId,
      MessageDeduplicationId: options?.deduplicationId,
    }
    await commits.run(() => send(store, queue, sending, 'events.amazonaws.com', now()))
    arrivals.announce(queue.id)
  }

  moves.resume()
  return {
    handle: jsonHandler(context, {
      name: 'sqs',
      signingName: 'sqs',
      target: 'AmazonSQS',
      version: '1.0',
      errorNamespace: 'com.amazonaws.sqs#',
      operations,
      bodyLimit: 8 * 2 ** 20,
    }),
    reset() {
      clearSchema(database)
      queues.load()
      arrivals.wakeAll()
    },
    close() {
      moves.close()
      arrivals.wakeAll()
    },
  }
}
