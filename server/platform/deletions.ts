import { DeleteMessageBatchCommand } from '@aws-sdk/client-sqs'
import { sqs } from '@/server/platform/aws'

interface Handled {
  receipt: string
  resolve(): void
  reject(error: unknown): void
}

/** Of a batch of SQS. */
const most = 10
const milliseconds = 5
const waiting = new Map<string, Handled[]>()

/** Takes a message that was handled out of its queue. Those of a queue that are done within the same few milliseconds go in one call.
 *  @throws when the queue does not answer, or refuses: the message comes again */
export function deleteMessage(queueUrl: string, receipt: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const handled = { receipt, resolve, reject }
    const batch = waiting.get(queueUrl)
    if (batch && batch.length < most) {
      batch.push(handled)
      return
    }
    const begun = [handled]
    waiting.set(queueUrl, begun)
    setTimeout(() => void deleteAll(queueUrl, begun), milliseconds)
  })
}

async function deleteAll(queueUrl: string, batch: readonly Handled[]): Promise<void> {
  if (waiting.get(queueUrl) === batch) waiting.delete(queueUrl)
  try {
    const { Failed = [] } = await sqs().send(
      new DeleteMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt })),
      }),
    )
    const refused = new Map(Failed.map(({ Id, Code }) => [Id, Code]))
    for (const [index, { resolve, reject }] of batch.entries()) {
      const code = refused.get(String(index))
      if (code === undefined) resolve()
      else reject(new Error(`the queue keeps a message: ${code}`))
    }
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}
