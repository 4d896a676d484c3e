import fc from 'fast-check'
import Database from 'libsql'
import { expect, it } from 'vitest'
import { changeVisibility, deleteMessage } from './acknowledge'
import { Queues } from './queues'
import { receive } from './receive'
import { createSchema } from './schema'
import { send } from './send'
import type { Store } from './settle'
import { prepareStatements } from './statements'

const VISIBILITY = 30

type Step =
  | { do: 'send'; group: number }
  | { do: 'receive'; count: number }
  | { do: 'delete' | 'release'; which: number }
  | { do: 'wait'; seconds: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), group: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('receive' as const), count: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), which: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 40 }) }),
  },
)

/** What a FIFO queue promises, said in the plainest way: a list, and when each of its messages shows again. */
interface Kept {
  body: string
  group: string
  hiddenUntil: number
}

function expected(kept: Kept[], count: number, now: number): string[] {
  const free = (group: string) => !kept.some((each) => each.group === group && each.hiddenUntil > now)
  const groups = [...new Set(kept.map((each) => each.group))].filter(free)
  const inTurn = groups.flatMap((group) => kept.filter((each) => each.group === group))
  return inTurn.slice(0, count).map((each) => each.body)
}

function openQueue(clock: { now: number }) {
  const database = new Database(':memory:')
  createSchema(database)
  const queues = new Queues(database, {
    region: 'us-east-1',
    accountId: '000000000000',
    now: () => clock.now,
  })
  const queue = queues.create('q.fifo', { FifoQueue: 'true', VisibilityTimeout: String(VISIBILITY) }, {})
  const store: Store = { sql: prepareStatements(database), queues, arrived() {} }
  const plain = {
    DelaySeconds: undefined,
    MessageAttributes: undefined,
    MessageSystemAttributes: undefined,
  }
  const ask = {
    QueueUrl: '',
    AttributeNames: undefined,
    MessageSystemAttributeNames: undefined,
    MessageAttributeNames: undefined,
    VisibilityTimeout: undefined,
    WaitTimeSeconds: undefined,
    ReceiveRequestAttemptId: undefined,
  }
  return {
    send(body: string, group: string) {
      const message = { ...plain, MessageBody: body, MessageGroupId: group, MessageDeduplicationId: body }
      send(store, queue, message, 'test', clock.now)
    },
    receive(count: number) {
      const messages = receive(store, queue, { ...ask, MaxNumberOfMessages: count }, clock.now)
      return messages.map((message) => ({ body: String(message.Body), handle: message.ReceiptHandle }))
    },
    delete: (handle: string) => deleteMessage(store, queue, handle, clock.now),
    release: (handle: string) => changeVisibility(store, queue, handle, 0, clock.now),
    close: () => database.close(),
  }
}

it('a FIFO queue gives every group in order, whatever its consumers do', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const clock = { now: 1_795_000_000_000 }
      const queue = openQueue(clock)
      const handles = new Map<string, string>()
      let kept: Kept[] = []
      let sent = 0
      const inFlight = () => kept.filter((each) => each.hiddenUntil > clock.now)
      for (const each of steps) {
        if (each.do === 'wait') clock.now += each.seconds * 1000
        else if (each.do === 'send') {
          sent += 1
          const message = { body: `m${sent}`, group: `g${each.group}`, hiddenUntil: 0 }
          kept.push(message)
          queue.send(message.body, message.group)
        } else if (each.do === 'receive') {
          const messages = queue.receive(each.count)
          expect(messages.map((message) => message.body)).toEqual(expected(kept, each.count, clock.now))
          for (const { body, handle } of messages) {
            handles.set(body, handle)
            const message = kept.find((one) => one.body === body)
            if (message) message.hiddenUntil = clock.now + VISIBILITY * 1000
          }
        } else {
          const candidates = inFlight()
          const chosen = candidates[each.which % Math.max(1, candidates.length)]
          const handle = handles.get(chosen?.body ?? '')
          if (!chosen || !handle) continue
          queue[each.do](handle)
          if (each.do === 'delete') kept = kept.filter((one) => one !== chosen)
          else chosen.hiddenUntil = 0
        }
      }
      clock.now += VISIBILITY * 1000
      const rest = queue.receive(10)
      expect(rest.map((message) => message.body)).toEqual(expected(kept, 10, clock.now))
      queue.close()
    }),
    { numRuns: 300 },
  )
})
