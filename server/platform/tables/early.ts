import type { TableName } from '@/infra/resources'
import { earlyReads } from '@/server/platform/request-context'
import { type Key, tableName } from './keys'

const nameOf = (table: TableName, { pk, sk }: Key): string => `${tableName(table)}\n${pk}\n${sk}`

type Read = (table: TableName, key: Key) => Promise<Record<string, unknown> | undefined>

/** Begins to read what this request will probably want. Whoever reads such an item first gets this answer; whoever reads it again, or
 *  after the request has written to its table, reads anew. Outside of a request nothing is begun. */
export function beginEarly(table: TableName, keys: readonly Key[], read: Read): void {
  const early = earlyReads()
  if (!early) return
  for (const key of keys) {
    const name = nameOf(table, key)
    if (early.has(name)) continue
    const begun = read(table, key)
    // Perhaps nobody comes to wait for it: then its failure is nobody's.
    begun.catch(() => undefined)
    early.set(name, begun)
  }
}

/** The answer that was asked for early, once. */
export function begunEarly(table: TableName, key: Key) {
  const early = earlyReads()
  if (!early || early.size === 0) return undefined
  const name = nameOf(table, key)
  const begun = early.get(name)
  early.delete(name)
  return begun
}

/** Lets go of what was read early from tables that are about to be written to, by the input of the write. */
export function forgetEarly(input: object): void {
  const early = earlyReads()
  if (!early || early.size === 0) return
  const written = tablesIn(input)
  for (const name of early.keys())
    if (written.some((table) => name.startsWith(`${table}\n`))) early.delete(name)
}

/** The tables that a write names: of one item, of a transaction, or of a batch. */
function tablesIn(input: object): string[] {
  if ('TableName' in input) return [String(input.TableName)]
  if ('RequestItems' in input) return Object.keys(Object(input.RequestItems))
  if (!('TransactItems' in input) || !Array.isArray(input.TransactItems)) return []
  return input.TransactItems.flatMap((part: object) => Object.values(part).flatMap(tablesIn))
}
