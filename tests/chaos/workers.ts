import { type QueueName, rules, type TableName } from '@/infra/resources'
import { recoverCheckouts } from '@/server/checkout/recovery'
import { consumers as letterConsumers } from '@/server/engagement/consumers'
import { stockEvents } from '@/server/inventory/events'
import { sweepHolds } from '@/server/inventory/holds'
import { consumers as orderConsumers } from '@/server/orders/consumers'
import { orderPlaced } from '@/server/orders/events'
import { applyStatus, type StatusRecord } from '@/server/orders/status'
import { recoverRefunds } from '@/server/payments/refunds'
import { isoNow } from '@/server/platform/clock'
import type { Consumer, DomainEvent } from '@/server/platform/events'
import { relayChanges } from '@/server/platform/relay'
import { sweepOutbox } from '@/server/platform/sweeper'
import type { Random } from './random'
import type { Message, World } from './world'

/** What money and goods follow from, and what documents do. */
const settling = new Set(['OrderPlaced', 'OrderCancelled', 'ReturnReceived'])
const paperwork = new Set(['OrderPaid', 'OrderShipped', 'ReturnRequested', 'OrderRefunded'])
/** What is told to those who write letters. */
const letterwork = new Set<string>(rules['orders-to-engagement'].events)
const relayed = ['orders', 'inventory'] as const satisfies readonly TableName[]

/** What the order management does with an order. */
const fates: StatusRecord['status'][][] = [
  ['acknowledged'],
  ['acknowledged', 'picking'],
  ['cancelled'],
  ['acknowledged', 'picking', 'shipped', 'delivered'],
  ['acknowledged', 'picking', 'shipped', 'delivered'],
]

/** All of an order in one parcel. */
function parcelOf(data: unknown, order: string, arrived: boolean): StatusRecord['shipment'] {
  const { lines } = orderPlaced.schema.parse(data)
  const pieces = lines.map(({ sku, quantity }) => ({ sku, quantity }))
  const at = isoNow()
  return {
    id: `${order}-1`,
    carrier: 'Parcel',
    tracking: 'QP1',
    lines: pieces,
    shippedAt: at,
    ...(arrived ? { deliveredAt: at } : {}),
  }
}

/** What works behind the shop, and the order management. Each turn is a process: it may die, and the next goes on. */
export class Workers {
  over = false
  /** Messages that the order management has taken, by event id: a repetition is the same message. */
  readonly received = new Map<string, Message>()
  private readonly checkpoints = new Map<TableName, number>()
  private readonly reports: StatusRecord[] = []
  private readonly fates = new Map<string, StatusRecord['status'][]>()
  private readonly deliveries = new WeakMap<object, number>()

  constructor(
    private readonly world: World,
    private readonly random: Random,
    /** Whether letters are written, and documents; most runs leave them out, because they take time. */
    readonly writes: { letters: boolean; papers: boolean },
  ) {}

  start(): void {
    this.repeatedly('relay', () => this.relay())
    this.repeatedly('settle', () => this.settle())
    // A message whose handling takes long is given to somebody else as well.
    this.repeatedly('settle-too', () => this.settle())
    if (this.writes.letters) this.repeatedly('letter', () => this.write())
    this.repeatedly('oms', () => this.manage())
    this.repeatedly('status', () => this.report())
    this.repeatedly('recovery', recoverCheckouts)
    this.repeatedly('expiry', sweepHolds)
    this.repeatedly('refunds', recoverRefunds)
  }

  /** Everything once, without anything going wrong. @returns whether there was anything to do */
  async everythingOnce(): Promise<boolean> {
    let done = await recoverCheckouts()
    done += await sweepHolds()
    for (const table of relayed) done += await sweepOutbox(table, 5_000)
    done += await recoverRefunds()
    const turns = [() => this.relay(), () => this.settle(), () => this.manage(), () => this.report()]
    for (const turn of this.writes.letters ? [...turns, () => this.write()] : turns) {
      for (let one = await turn(); one > 0; one = await turn()) done += one
    }
    return done > 0
  }

  /** Looks often while there is something to do, and more seldom the longer there is nothing. */
  private repeatedly(name: string, turn: () => Promise<number>): void {
    const { scheduler } = this.world
    void scheduler.process(`${name}-loop`, async () => {
      for (let idle = 500; !this.over; ) {
        let done = 0
        try {
          done = await scheduler.process(name, turn)
        } catch (error) {
          this.world.failures.push(error)
        }
        idle = done > 0 ? 500 : Math.min(idle * 2, 120_000)
        await scheduler.pause(done > 0 ? 10 : idle)
      }
    })
  }

  private async relay(): Promise<number> {
    let relayedNow = 0
    for (const table of relayed) {
      const changes = this.world.memory.changesOf(table, this.checkpoints.get(table) ?? 0)
      const last = changes.at(-1)
      if (!last) continue
      await relayChanges(
        changes.map(({ change }) => change),
        { inventory: stockEvents },
      )
      this.checkpoints.set(table, last.number)
      relayedNow += changes.length
    }
    return relayedNow
  }

  private settle(): Promise<number> {
    return this.work(
      'orders-consumer',
      orderConsumers,
      (name) => settling.has(name) || (this.writes.papers && paperwork.has(name)),
    )
  }

  private write(): Promise<number> {
    return this.work('engagement-consumer', letterConsumers, (name) => letterwork.has(name))
  }

  /** Takes one message of a standard queue: any, and perhaps not for the last time. */
  private async work(
    queue: QueueName,
    consumers: readonly Consumer[],
    matters: (name: string) => boolean,
  ): Promise<number> {
    const list = this.world.queued.get(queue) ?? []
    const { messages } = this.world.plan
    const index = messages.reorder() ? this.random.below(list.length || 1) : 0
    const message = list[index]
    if (!message) return 0
    if (matters(message.event.name)) {
      for (const consumer of consumers) {
        if (consumer.eventName === message.event.name) await consumer.handle(JSON.parse(message.body))
      }
    }
    if (!this.comesAgain(message)) remove(list, message)
    return 1
  }

  /** The order management takes the first message of a group, perhaps not for the last time, and decides what becomes of it. */
  private async manage(): Promise<number> {
    const list = this.world.queued.get('oms') ?? []
    const firsts = list.filter((one, index) => list.findIndex(({ group }) => group === one.group) === index)
    const message = firsts[this.random.below(firsts.length || 1)]
    if (!message) return 0
    const { event, group = '' } = message
    if (!this.received.has(event.id)) {
      this.received.set(event.id, message)
      this.decide(event, group)
    }
    if (!this.comesAgain(message)) remove(list, message)
    return 1
  }

  /** Whether a message that was handled comes once more. */
  private comesAgain(message: object): boolean {
    const times = (this.deliveries.get(message) ?? 0) + 1
    this.deliveries.set(message, times)
    return this.world.plan.messages.duplicate(times) && !this.over
  }

  private decide({ name, data }: DomainEvent, order: string): void {
    if (name === 'ReturnRequested') {
      const rma = String(Reflect.get(Object(data), 'rma'))
      const received = { status: 'return-received' as const, orderId: order, rma, at: isoNow() }
      this.reports.push({ ...received, event: `${order}:${rma}:received` })
      return
    }
    const known = this.fates.get(order) ?? []
    const next: StatusRecord['status'][] =
      name === 'OrderCancellationRequested'
        ? [known.includes('picking') ? 'cancellation-refused' : 'cancelled']
        : name === 'OrderPlaced'
          ? this.random.pick(fates)
          : []
    this.fates.set(order, [...known, ...next])
    for (const status of next) {
      const record = { event: `${order}:${status}`, orderId: order, at: isoNow(), status }
      const arrived = status === 'delivered'
      const parcel = arrived || status === 'shipped' ? { shipment: parcelOf(data, order, arrived) } : {}
      this.reports.push({ ...record, ...parcel })
    }
  }

  private async report(): Promise<number> {
    const { messages } = this.world.plan
    const index = messages.reorder() ? this.random.below(this.reports.length || 1) : 0
    const record = this.reports[index]
    if (!record) return 0
    await applyStatus(record)
    if (!this.comesAgain(record)) remove(this.reports, record)
    return 1
  }
}

/** Somebody else may have removed it meanwhile. */
function remove<T>(list: T[], one: T): void {
  const index = list.indexOf(one)
  if (index >= 0) list.splice(index, 1)
}
