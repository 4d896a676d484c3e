import {
  chooseValueFacets,
  priceDefinition,
  rangeFacet,
  STEPS,
  stepsBetween,
  worthARange,
} from '@/server/search/facet-rules'
import type {
  AttributeDefinition,
  CategoryCount,
  RangeFacet,
  SearchQuery,
  SearchResult,
} from '@/server/search/model'
import { CATEGORY, type Columns } from './columns'
import type { Filters } from './filters'
import { widened } from './growing'

interface Ends {
  count: number
  min: number
  max: number
}

interface Context {
  result: Int32Array
  /** Per filter, the documents that fail this filter alone: they count for its own facet, so that choosing a value does
   *  not make its alternatives vanish. */
  near: readonly Int32Array[]
  filters: Filters
  query: SearchQuery
  columns: Columns
  definitions: ReadonlyMap<string, AttributeDefinition>
  language: string
}

/** Counts what a result is made of. One for each index: the counters are reused. */
export class FacetCounter {
  private counts = new Int32Array(0)

  count(context: Context): Pick<SearchResult, 'facets' | 'categories'> {
    const { columns, filters, result, near, query, definitions, language } = context
    this.counts = widened(this.counts, columns.values.length, Int32Array)
    this.counts.fill(0)
    const numbers = new Map<number, Ends>()
    for (const slot of result) this.add(slot, columns, numbers, undefined)
    filters.codes.forEach((code, f) => {
      const only = columns.codeIdOf(code)
      if (only !== undefined) for (const slot of near[f] ?? []) this.add(slot, columns, numbers, only)
    })
    return {
      facets: [
        ...chooseValueFacets(this.countsByCode(columns), result.length, query, definitions, language),
        ...rangeFacets(context, numbers),
      ],
      categories: this.categoryCounts(context),
    }
  }

  private add(slot: number, columns: Columns, numbers: Map<number, Ends>, only: number | undefined): void {
    const codeOfValue = columns.codeOfValue.values
    const values = columns.valueArena.values
    for (let i = columns.valueStart[slot]!; i < columns.valueEnd[slot]!; i++) {
      const value = values[i]!
      if (only === undefined || codeOfValue[value] === only) this.counts[value]!++
    }
    for (let i = columns.numberStart[slot]!; i < columns.numberEnd[slot]!; i++) {
      const code = columns.numberCodes.values[i]!
      if (only === undefined || code === only) widen(numbers, code, columns.numberValues.values[i]!)
    }
  }

  private countsByCode(columns: Columns): Map<string, Map<string, number>> {
    const category = columns.codeIdOf(CATEGORY)
    const byCode: (Map<string, number> | undefined)[] = []
    for (let value = 0; value < columns.values.length; value++) {
      const count = this.counts[value]!
      const code = columns.codeOfValue.values[value]!
      if (count === 0 || code === category) continue
      ;(byCode[code] ??= new Map()).set(columns.values[value]!.value, count)
    }
    return new Map(byCode.flatMap((counts, code) => (counts ? [[columns.codes[code]!, counts]] : [])))
  }

  private categoryCounts({ query, columns, language }: Context): CategoryCount[] {
    const counts: CategoryCount[] = []
    for (const [id, names] of columns.categoryNames) {
      const value = columns.valueIdOf(CATEGORY, id)
      const count = value === undefined ? 0 : this.counts[value]!
      if (count === 0) continue
      const parent = columns.categoryParents.get(id)
      let depth = 1
      for (let up = parent; up !== undefined; up = columns.categoryParents.get(up)) depth++
      const label = names[language] ?? names.en ?? Object.values(names)[0] ?? id
      counts.push({ id, label, depth, parent, count, selected: id === query.category })
    }
    return counts.sort((a, b) => a.depth - b.depth || b.count - a.count || (a.id < b.id ? -1 : 1))
  }
}

function widen(numbers: Map<number, Ends>, code: number, value: number): void {
  const ends = numbers.get(code)
  if (!ends) numbers.set(code, { count: 1, min: value, max: value })
  else {
    ends.count++
    if (value < ends.min) ends.min = value
    if (value > ends.max) ends.max = value
  }
}

function rangeFacets(context: Context, numbers: ReadonlyMap<number, Ends>): RangeFacet[] {
  const { columns, definitions, query, result } = context
  const counted = [...numbers].map(([codeId, ends]) => ({ ...ends, codeId, code: columns.codes[codeId]! }))
  const facets = worthARange(counted, result.length, query, definitions).map(({ code, codeId, ...ends }) =>
    histogram(context, definitions.get(code)!, ends, (slot, add) => {
      for (let i = columns.numberStart[slot]!; i < columns.numberEnd[slot]!; i++) {
        if (columns.numberCodes.values[i] === codeId) add(columns.numberValues.values[i]!)
      }
    }),
  )
  const prices = columns.prices.get(query.market)
  const ends = prices && priceEnds(context, prices)
  if (!ends) return facets
  return [histogram(context, priceDefinition, ends, (slot, add) => add(prices[slot]!)), ...facets]
}

function priceEnds({ result, near, filters }: Context, prices: Int32Array): Ends | undefined {
  const numbers = new Map<number, Ends>()
  for (const slot of result) widen(numbers, 0, prices[slot]!)
  for (const slot of near[filters.codes.indexOf('price')] ?? []) widen(numbers, 0, prices[slot]!)
  return numbers.get(0)
}

function histogram(
  { result, near, filters, query, language }: Context,
  definition: AttributeDefinition,
  { min, max }: Ends,
  each: (slot: number, add: (value: number) => void) => void,
): RangeFacet {
  const width = (max - min) / STEPS || 1
  const counts = new Int32Array(STEPS)
  const add = (value: number) => {
    counts[Math.min(STEPS - 1, Math.floor((value - min) / width))]!++
  }
  for (const slot of result) each(slot, add)
  for (const slot of near[filters.codes.indexOf(definition.code)] ?? []) each(slot, add)
  return rangeFacet(
    definition,
    { min, max },
    stepsBetween(min, max, (step) => counts[step]!),
    query,
    language,
  )
}
