import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import type { Clients, Load } from './load'

const groups = 3
/** The last worker receives. */
const workers = groups + 1
const hiddenSeconds = 2

/** What a group of a FIFO queue has been told, and what came back. */
interface Group {
  /** The next number to send; one whose answer was lost is sent again under the same deduplication id. */
  next: number
  sent: Set<number>
  /** Deleted for certain, and perhaps. */
  deleted: Set<number>
  doubtful: Set<number>
}

/** A FIFO queue: numbers in groups, sent by one worker each and received by another. */
export function queuesLoad(): Load {
  let url = ''
  const state = Array.from(
    { length: groups },
    (): Group => ({ next: 0, sent: new Set(), deleted: new Set(), doubtful: new Set() }),
  )
  const disorder: string[] = []
  const settled = (group: Group, number: number) => group.deleted.has(number) || group.doubtful.has(number)

  async function send({ sqs }: Clients, group: number, number: number): Promise<void> {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: String(number),
        MessageGroupId: `group${group}`,
        MessageDeduplicationId: `${group}-${number}`,
      }),
    )
  }

  /** Receives what there is and deletes it. @returns how many messages came */
  async function receive({ sqs }: Clients): Promise<number> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 0,
        VisibilityTimeout: hiddenSeconds,
        MessageSystemAttributeNames: ['MessageGroupId'],
      }),
    )
    for (const { Body, Attributes, ReceiptHandle } of Messages) {
      const name = Attributes?.MessageGroupId ?? ''
      const group = state[Number(name.slice('group'.length))]
      const number = Number(Body)
      if (!group) throw new Error(`a message of the group ${name}`)
      if (group.deleted.has(number)) disorder.push(`${name} ${number} came again after it was deleted`)
      for (let earlier = 0; earlier < number; earlier++) {
        if (!settled(group, earlier)) disorder.push(`${name} ${number} came before ${earlier}`)
      }
      group.doubtful.add(number)
      try {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }))
      } catch (error) {
        // A busy machine took longer than the message was hidden: it comes again.
        if (error instanceof Error && /receipt handle has expired/i.test(error.message)) break
        throw error
      }
      group.doubtful.delete(number)
      group.deleted.add(number)
    }
    return Messages.length
  }

  return {
    name: 'sqs',
    workers,
    acknowledged: () => state.reduce((sum, { sent, deleted }) => sum + sent.size + deleted.size, 0),

    async open({ sqs }) {
      const { QueueUrl } = await sqs.send(
        new CreateQueueCommand({ QueueName: 'durability.fifo', Attributes: { FifoQueue: 'true' } }),
      )
      url = QueueUrl ?? ''
    },

    async step(clients, worker) {
      const group = state[worker]
      if (!group) {
        await receive(clients)
        return
      }
      await send(clients, worker, group.next)
      group.sent.add(group.next)
      group.next++
    },

    async check(clients) {
      // Deduplication is remembered: what was acknowledged last is sent once more, and must not come a second time.
      for (const [index, { next }] of state.entries()) if (next > 0) await send(clients, index, next - 1)
      const complete = () =>
        state.every(({ sent, deleted, doubtful }) =>
          [...sent].every((number) => deleted.has(number) || doubtful.has(number)),
        )
      // What was received before the crash stays hidden for a while; then there must be an end of it.
      const patience = performance.now() + 4 * hiddenSeconds * 1000
      while (performance.now() < patience) {
        if ((await receive(clients)) > 0) continue
        if (complete()) break
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      const wrong = disorder.splice(0)
      for (const [index, group] of state.entries()) {
        for (const number of group.sent)
          if (!settled(group, number)) wrong.push(`group${index} ${number} is lost`)
      }
      return wrong
    },
  }
}
