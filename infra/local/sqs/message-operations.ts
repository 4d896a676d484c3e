import { setImmediate as turn } from 'node:timers/promises'
import type { JsonCall, JsonOperation } from '@/infra/local/json-service'
import { changeVisibility, deleteMessage } from './acknowledge'
import { checkEntries, eachEntry } from './batch'
import { batchTooLong } from './errors'
import {
  ChangeVisibilityBatchInput,
  ChangeVisibilityInput,
  DeleteMessageBatchInput,
  DeleteMessageInput,
  ReceiveMessageInput,
  read,
  SendMessageBatchInput,
  SendMessageInput,
} from './input'
import type { Queue } from './queues'
import { putBack, receive } from './receive'
import { send, sizeOf } from './send'
import type { Sqs } from './parts'

const BATCH_LIMIT = 1_048_576
/** How often a long poll looks again even without news, because tests may move the clock. Milliseconds. */
const LOOK_AGAIN = 200

/** The operations on messages. */
export function messageOperations(sqs: Sqs): Record<string, JsonOperation> {
  const { store, queues, commits, arrivals } = sqs
  const onQueue = <Result>(url: string, work: (queue: Queue, now: number) => Result): Promise<Result> =>
    commits.run(() => work(queues.at(url), sqs.now()))
  /** Also tells the queue's long polls, once the change is on disk. */
  const changeQueue = async <Result>(
    url: string,
    work: (queue: Queue, now: number) => Result,
  ): Promise<Result> => {
    const { id, result } = await onQueue(url, (queue, now) => ({
      id: queue.id,
      result: work(queue, now),
    }))
    arrivals.announce(id)
    return result
  }

  return {
    SendMessage: async (input, call) => {
      const message = read(SendMessageInput, input)
      return changeQueue(message.QueueUrl, (queue, now) => send(store, queue, message, sender(call), now))
    },

    SendMessageBatch: async (input, call) => {
      const { QueueUrl, Entries } = read(SendMessageBatchInput, input)
      queues.at(QueueUrl)
      const entries = checkEntries(Entries, 'SendMessageBatchRequestEntry')
      const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0)
      if (size > BATCH_LIMIT) throw batchTooLong(BATCH_LIMIT, size)
      return changeQueue(QueueUrl, (queue, now) =>
        eachEntry(entries, (entry) => send(store, queue, entry, sender(call), now)),
      )
    },

    ReceiveMessage: async (input, call) => {
      const request = read(ReceiveMessageInput, input)
      const wait =
        request.WaitTimeSeconds ??
        Number(queues.at(request.QueueUrl).attributes.ReceiveMessageWaitTimeSeconds)
      const deadline = performance.now() + wait * 1000
      for (;;) {
        const look = await onQueue(request.QueueUrl, (queue, now) => ({
          queue: queue.id,
          seen: arrivals.count(queue.id),
          // Nobody would hear the answer: the messages would stay hidden for nothing.
          messages: call.gone.aborted ? [] : receive(store, queue, request, now),
          due: nextDue(sqs, queue) - now,
        }))
        // A consumer that has just hung up is only noticed in the event loop's next turn.
        if (look.messages.length > 0) await turn()
        if (call.gone.aborted) {
          await changeQueue(request.QueueUrl, (queue, now) => putBack(store, queue, look.messages, now))
          return {}
        }
        if (look.messages.length > 0) return { Messages: look.messages }
        const left = deadline - performance.now()
        if (left <= 0) return {}
        await arrivals.wait(
          look.queue,
          look.seen,
          Math.min(left, LOOK_AGAIN, Math.max(1, look.due)),
          call.gone,
        )
      }
    },

    DeleteMessage: async (input) => {
      const { QueueUrl, ReceiptHandle } = read(DeleteMessageInput, input)
      await changeQueue(QueueUrl, (queue, now) => deleteMessage(store, queue, ReceiptHandle, now))
    },

    DeleteMessageBatch: async (input) => {
      const { QueueUrl, Entries } = read(DeleteMessageBatchInput, input)
      queues.at(QueueUrl)
      const entries = checkEntries(Entries, 'DeleteMessageBatchRequestEntry')
      return changeQueue(QueueUrl, (queue, now) =>
        eachEntry(entries, (entry) => {
          deleteMessage(store, queue, entry.ReceiptHandle, now)
          return undefined
        }),
      )
    },

    ChangeMessageVisibility: async (input) => {
      const { QueueUrl, ReceiptHandle, VisibilityTimeout } = read(ChangeVisibilityInput, input)
      await changeQueue(QueueUrl, (queue, now) =>
        changeVisibility(store, queue, ReceiptHandle, VisibilityTimeout, now),
      )
    },

    ChangeMessageVisibilityBatch: async (input) => {
      const { QueueUrl, Entries } = read(ChangeVisibilityBatchInput, input)
      queues.at(QueueUrl)
      const entries = checkEntries(Entries, 'ChangeMessageVisibilityBatchRequestEntry')
      return changeQueue(QueueUrl, (queue, now) =>
        eachEntry(entries, (entry) => {
          changeVisibility(store, queue, entry.ReceiptHandle, entry.VisibilityTimeout, now)
          return undefined
        }),
      )
    },
  }
}

/** When the next hidden message shows, of this queue or of those whose failures end in it. */
function nextDue(sqs: Sqs, queue: Queue): number {
  const times = [queue, ...sqs.queues.sourcesOf(queue)].map(
    (each) => sqs.store.sql.nextDue.one(each.id)?.at ?? Number.POSITIVE_INFINITY,
  )
  return Math.min(...times)
}

function sender(call: JsonCall): string {
  return call.credential?.role ?? call.credential?.accessKeyId ?? 'anonymous'
}
