import { type TableName, tables } from '@/infra/resources'
import { log } from '@/server/platform/log'
import { sweepOutbox as sweepLate } from '@/server/platform/sweeper'

/** Tables whose changes are streamed to the relay. */
export const streamedTables = Object.keys(tables)
  .filter((name): name is TableName => name in tables)
  .filter((name) => 'stream' in tables[name])

const sweepAfterMilliseconds = 5_000

/** Publishes the events of all tables that should have been published long ago. @returns how many there were */
export async function sweepOutboxes(): Promise<number> {
  let swept = 0
  for (const table of streamedTables) swept += await sweepOutbox(table)
  return swept
}

/** Publishes the events of one table that should have been published long ago. @returns how many there were */
export async function sweepOutbox(table: TableName): Promise<number> {
  const swept = await sweepLate(table, sweepAfterMilliseconds)
  if (swept > 0) log.warn({ swept }, 'the outbox sweeper published events that the relay had not')
  return swept
}
