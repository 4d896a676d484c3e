import type { SearchQuery } from '@/server/search/model'
import { CATEGORY, type Columns } from './columns'
import { Integers } from './growing'

/** The filters of a query, one bit each. */
export interface Filters {
  /** Attribute code (also `category`, `price`, `available`) of each filter. */
  codes: string[]
  /** The bits of the filters that a document passes. */
  passed(slot: number): number
}

/** Reads the filters of a query against the columns. */
export function readFilters(query: SearchQuery, columns: Columns): Filters {
  const codes: string[] = []
  /** Filter number of a selected value, −1 for the others. */
  const filterOfValue = new Int8Array(columns.values.length).fill(-1)
  let selecting = false
  const select = (code: string, values: readonly string[]) => {
    for (const value of values) {
      const id = columns.valueIdOf(code, value)
      if (id === undefined) continue
      filterOfValue[id] = codes.length
      selecting = true
    }
    codes.push(code)
  }
  if (query.category !== undefined) select(CATEGORY, [query.category])
  for (const [code, values] of Object.entries(query.filters)) select(code, values)

  const numberFilters = new Map<number, { filter: number; min: number; max: number }>()
  let price: { filter: number; min: number; max: number } | undefined
  for (const [code, range] of Object.entries(query.ranges)) {
    const bounds = { filter: codes.length, min: range.min ?? -Infinity, max: range.max ?? Infinity }
    const codeId = columns.codeIdOf(code)
    if (code === 'price') price = bounds
    else if (codeId !== undefined) numberFilters.set(codeId, bounds)
    codes.push(code)
  }
  const availableFilter = query.availableOnly ? codes.push('available') - 1 : -1
  const prices = columns.prices.get(query.market)
  const available = columns.available.get(query.market)
  const values = columns.valueArena

  return {
    codes,
    passed(slot) {
      let bits = 0
      if (selecting) {
        for (let i = columns.valueStart[slot]!; i < columns.valueEnd[slot]!; i++) {
          const filter = filterOfValue[values.values[i]!]!
          if (filter >= 0) bits |= 1 << filter
        }
      }
      if (numberFilters.size > 0) {
        for (let i = columns.numberStart[slot]!; i < columns.numberEnd[slot]!; i++) {
          const bounds = numberFilters.get(columns.numberCodes.values[i]!)
          const value = columns.numberValues.values[i]!
          if (bounds && value >= bounds.min && value <= bounds.max) bits |= 1 << bounds.filter
        }
      }
      if (price && prices && prices[slot]! >= price.min && prices[slot]! <= price.max)
        bits |= 1 << price.filter
      if (availableFilter >= 0 && available?.[slot] === 1) bits |= 1 << availableFilter
      return bits
    },
  }
}

/** Splits candidates into those that pass every filter and, per filter, those that fail it alone. */
export function applyFilters(
  candidates: Int32Array,
  filters: Filters,
): { result: Int32Array; near: Int32Array[] } {
  if (filters.codes.length === 0) return { result: candidates, near: [] }
  const all = 2 ** filters.codes.length - 1
  const result = new Integers()
  const near = filters.codes.map(() => new Integers(64))
  for (const slot of candidates) {
    const missing = all & ~filters.passed(slot)
    if (missing === 0) result.push(slot)
    else if ((missing & (missing - 1)) === 0) near[31 - Math.clz32(missing)]?.push(slot)
  }
  const flat = (list: Integers) => list.values.subarray(0, list.length)
  return { result: flat(result), near: near.map(flat) }
}
