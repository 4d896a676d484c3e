/** What a request consumed of one table, in capacity units. */
export interface Consumed {
  table: string
  units: number
  /** Units of the secondary index that was read. */
  index?: { name: string; global: boolean }
}

type Wish = string | undefined

/** The `ConsumedCapacity` of an answer, if the request wished for it (`TOTAL` or `INDEXES`). */
export function consumedCapacity(wish: Wish, consumed: Consumed): Record<string, unknown> | undefined {
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return undefined
  const total = { TableName: consumed.table, CapacityUnits: consumed.units }
  if (wish === 'TOTAL') return total
  const units = { CapacityUnits: consumed.units }
  if (!consumed.index) return { ...total, Table: units }
  const kind = consumed.index.global ? 'GlobalSecondaryIndexes' : 'LocalSecondaryIndexes'
  return { ...total, Table: { CapacityUnits: 0 }, [kind]: { [consumed.index.name]: units } }
}

/** The same for requests that touch several tables. */
export function consumedByTable(
  wish: Wish,
  consumed: readonly Consumed[],
): Record<string, unknown>[] | undefined {
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return undefined
  const units = new Map<string, number>()
  for (const one of consumed) units.set(one.table, (units.get(one.table) ?? 0) + one.units)
  return [...units].map(([table, sum]) => consumedCapacity(wish, { table, units: sum }) ?? {})
}

/** Units that reading so many bytes takes. */
export function readUnits(bytes: number, consistent: boolean | undefined): number {
  return Math.max(1, Math.ceil(bytes / 4096)) / (consistent ? 1 : 2)
}

/** Units that writing so many bytes takes. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024))
}
