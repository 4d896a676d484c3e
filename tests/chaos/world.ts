import './environment'
import { z } from 'zod'
import { provisionTable } from '@/infra/local/provision/tables'
import { type QueueName, queues, rules, type TableName, tables } from '@/infra/resources'
import { usePress } from '@/server/orders/documents/blank'
import { ProviderTimeout } from '@/server/payments/provider'
import { dynamo, eventBridge, s3 } from '@/server/platform/aws'
import { useTimeSource } from '@/server/platform/clock'
import { type DomainEvent, parseEnvelope } from '@/server/platform/events'
import { calm, type FaultKind, type FaultPlan } from './faults'
import { MemoryTables } from './memory-tables'
import { PlainPaper } from './plain-paper'
import { Random } from './random'
import { Scheduler } from './scheduler'

/** A message on its way; `group` orders those of a FIFO queue. */
export interface Message {
  body: string
  event: DomainEvent
  group?: string
}

/** Looks at every call, and may spoil it: how the checks themselves are checked. */
export interface Saboteur {
  /** Instead of what was asked; the input itself where it stays as it is. */
  alter(operation: string, input: unknown): unknown
  /** Whether the bus drops an event that it has accepted. */
  swallow(event: DomainEvent): boolean
}

/** A command of one of the official clients. */
interface Command {
  input: unknown
  constructor: { name: string }
}

/** Commands of the document client whose names are not those of their operations. */
const operations: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  DeleteCommand: 'DeleteItem',
  BatchGetCommand: 'BatchGetItem',
  BatchWriteCommand: 'BatchWriteItem',
  TransactWriteCommand: 'TransactWriteItems',
}

/** What a provider that takes long looks like from here: nobody knows whether it has done what was asked. */
const isProviders = (input: unknown): boolean => JSON.stringify(input).includes('"sandbox#')

/** The cloud as the buy path sees it, in this process: tables, bus and queues, with a fault at any call that leaves a process. */
export class World {
  scheduler: Scheduler
  plan: FaultPlan = calm
  saboteur: Saboteur | undefined
  /** Every event that the bus has taken, in order. */
  published: DomainEvent[] = []
  /** The subjects of the letters that went out, in order. */
  letters: string[] = []
  /** The documents in the private bucket, by key. */
  readonly papers = new Map<string, Uint8Array>()
  /** What processes ended with, where nobody else waited for it. */
  failures: unknown[] = []
  readonly queued = new Map<QueueName, Message[]>()
  /** Calls by process, in the order they were made: the points of the crash matrix. */
  trace: { process: string; number: number; operation: string; fault?: FaultKind }[] = []
  readonly memory: MemoryTables
  private startsAt = Date.parse('2026-11-21T12:00:00.000Z')

  constructor() {
    this.scheduler = new Scheduler(new Random(0), this.startsAt)
    this.memory = new MemoryTables(() => this.scheduler.now())
  }

  /** Takes the place of the network of this process, for good, and makes the tables. */
  async open(): Promise<void> {
    useTimeSource({
      now: () => this.scheduler.now(),
      sleep: (milliseconds) => this.scheduler.pause(milliseconds),
    })
    Object.assign(dynamo(), {
      send: ({ input, constructor: { name } }: Command) => {
        const operation = operations[name] ?? name.replace(/Command$/, '')
        return this.reach(operation, input, (asked) => this.memory.perform(operation, asked))
      },
    })
    Object.assign(eventBridge(), {
      send: ({ input }: Command) => this.reach('PutEvents', input, async (asked) => this.accept(asked)),
    })
    Object.assign(s3(), {
      send: ({ input, constructor: { name } }: Command) =>
        this.reach(name.replace(/Command$/, ''), input, async (asked) => this.file(asked)),
    })
    usePress((facts) => new PlainPaper(facts))
    globalThis.fetch = async (_url, init) => {
      await this.reach('SendEmail', JSON.parse(String(init?.body)), async (mail) => this.post(mail))
      return new Response('{}')
    }
    for (const table of tableNames) await provisionTable(table)
  }

  /** Begins a run: nothing of the last one is left, and its time is past, so that nothing that was kept in memory still holds. */
  begin(random: Random, plan: FaultPlan): void {
    this.startsAt = Math.max(this.startsAt, this.scheduler.now()) + 7 * 86_400_000
    this.scheduler = new Scheduler(random, this.startsAt)
    this.plan = plan
    this.published = []
    this.letters = []
    this.papers.clear()
    this.failures = []
    this.queued.clear()
    this.trace = []
    this.memory.empty(['carts', 'checkouts', 'payments', 'orders', 'inventory', 'fraud', 'engagement'])
  }

  /** One call that leaves a process. Every await of the buy path that can be cut goes through here. */
  private async reach(
    operation: string,
    input: unknown,
    perform: (input: unknown) => Promise<object>,
  ): Promise<object> {
    const { scheduler } = this
    const place = scheduler.called()
    if (!place) return perform(input)
    const call = { process: place.process, number: place.call, operation }
    const fault = this.plan.at(call)
    this.trace.push({ ...call, fault })
    await scheduler.pause(fault === 'slow' ? this.plan.slowness() : 0)
    if (fault === 'crash-before') return scheduler.crash()
    if (fault === 'unavailable') throw unreachable(input)
    const asked = this.saboteur?.alter(operation, input) ?? input
    const tokened = operation === 'TransactWriteItems' ? withToken(asked, place) : asked
    const performed = () => scheduler.perform(() => perform(tokened))
    const answer = await performed()
    if (fault === 'crash-after') return scheduler.crash()
    if (fault === 'lost-answer') throw unreachable(input)
    return fault === 'repeated' ? performed() : answer
  }

  private post(mail: unknown): object {
    this.letters.push(String(Reflect.get(Object(mail), 'subject')))
    return {}
  }

  private file(input: unknown): object {
    const { Key, Body, IfNoneMatch } = Written.parse(input)
    if (IfNoneMatch !== undefined && this.papers.has(Key)) {
      throw Object.assign(new Error('it is there'), { name: 'PreconditionFailed' })
    }
    this.papers.set(Key, Body)
    return {}
  }

  private accept(input: unknown): object {
    const { Entries } = input as { Entries: { DetailType: string; Detail: string }[] }
    let failed = 0
    const answers = Entries.map(({ DetailType, Detail }) => {
      if (this.plan.messages.refuse()) {
        failed += 1
        return { ErrorCode: 'ThrottlingException', ErrorMessage: 'refused by the run' }
      }
      const event = parseEnvelope(JSON.parse(Detail))
      if (!this.saboteur?.swallow(event)) this.publish(DetailType, Detail, event)
      return { EventId: event.id }
    })
    return { FailedEntryCount: failed, Entries: answers }
  }

  private publish(name: string, body: string, event: DomainEvent): void {
    this.published.push(event)
    for (const rule of Object.values(rules)) {
      if (!rule.events.some((one) => one === name)) continue
      const list = this.queued.get(rule.queue) ?? []
      this.queued.set(rule.queue, list)
      // A FIFO queue knows a message by its content for five minutes; what comes later is for the consumer to know.
      const fifo = queues[rule.queue].fifo
      if (fifo && list.some((message) => message.body === body)) continue
      list.push({ body, event, ...(fifo ? { group: groupOf(event) } : {}) })
    }
  }
}

/** What is asked of S3: documents are written, and nothing else. */
const Written = z.object({
  Key: z.string(),
  Body: z.instanceof(Uint8Array),
  IfNoneMatch: z.literal('*').optional(),
})

const tableNames = Object.keys(tables).filter((name): name is TableName => name in tables)

const groupOf = ({ data }: DomainEvent): string => String(Reflect.get(Object(data), 'orderId'))

function unreachable(input: unknown): Error {
  if (isProviders(input)) return new ProviderTimeout('the run lost the answer')
  return Object.assign(new Error('the run cut the connection'), { name: 'TimeoutError' })
}

/** The client library marks a transaction, so that sending it twice makes it once. */
function withToken(input: unknown, { process, call }: { process: string; call: number }): object {
  const given = Object(input)
  return given.ClientRequestToken ? given : { ...given, ClientRequestToken: `${process}-${call}`.slice(-36) }
}
