import { outboxIndex, type TableName, tables } from '@/infra/resources'
import { isoNow } from '@/server/platform/clock'
import type { DomainEvent } from '@/server/platform/events'

/** Events that an item still carries, by the value that was read from it: the next write must not lose them. */
const unpublished = new WeakMap<object, readonly DomainEvent[]>()

/** Remembers the events that an item carried when this value was read. */
export function rememberOutbox(value: object, item: Readonly<Record<string, unknown>>): void {
  if (Array.isArray(item.outbox)) unpublished.set(value, item.outbox)
}

/** The attributes that carry events in the item they tell of, for the relay to publish; none where there are none.
 *  Events that `previous` still carried go along. */
export function outboxOf(
  table: TableName,
  events: readonly DomainEvent[],
  previous?: object,
): Record<string, unknown> {
  const all = [...((previous && unpublished.get(previous)) ?? []), ...events]
  if (all.length === 0) return {}
  if (!('stream' in tables[table])) throw new Error(`${table} emits events but declares no stream`)
  return { outbox: all, [outboxIndex.hash]: 'pending', [outboxIndex.range]: isoNow() }
}
