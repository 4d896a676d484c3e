import { z } from 'zod'
import { hubs, pointOf } from '@/server/delivery/geography'
import {
  addressChangeRequested,
  cancellationRequested,
  orderPlaced,
  returnRequested,
} from '@/server/orders/events'
import { StatusRecord } from '@/server/orders/status'
import { isoNow, now } from '@/server/platform/clock'
import { embeddedDatabase } from '@/server/platform/embedded-database'
import { parseEnvelope } from '@/server/platform/events'
import { MarketId } from '@/server/platform/schemas'
import { streams } from '@/server/platform/streams'
import { openCarrier } from './carrier'
import { script, type Step, tricksIn } from './oms-script'
import { takeProof } from './proof-photo'

/** The stand-in for the retailer's order management: it keeps its own books, acknowledges, picks, ships in parts, delivers, takes
 *  returns in, and tells of each on the `order-status` stream. What it does with an order, the order's note may say
 *  (`oms-script.ts`). Everything may come twice; nothing is done twice. */
const schema = `create table if not exists order_book (
  id text primary key, number text not null, status text not null, tricks text not null, goes text not null) without rowid;
create table if not exists steps (
  order_id text not null, name text not null, due integer not null, record text not null,
  primary key (order_id, name)) without rowid;
create index if not exists due_steps on steps (due)`

const Known = z.object({
  id: z.string(),
  number: z.string(),
  status: z.string(),
  tricks: z.string(),
  goes: z.string(),
})
/** Whose it is, and where it goes. */
const Goes = z.object({ customerId: z.string(), market: MarketId, city: z.string(), country: z.string() })
/** The share of a pace that a parcel is on the road. */
const driving = 0.9
const StepRow = z.object({ order_id: z.string(), name: z.string(), due: z.number(), record: z.string() })
const Told = StatusRecord.omit({ event: true, orderId: true })

export interface OrderManagement {
  /** Takes a message of the FIFO queue. */
  handle(body: unknown): Promise<void>
  /** Takes every step that is due. @returns how many there were */
  tick(): Promise<number>
  /** The orders that it knows, for audits. */
  known(): { id: string; status: string }[]
}

/** Opens the stand-in's books. @param paceMilliseconds between two steps; the acknowledgement comes at once */
export function openOrderManagement(paceMilliseconds: number): OrderManagement {
  const carrier = openCarrier()
  const database = embeddedDatabase('order-management', schema)
  const insert = database.prepare(
    'insert or ignore into order_book (id, number, status, tricks, goes) values (?, ?, ?, ?, ?)',
  )
  const readdress = database.prepare('update order_book set goes = ? where id = ?')
  const find = database.prepare('select id, number, status, tricks, goes from order_book where id = ?')
  const all = database.prepare('select id, number, status, tricks, goes from order_book')
  const move = database.prepare('update order_book set status = ? where id = ?')
  const plan = database.prepare(
    'insert or ignore into steps (order_id, name, due, record) values (?, ?, ?, ?)',
  )
  const due = database.prepare(
    'select order_id, name, due, record from steps where due <= ? order by due, name limit 100',
  )
  const done = database.prepare('delete from steps where order_id = ? and name = ?')
  const forget = database.prepare('delete from steps where order_id = ?')
  const take = database.transaction(
    (id: string, number: string, tricks: string, goes: string, steps: readonly Step[]) => {
      if (insert.run(id, number, 'received', tricks, goes).changes === 0) return
      const from = now()
      const instant = (paces: number) => new Date(from + paces * paceMilliseconds).toISOString()
      for (const { name, paces, happened, record, parcel } of steps) {
        const { sent, ...rest } = parcel ?? { sent: 0 }
        const shipment = parcel && { ...rest, shippedAt: instant(sent) }
        const told = { ...record, at: instant(happened), ...(shipment ? { shipment } : {}) }
        plan.run(id, name, from + paces * paceMilliseconds, JSON.stringify(told))
      }
    },
  )

  const orderOf = (id: string) => {
    const found: unknown = find.get(id)
    return found === undefined ? undefined : Known.parse(found)
  }

  /** Tells first and crosses it off afterwards: a crash in between tells the same again under the same name. */
  async function tell(orderId: string, name: string, told: z.infer<typeof Told>): Promise<void> {
    const value = { ...told, event: `${orderId}:${name}`, orderId }
    const again = orderOf(orderId)?.tricks.includes('twice') ?? false
    await streams().append('order-status', [
      { key: orderId, value },
      ...(again ? [{ key: orderId, value }] : []),
    ])
  }

  /** What the carrier does at a step: it sets out with a parcel that is sent, and photographs one that has arrived. */
  async function carried(orderId: string, told: z.infer<typeof Told>): Promise<z.infer<typeof Told>> {
    const order = orderOf(orderId)
    const { shipment } = told
    if (!order || !shipment) return told
    const { customerId, market, city, country } = Goes.parse(JSON.parse(order.goes))
    if (told.status === 'shipped') {
      carrier.begin(shipment.id, hubs[market], pointOf({ city, country }), paceMilliseconds * driving)
    }
    if (told.status !== 'delivered') return told
    const proof = await takeProof({ id: orderId, customerId }, shipment, told.at)
    return { ...told, shipment: { ...shipment, proof } }
  }

  const crossOff = database.transaction((told: readonly { id: string; name: string; status: string }[]) => {
    for (const { id, name, status } of told) {
      move.run(status, id)
      done.run(id, name)
    }
  })

  /** Takes what is due: the steps of an order one after the other, orders side by side. */
  async function turn(): Promise<number> {
    const rows = z.array(StepRow).parse(due.all(now()))
    const told: { id: string; name: string; status: string }[] = []
    const orders = [...new Set(rows.map((row) => row.order_id))]
    const outcomes = await Promise.allSettled(
      orders.map(async (id) => {
        for (const { name, record } of rows.filter((row) => row.order_id === id)) {
          const news = await carried(id, Told.parse(JSON.parse(record)))
          await tell(id, name, news)
          told.push({ id, name, status: news.status })
        }
      }),
    )
    if (told.length > 0) crossOff(told)
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    return rows.length
  }

  let last: Promise<number> = Promise.resolve(0)
  let next: Promise<number> | undefined
  /** One turn at a time: whoever asks during one shares the next. */
  function work(): Promise<number> {
    next ??= last
      .catch(() => 0)
      .then(() => {
        next = undefined
        return (last = turn())
      })
    return next
  }

  /** Whether packing has not begun, and nobody wants it to refuse. */
  const stoppable = (id: string): boolean => {
    const order = orderOf(id)
    const early = ['received', 'acknowledged', 'cancelled'].includes(order?.status ?? 'received')
    return early && !order?.tricks.includes('refuse')
  }

  return {
    async handle(body) {
      const { id: event, name, data } = parseEnvelope(body)
      switch (name) {
        case orderPlaced.eventName: {
          const placed = orderPlaced.schema.parse(data)
          const { orderId, number, lines, note } = placed
          const chosen = tricksIn(note)
          const pieces = lines.map(({ sku, quantity }) => ({ sku, quantity }))
          const { customerId, market, shipping } = placed
          const { city, country } = shipping
          const goes = JSON.stringify({ customerId, market, city, country })
          take(orderId, number, chosen.join(), goes, script(number, pieces, chosen))
          await work()
          break
        }
        case cancellationRequested.eventName: {
          const { orderId } = cancellationRequested.schema.parse(data)
          const stops = stoppable(orderId)
          if (stops) {
            forget.run(orderId)
            move.run('cancelled', orderId)
          }
          await tell(orderId, stops ? 'cancelled' : 'cancellation-refused', {
            status: stops ? 'cancelled' : 'cancellation-refused',
            at: isoNow(),
          })
          break
        }
        case addressChangeRequested.eventName: {
          const { orderId, shipping } = addressChangeRequested.schema.parse(data)
          const status = stoppable(orderId) ? ('address-taken' as const) : ('address-refused' as const)
          const known = orderOf(orderId)
          if (known && status === 'address-taken') {
            const goes = Goes.parse(JSON.parse(known.goes))
            const { city, country } = shipping
            readdress.run(JSON.stringify({ ...goes, city, country }), orderId)
          }
          await tell(orderId, `${status}-${event}`, { status, at: isoNow() })
          break
        }
        case returnRequested.eventName: {
          const { orderId, rma } = returnRequested.schema.parse(data)
          const refuses = orderOf(orderId)?.tricks.includes('refuse') ?? false
          const status = refuses ? ('return-refused' as const) : ('return-received' as const)
          const arrives = 2 * paceMilliseconds
          const told = { status, rma, at: isoNow(arrives) }
          plan.run(orderId, `return-${rma}`, now() + arrives, JSON.stringify(told))
          break
        }
      }
    },

    async tick() {
      const steps = await work()
      await carrier.tick()
      return steps
    },

    known: () =>
      z
        .array(Known)
        .parse(all.all())
        .map(({ id, status }) => ({ id, status })),
  }
}
