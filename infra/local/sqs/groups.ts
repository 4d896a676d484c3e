import type { Statements } from './statements'

/**
 * Works out anew whether a FIFO group is ready, after any of its messages changed. It is when none of them is in flight
 * and the oldest one is visible; that oldest one is its `head`, so the group that has waited longest is served first.
 */
export function refreshGroup(sql: Statements, queue: number, group: string, now: number): void {
  const head = sql.headOfGroup.one(queue, group)
  if (!head) {
    sql.removeGroup.run(queue, group)
    return
  }
  const until = sql.groupBusy.one(queue, group, now)?.until
  sql.putGroup.run(queue, group, until ?? (head.visible_at > now ? head.visible_at : 0), head.seq)
}
