import { z } from 'zod'
import { cancellationRequested, orderPlaced } from '@/server/orders/events'
import type { StatusRecord } from '@/server/orders/status'
import { now } from '@/server/platform/clock'
import { embeddedDatabase } from '@/server/platform/embedded-database'
import { parseEnvelope } from '@/server/platform/events'
import { streams } from '@/server/platform/streams'

/** The stand-in for the retailer's order management: it keeps its own books, acknowledges, picks, ships and delivers, one step
 *  after another, and tells of each on the `order-status` stream. Everything may come twice; nothing is done twice. */
const schema = `create table if not exists orders (
  id text primary key, number text not null, lines text not null, status text not null, due integer not null,
  received integer not null default 1) without rowid;
  create index if not exists due_orders on orders (due)`

const steps = ['received', 'acknowledged', 'picking', 'shipped', 'delivered'] as const
type Status = (typeof steps)[number] | 'cancelled'
const Lines = z.array(z.object({ sku: z.string(), quantity: z.int() }))
const Row = z.object({
  id: z.string(),
  number: z.string(),
  lines: z.string(),
  status: z.string(),
  due: z.number(),
})
const never = Number.MAX_SAFE_INTEGER

export interface OrderManagement {
  /** Takes a message of the FIFO queue. */
  handle(body: unknown): Promise<void>
  /** Takes every step that is due. @returns how many orders moved */
  tick(): Promise<number>
  /** The orders that it knows, for audits. */
  known(): { id: string; status: string }[]
}

/** Opens the stand-in's books. @param paceMilliseconds between two steps; the acknowledgement comes at once */
export function openOrderManagement(paceMilliseconds: number): OrderManagement {
  const database = embeddedDatabase('order-management', schema)
  const insert = database.prepare(
    'insert or ignore into orders (id, number, lines, status, due) values (?, ?, ?, ?, ?)',
  )
  const find = database.prepare('select id, number, lines, status, due from orders where id = ?')
  const due = database.prepare(
    'select id, number, lines, status, due from orders where due <= ? order by due limit 100',
  )
  const move = database.prepare('update orders set status = ?, due = ? where id = ? and status = ?')
  const all = database.prepare('select id, number, lines, status, due from orders')

  const tell = (orderId: string, status: StatusRecord['status'], more: Partial<StatusRecord> = {}) => {
    const record: StatusRecord = {
      event: `${orderId}:${status}`,
      orderId,
      at: new Date(now()).toISOString(),
      status,
      ...more,
    }
    return streams().append('order-status', [{ key: orderId, value: record }])
  }

  /** Tells first and notes it afterwards: a crash in between tells the same again under the same name. */
  async function advance(row: z.infer<typeof Row>): Promise<void> {
    const next = steps[steps.findIndex((step) => step === row.status) + 1]
    if (!next || next === 'received') return
    const shipment = {
      id: `${row.number}-1`,
      carrier: 'Quayside Parcel',
      tracking: `QP${row.number.replaceAll('-', '')}`,
      lines: Lines.parse(JSON.parse(row.lines)),
      shippedAt: new Date(now()).toISOString(),
    }
    await tell(row.id, next, next === 'shipped' || next === 'delivered' ? { shipment } : {})
    const last = next === 'delivered'
    move.run(next satisfies Status, last ? never : now() + paceMilliseconds, row.id, row.status)
  }

  return {
    async handle(body) {
      const { name, data } = parseEnvelope(body)
      if (name === orderPlaced.eventName) {
        const { orderId, number, lines } = orderPlaced.schema.parse(data)
        insert.run(
          orderId,
          number,
          JSON.stringify(lines.map(({ sku, quantity }) => ({ sku, quantity }))),
          'received',
          never,
        )
        const row = Row.parse(find.get(orderId))
        if (row.status === 'received') await advance(row)
      }
      if (name === cancellationRequested.eventName) {
        const { orderId } = cancellationRequested.schema.parse(data)
        const found: unknown = find.get(orderId)
        const status = found === undefined ? 'received' : Row.parse(found).status
        const stoppable = status === 'received' || status === 'acknowledged' || status === 'cancelled'
        await tell(orderId, stoppable ? 'cancelled' : 'cancellation-refused')
        if (stoppable) move.run('cancelled' satisfies Status, never, orderId, status)
      }
    },

    async tick() {
      const rows = z.array(Row).parse(due.all(now()))
      for (const row of rows) await advance(row)
      return rows.length
    },

    known: () =>
      z
        .array(Row)
        .parse(all.all())
        .map(({ id, status }) => ({ id, status })),
  }
}
