import { outboxIndex, type TableName } from '@/infra/resources'
import { isoNow } from './clock'
import { relayChanges } from './relay'
import { queryItems } from './tables/query'

/** Publishes events that stand on their items for longer than they should: whatever a stream or its reader has lost.
 *  @param olderThan milliseconds
 *  @returns how many were published */
export async function sweepOutbox(table: TableName, olderThan: number): Promise<number> {
  const by = {
    index: outboxIndex.name,
    attribute: outboxIndex.hash,
    range: outboxIndex.range,
    equals: 'pending',
  }
  const { items } = await queryItems(table, by, { upTo: isoNow(-olderThan), limit: 50 }, (item) => item)
  return relayChanges(items.map((after) => ({ table, after })))
}
