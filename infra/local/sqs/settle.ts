import { refreshGroup } from './groups'
import type { Queue, Queues } from './queues'
import type { DueRow, Statements } from './statements'

/** What the operations on messages work with. */
export interface Store {
  sql: Statements
  queues: Queues
  /** Tells who waits for messages of a queue that there may be some. */
  arrived(queue: Queue): void
}

/** Does what time has brought: drops what is too old, shows what was hidden long enough, buries what failed too often. */
export function settle(store: Store, queue: Queue, now: number): void {
  const changed = new Set<string>()
  const retention = Number(queue.attributes.MessageRetentionPeriod) * 1000
  for (const row of store.sql.old.all(queue.id, now - retention)) {
    store.sql.remove.run(row.seq)
    if (row.grp !== null) changed.add(row.grp)
  }
  const due = store.sql.due.all(queue.id, now)
  if (due.length > 0) {
    for (const row of due) if (row.grp !== null) changed.add(row.grp)
    store.sql.settleDue.run(queue.id, now)
    bury(store, queue, due, now)
  }
  if (queue.fifo) for (const group of changed) refreshGroup(store.sql, queue.id, group, now)
}

/** Buries what is visible and was received too often already, after a redrive policy changed. */
export function applyRedrivePolicy(store: Store, queue: Queue, now: number): void {
  if (!queue.redrive) return
  const worn = store.sql.worn.all(queue.id, queue.redrive.maxReceiveCount)
  bury(store, queue, worn, now)
  for (const row of worn) {
    if (queue.fifo && row.grp !== null) refreshGroup(store.sql, queue.id, row.grp, now)
  }
}

/** A dead-letter queue also gets what is due in the queues that it serves. */
export function settleWithSources(store: Store, queue: Queue, now: number): void {
  for (const source of store.queues.sourcesOf(queue)) settle(store, source, now)
  settle(store, queue, now)
}

function bury(store: Store, queue: Queue, rows: DueRow[], now: number): void {
  const target = queue.redrive && store.queues.byArn(queue.redrive.deadLetterTargetArn)
  if (!queue.redrive || !target) return
  for (const row of rows) {
    if (row.receives < queue.redrive.maxReceiveCount) continue
    // A standard message keeps its age, so that its retention goes on counting; a FIFO one starts anew.
    const { lastInsertRowid } = store.sql.bury.run(target.id, target.fifo ? now : null, queue.arn, row.seq)
    store.sql.remove.run(row.seq)
    if (target.fifo && row.grp !== null)
      store.sql.joinGroup.run(target.id, row.grp, 0, Number(lastInsertRowid))
    store.arrived(target)
  }
}
